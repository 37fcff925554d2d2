export type TimeUnit = 'MILLIS' | 'MICROS' | 'NANOS';

/** What the schema of a Parquet file says of a column of values, as far as their meaning goes by it. */
export type ParquetElement = {
  type?: string;
  converted_type?: string;
  scale?: number;
  logical_type?: {
    type: string;
    scale?: number;
    unit?: TimeUnit;
    bitWidth?: number;
    isSigned?: boolean;
  };
};

/** Whether bytes are said to be text, JSON text included. */
export function isText({
  converted_type: converted,
  logical_type: logical,
}: ParquetElement): boolean {
  return (
    ['UTF8', 'ENUM', 'JSON'].includes(converted ?? '') ||
    ['STRING', 'ENUM', 'JSON'].includes(logical?.type ?? '')
  );
}

/** How many digits stand behind the point of a decimal; undefined for what is none. */
export function decimalScale({
  scale,
  converted_type: converted,
  logical_type: logical,
}: ParquetElement): number | undefined {
  if (logical?.type === 'DECIMAL') return logical.scale ?? 0;
  return converted === 'DECIMAL' ? (scale ?? 0) : undefined;
}

/** The bits of an integer without sign; undefined for what is none. */
export function unsignedBits({
  converted_type: converted,
  logical_type: logical,
}: ParquetElement): number | undefined {
  if (logical?.type === 'INTEGER') return logical.isSigned ? undefined : logical.bitWidth;
  const bits = /^UINT_(\d+)$/.exec(converted ?? '')?.[1];
  return bits === undefined ? undefined : Number(bits);
}

export function timeUnit({
  converted_type: converted,
  logical_type: logical,
}: ParquetElement): TimeUnit | undefined {
  if (logical?.type === 'TIME') return logical.unit;
  if (converted === 'TIME_MILLIS') return 'MILLIS';
  return converted === 'TIME_MICROS' ? 'MICROS' : undefined;
}

export function instantUnit({
  converted_type: converted,
  logical_type: logical,
}: ParquetElement): TimeUnit | undefined {
  if (logical?.type === 'TIMESTAMP') return logical.unit;
  if (converted === 'TIMESTAMP_MILLIS') return 'MILLIS';
  return converted === 'TIMESTAMP_MICROS' ? 'MICROS' : undefined;
}
