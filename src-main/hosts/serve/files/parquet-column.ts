import type { SchemaElement } from 'hyparquet';
import type { Durations } from '#shared/values/parquet/arrow-schema.ts';
import { conversion } from '#shared/values/parquet/conversion.ts';
import {
  decimalScale,
  instantUnit,
  isText,
  timeUnit,
  unsignedBits,
} from '#shared/values/parquet/element.ts';
import {
  halfFloat,
  hexText,
  rawBytes,
  rawInteger,
  twosComplement,
} from '#shared/values/parquet/raw-values.ts';
import type { ReadColumn, StoredElement } from './table-file.ts';

export type ParquetColumn = ReadColumn & {
  /** What the library is to take the column for: texts and bare numbers and bytes, whatever they mean. */
  raw: SchemaElement;
  stored: NonNullable<ReadColumn['stored']>;
};

/** Reads a column's cells as the import of a table does, and writes them as they were stored. */
export function parquetColumn(found: SchemaElement, duration: Durations[number]): ParquetColumn {
  const { name, type, type_length: length } = found;
  // Instants of the oldest kind are read as nanoseconds, and written as these.
  const element: SchemaElement =
    type === 'INT96' ? { name, type: 'INT64', logical_type: nanoseconds } : found;
  const convert = conversion(element, duration, { text: bytesText, bytes: bytesText });
  // What says that they are durations is Arrow's own and of the file as it was: as decimals they are seconds to anyone.
  const seconds =
    duration === undefined || duration === 'SECONDS'
      ? element
      : {
          ...element,
          converted_type: 'DECIMAL' as const,
          precision: 18,
          scale: placesOf[duration],
        };
  const stored = storedAs(seconds);
  const value = (cell: unknown): unknown => {
    if (cell === null || cell === undefined) return null;
    if (typeof cell === 'string') return cell;
    const read = convert(cell);
    return typeof read === 'bigint' ? String(read) : read;
  };
  const { repetition_type } = found;
  return {
    ...{ name, value },
    raw: {
      ...{ name, type, type_length: length, repetition_type },
      ...(isText(found) ? { converted_type: 'UTF8' as const } : {}),
    },
    stored: {
      element: { ...stored.element, repetition_type: 'OPTIONAL' },
      cell: (cell) => (cell === null || cell === undefined ? null : stored.cell(cell)),
    },
  };
}

const placesOf = { MILLIS: 3, MICROS: 6, NANOS: 9 };

const nanoseconds = { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' } as const;

const same = (cell: unknown): unknown => cell;

/** How the writer takes a column: most as it is, some numbers in another form than they are stored in. */
function storedAs(element: SchemaElement): {
  element: StoredElement;
  cell(cell: unknown): unknown;
} {
  const { type, type_length: length, converted_type: converted, logical_type: logical } = element;
  const bare = { type, ...(length === undefined ? {} : { type_length: length }) };
  const described = { ...bare, converted_type: converted, logical_type: logical };
  if (isText(element)) return { element: { ...bare, converted_type: 'UTF8' }, cell: same };
  const scale = decimalScale(element);
  if (scale !== undefined) {
    const precision = logical?.type === 'DECIMAL' ? logical.precision : element.precision;
    return {
      element: { ...described, converted_type: 'DECIMAL', scale, precision },
      cell: (cell) => (cell instanceof Uint8Array ? twosComplement(cell) : rawInteger(cell)),
    };
  }
  if (logical?.type === 'FLOAT16')
    return { element: described, cell: (cell) => halfFloat(rawBytes(cell)) };
  const bits = unsignedBits(element);
  if (bits === 64)
    return { element: described, cell: (cell) => BigInt.asUintN(64, rawInteger(cell)) };
  if (bits === 32)
    return {
      element: described,
      cell: (cell) => Number(BigInt.asUintN(32, rawInteger(cell))),
    };
  const isKept =
    bits !== undefined ||
    logical?.type === 'INTEGER' ||
    logical?.type === 'UUID' ||
    logical?.type === 'DATE' ||
    converted === 'DATE' ||
    /^INT_/.test(converted ?? '') ||
    timeUnit(element) !== undefined ||
    instantUnit(element) !== undefined;
  return { element: isKept ? described : bare, cell: same };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that nothing is said of as the text they are, else in hex. */
function bytesText(cell: unknown): string {
  const bytes = rawBytes(cell);
  try {
    return utf8.decode(bytes);
  } catch {
    return hexText(bytes);
  }
}
