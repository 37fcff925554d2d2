import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { valueText } from '#shared/encoding/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { parquetElement, parquetValue } from './column-schema.ts';
import type { TableWriter, WrittenPart } from './table-writer.ts';

/**
 * Parquet, a row group a part. Integers are INT64, reals DOUBLE, booleans BOOLEAN (or as their file wrote them, where that
 * was not true and false), text, categories and dates (as ISO
 * text) UTF-8; every column may be missing.
 */
export const writeParquet: TableWriter = function* (tables, table, rowsPerPart) {
  const { columns } = tables.info(table);
  const written = columns.map(asWritten);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...written.map(parquetElement)],
  });
  const part = (): WrittenPart => {
    const made = bytes.getBytes().slice();
    // The writer goes on counting in `offset`; only the buffer starts over.
    bytes.index = 0;
    return { bytes: made, rows: Number(writer.num_rows), guarded: 0 };
  };
  for (const { rows } of tables.scan(table, { batch: rowsPerPart })) {
    const columnData = written.map(({ name, type }, c) => {
      const said = type === 'category' && columns[c]!.type === 'boolean';
      const value = (cell: CellValue): CellValue => (said ? valueText(cell, columns[c]!) : cell);
      return { name, data: rows.map((row) => parquetValue(value(row[c] ?? null), type)) };
    });
    void writer.write({ columnData, rowGroupSize: rowsPerPart });
    yield part();
  }
  void writer.finish();
  return part();
};

/** Truth values that their file wrote as 0 and 1 are numbers, and text where it wrote other words than true and false. */
function asWritten(column: Column): Column {
  const { name, type, words } = column;
  if (type !== 'boolean' || words === undefined || /^true$/i.test(words[1])) return column;
  return { name, type: words.join() === '0,1' ? 'integer' : 'category' };
}
