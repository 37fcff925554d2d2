import type { FileMetaData, RowGroup } from 'hyparquet';
import { contradiction, ParquetFault } from './fault.ts';

const mostColumns = 2000;
const mostGroupBytes = 8 * 2 ** 30;
/** A file of all-equal values packs well; one that claims more than this for each of its bytes was made to harm. */
const mostRowsAByte = 100_000;
const rowsWithoutQuestion = 10_000_000;

/** Rows of a file; some writers leave the number of all rows at 0 and keep only that of each group. */
export function rowsOf(metadata: FileMetaData): number {
  const sum = metadata.row_groups.reduce(
    (total, group) => total + count(group.num_rows, 'rows of a group'),
    0,
  );
  const rows = count(metadata.num_rows, 'rows');
  if (rows !== 0 && sum !== rows) contradiction(`${rows} rows announced, ${sum} in its groups`);
  return sum;
}

/**
 * Throws where a file's own figures contradict one another or the file's size, before anything is allocated by them.
 * `leaves` are the columns that hold values, nested ones included.
 */
export function checkFigures(metadata: FileMetaData, leaves: number, size: number): void {
  const columns = metadata.schema[0]?.num_children ?? 0;
  if (columns > mostColumns) {
    throw new ParquetFault('file_too_many_columns', { found: columns, limit: mostColumns });
  }
  const rows = rowsOf(metadata);
  if (rows > rowsWithoutQuestion && rows > size * mostRowsAByte) {
    throw new ParquetFault('parquet_too_many_rows', { rows });
  }
  for (const group of metadata.row_groups) checkGroup(group, leaves, size);
}

function checkGroup(group: RowGroup, leaves: number, size: number): void {
  if (group.columns.length !== leaves) {
    contradiction(`${group.columns.length} columns in a group of ${leaves}`);
  }
  for (const { meta_data: chunk, file_path: elsewhere, ...rest } of group.columns) {
    if (chunk === undefined || ('crypto_metadata' in rest && rest.crypto_metadata !== undefined)) {
      throw new ParquetFault('parquet_encrypted');
    }
    const column = chunk.path_in_schema.join('.');
    if (elsewhere) throw new ParquetFault('parquet_elsewhere', { column, other: elsewhere });
    const offset = count(chunkStart(chunk), 'offset');
    const packed = count(chunk.total_compressed_size, 'column size');
    if (offset + packed > size) contradiction('a column reaches beyond the end of the file');
    const unpacked = count(chunk.total_uncompressed_size, 'unpacked column size');
    if (unpacked > mostGroupBytes) {
      throw new ParquetFault('parquet_too_large', { column, bytes: unpacked });
    }
    count(chunk.num_values, 'values');
  }
}

/** Where a column's bytes begin; writers without a dictionary may say that it begins at 0. */
export function chunkStart(chunk: {
  dictionary_page_offset?: bigint;
  data_page_offset: bigint;
}): number {
  return Number(chunk.dictionary_page_offset) || Number(chunk.data_page_offset);
}

/** A size or number of the file as a number. */
export function count(value: bigint | number | undefined, what: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) contradiction(`${what}: ${String(value)}`);
  return number;
}
