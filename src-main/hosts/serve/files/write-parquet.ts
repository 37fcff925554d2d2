import type { ParquetWriter } from 'hyparquet-writer';
import { parquetLibrary } from './parquet-library.ts';
import type { StoredElement, TableWriter, WrittenColumn } from './table-file.ts';

const rowsPerGroup = 50_000;

/**
 * Writes Parquet a row group at a time. Columns of a Parquet file go back as they were stored, those of a file without types
 * as text; the model's as UTF-8 and DOUBLE.
 */
export function createParquet(path: string, columns: readonly WrittenColumn[]): TableWriter {
  const stored = columns.map(storedAs);
  let rows: (readonly unknown[])[] = [];
  let writer: ParquetWriter | null = null;
  const flush = async (): Promise<void> => {
    writer ??= await open(path, columns, stored);
    const columnData = columns.map(({ name }, at) => ({
      name,
      data: rows.map((row) => stored[at]?.cell(row[at]) ?? null),
    }));
    await writer.write({ columnData, rowGroupSize: rowsPerGroup });
    rows = [];
  };
  return {
    async write(batch) {
      for (const row of batch) rows.push(row);
      if (rows.length >= rowsPerGroup) await flush();
    },
    async finish() {
      if (rows.length > 0 || writer === null) await flush();
      await writer?.finish();
    },
    abort: () => Promise.resolve(),
  };
}

async function open(
  path: string,
  columns: readonly WrittenColumn[],
  stored: readonly { element: StoredElement }[],
): Promise<ParquetWriter> {
  const library = await parquetLibrary();
  return new library.ParquetWriter({
    writer: library.fileWriter(path),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name }, at) => ({ ...stored[at]?.element, name })),
    ],
  });
}

function storedAs(column: WrittenColumn): {
  element: StoredElement;
  cell(cell: unknown): unknown;
} {
  if (column.type === 'number')
    return { element: { type: 'DOUBLE', repetition_type: 'OPTIONAL' }, cell: (cell) => cell };
  const read = column.type === 'as_read' ? column.column.stored : undefined;
  return read ?? { element: text, cell: (cell) => (cell === null ? null : String(cell)) };
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
