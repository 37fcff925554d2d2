import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { CellValue, Column, ColumnType } from '#shared/model/table.ts';
import type { TableWriter, WrittenPart } from './table-writer.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/**
 * Parquet, a row group a part. Integers are INT64, reals DOUBLE, booleans BOOLEAN, text, categories and dates (as ISO
 * text) UTF-8; every column may be missing.
 */
export const writeParquet: TableWriter = function* (tables, table, rowsPerPart) {
  const { columns } = tables.info(table);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(element)],
  });
  const part = (): WrittenPart => {
    const made = bytes.getBytes().slice();
    // The writer goes on counting in `offset`; only the buffer starts over.
    bytes.index = 0;
    return { bytes: made, rows: Number(writer.num_rows), guarded: 0 };
  };
  for (const { rows } of tables.scan(table, { batch: rowsPerPart })) {
    const columnData = columns.map(({ name, type }, c) => ({
      name,
      data: rows.map((row) => written(row[c] ?? null, type)),
    }));
    void writer.write({ columnData, rowGroupSize: rowsPerPart });
    yield part();
  }
  void writer.finish();
  return part();
};

const physical: Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  integer: { type: 'INT64' },
  real: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  category: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

function element({ name, type }: Column): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...physical[type] };
}

function written(value: CellValue, type: ColumnType): string | number | bigint | boolean | null {
  if (value === null) return null;
  if (type === 'integer') return BigInt(Math.trunc(Number(value)));
  if (type === 'real') return Number(value);
  return type === 'boolean' ? value !== 0 : String(value);
}
