import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ExportFile } from '../target.ts';

type ParquetColumn =
  | { name: string; type: 'INT32'; data: Int32Array }
  | { name: string; type: 'FLOAT'; data: Float32Array }
  | { name: string; type: 'TEXT'; data: string[] };

/** A Parquet file of columns of one length, every value there. */
export function parquetFile(path: string, columns: readonly ParquetColumn[]): ExportFile {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }) => ({
        ...{ name, repetition_type: 'REQUIRED' as const },
        ...(type === 'TEXT'
          ? { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const }
          : { type }),
      })),
    ],
  });
  void parquet.write({
    columnData: columns.map(({ name, data }) => ({ name, data })),
    rowGroupSize: 100_000,
  });
  void parquet.finish();
  return { path, bytes: writer.getBytes().slice() };
}
