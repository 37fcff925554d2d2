import type { FileMetaData } from 'hyparquet';
import { chunkStart } from './parquet-pages.ts';

const mostColumns = 2000;
const mostGroupBytes = 8 * 2 ** 30;

/** Throws where a file's own figures contradict one another or the file's size, before anything is allocated by them. */
export function checkParquet(metadata: FileMetaData, size: number): void {
  const rows = count(metadata.num_rows, 'rows');
  let sum = 0;
  for (const group of metadata.row_groups) {
    const groupRows = count(group.num_rows, 'rows of a group');
    sum += groupRows;
    for (const { meta_data: chunk } of group.columns) {
      if (chunk === undefined) throw new Error('a column without description');
      const offset = count(chunkStart(chunk), 'offset');
      const packed = count(chunk.total_compressed_size, 'column size');
      if (offset + packed > size) throw new Error('a column reaches beyond the end of the file');
      const unpacked = count(chunk.total_uncompressed_size, 'unpacked column size');
      if (unpacked > mostGroupBytes) throw new Error(`a column of ${unpacked} bytes`);
      const values = count(chunk.num_values, 'values');
      const flat = chunk.path_in_schema.length === 1;
      if (flat && values !== groupRows) {
        throw new Error(`${values} values in a column of ${groupRows} rows`);
      }
    }
  }
  if (sum !== rows) throw new Error(`${rows} rows announced, ${sum} in its groups`);
  const columns = metadata.schema[0]?.num_children ?? 0;
  if (columns > mostColumns) throw new Error(`${columns} columns; the most is ${mostColumns}`);
}

function count(value: bigint | number | undefined, what: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${what}: ${String(value)}`);
  return number;
}
