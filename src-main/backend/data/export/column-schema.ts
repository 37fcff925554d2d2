import type { ParquetWriter } from 'hyparquet-writer';
import type { CellValue, Column, ColumnType } from '#shared/model/table.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const physical: Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  integer: { type: 'INT64' },
  real: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  category: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

/** How a column stands in the schema: every value may be missing. */
export function parquetElement({ name, type }: Column): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...physical[type] };
}

/** What is handed to the writer for a value of a column of the type. */
export function parquetValue(
  value: CellValue,
  type: ColumnType,
): string | number | bigint | boolean | null {
  if (value === null) return null;
  if (type === 'integer') return BigInt(Math.trunc(Number(value)));
  if (type === 'real') return Number(value);
  return type === 'boolean' ? value !== 0 : String(value);
}
