import { parquetWriteBuffer as writeBuffer } from 'hyparquet-writer';

export { compressors } from 'hyparquet-compressors';
export { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** Rows of objects as a Parquet file: numbers as DOUBLE, truth values as BOOLEAN, text as UTF-8, by the first value there. */
export function parquetWriteBuffer(
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): Uint8Array {
  const columnData = columns.map((name) => {
    const data = rows.map((row) => row[name] ?? null);
    const first = data.find((value) => value !== null);
    const type =
      typeof first === 'number' ? 'DOUBLE' : typeof first === 'boolean' ? 'BOOLEAN' : 'STRING';
    return { name, data, type, nullable: true } as const;
  });
  return new Uint8Array(writeBuffer({ columnData }));
}
