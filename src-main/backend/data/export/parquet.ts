import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { parquetElement, parquetValue } from './column-schema.ts';
import type { TableWriter, WrittenPart } from './table-writer.ts';

/**
 * Parquet, a row group a part. Integers are INT64, reals DOUBLE, booleans BOOLEAN, text, categories and dates (as ISO
 * text) UTF-8; every column may be missing.
 */
export const writeParquet: TableWriter = function* (tables, table, rowsPerPart) {
  const { columns } = tables.info(table);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(parquetElement)],
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
      data: rows.map((row) => parquetValue(row[c] ?? null, type)),
    }));
    void writer.write({ columnData, rowGroupSize: rowsPerPart });
    yield part();
  }
  void writer.finish();
  return part();
};
