import type { FileMetaData, SchemaElement } from 'hyparquet';
import type { ParquetWriter } from 'hyparquet-writer';
import { PortraitError } from '#shared/errors/index.ts';
import { millisecondsText } from '#shared/values/time/index.ts';
import { parquetLibrary } from './parquet-library.ts';
import type { TableReader, TableWriter, WrittenColumn } from './table-file.ts';

const rowsAtOnce = 10_000;
const rowsPerGroup = 50_000;

/** A Parquet file of plain columns. Throws score_file. */
export async function openParquet(path: string): Promise<TableReader> {
  const unreadable = (error: unknown): PortraitError => {
    const detail = error instanceof Error ? error.message : String(error);
    return new PortraitError('score_file', { file: path, kind: 'Parquet', detail });
  };
  const library = await parquetLibrary();
  const { compressors, parquetRead } = library;
  try {
    const file = await library.asyncBufferFromFile(path);
    const metadata = await library.parquetMetadataAsync(file);
    const columns = plainColumns(metadata);
    const rows = Number(metadata.num_rows);
    return {
      columns: columns.map(({ name }) => name),
      typed: true,
      async *batches() {
        for (let from = 0; from < rows; from += rowsAtOnce) {
          let batch: unknown[][] = [];
          try {
            await parquetRead({
              ...{ file, metadata, compressors, rowStart: from },
              rowEnd: Math.min(rows, from + rowsAtOnce),
              rowFormat: 'array',
              onComplete: (read: unknown[][]) => {
                batch = read;
              },
            });
          } catch (error) {
            throw unreadable(error);
          }
          yield batch.map((row) => columns.map((_, at) => plainValue(row[at])));
        }
      },
    };
  } catch (error) {
    throw unreadable(error);
  }
}

function plainColumns({ schema }: FileMetaData): SchemaElement[] {
  const [, ...columns] = schema;
  const nested = columns.find(({ num_children }) => num_children !== undefined && num_children > 0);
  if (nested !== undefined)
    throw new Error(`the column “${nested.name}” holds lists or structures`);
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new Error(`two columns are named “${twice}”`);
  return columns;
}

/** Values as JSON would carry them: whole numbers of 64 bits where they are exact, times as tables store them. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Date) return millisecondsText(value.getTime(), true);
  return value === undefined ? null : value;
}

/** Writes Parquet a row group at a time: texts as UTF-8, numbers as DOUBLE; what was read goes back as it was read. */
export function createParquet(path: string, columns: readonly WrittenColumn[]): TableWriter {
  let rows: (readonly unknown[])[] = [];
  let open: { writer: ParquetWriter; types: Physical[] } | null = null;
  const flush = async (): Promise<void> => {
    const types = open?.types ?? columns.map((column, at) => physicalOf(column, rows, at));
    const library = await parquetLibrary();
    open ??= {
      types,
      writer: new library.ParquetWriter({
        writer: library.fileWriter(path),
        schema: [
          { name: 'root', num_children: columns.length },
          ...columns.map(({ name }, at) => ({ name, ...elements[types[at] ?? 'text'] })),
        ],
      }),
    };
    const columnData = columns.map(({ name }, at) => ({
      name,
      data: rows.map((row) => written(row[at], types[at] ?? 'text')),
    }));
    await open.writer.write({ columnData, rowGroupSize: rowsPerGroup });
    rows = [];
  };
  return {
    async write(batch) {
      for (const row of batch) rows.push(row);
      if (rows.length >= rowsPerGroup) await flush();
    },
    async finish() {
      if (rows.length > 0 || open === null) await flush();
      await open?.writer.finish();
    },
    abort: () => Promise.resolve(),
  };
}

type Physical = 'text' | 'number' | 'truth';
const elements = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  number: { type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  truth: { type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
} as const;

/** What a column that was read holds, by its first values; text where they are of several kinds. */
function physicalOf(
  { type }: WrittenColumn,
  rows: readonly (readonly unknown[])[],
  at: number,
): Physical {
  if (type !== 'as_read') return type;
  const kinds = new Set(
    rows
      .map((row) => row[at])
      .filter((v) => v !== null)
      .map((v) => typeof v),
  );
  if (kinds.size !== 1) return 'text';
  return kinds.has('number') ? 'number' : kinds.has('boolean') ? 'truth' : 'text';
}

function written(value: unknown, type: Physical): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (type === 'number') return typeof value === 'number' ? value : null;
  if (type === 'truth') return value === true;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
