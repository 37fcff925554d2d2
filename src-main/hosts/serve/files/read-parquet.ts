import type { FileMetaData, RowGroup, SchemaElement } from 'hyparquet';
import { PortraitError } from '#shared/errors/index.ts';
import { columnNames } from '#shared/files/column-names.ts';
import { parquetLibrary } from './parquet-library.ts';
import type { TableReader } from './table-file.ts';

const rowsAtOnce = 10_000;

/** A Parquet file of plain columns, whose names are those the import gives them; cells as they are stored. Throws score_file. */
export async function openParquet(path: string): Promise<TableReader> {
  const unreadable = (error: unknown): PortraitError => {
    const detail = error instanceof Error ? error.message : String(error);
    return new PortraitError('score_file', { file: path, kind: 'Parquet', detail });
  };
  const library = await parquetLibrary();
  const { compressors, parquetRead } = library;
  try {
    const file = await library.asyncBufferFromFile(path);
    const found = await library.parquetMetadataAsync(file);
    const [root, ...elements] = plainColumns(found);
    const durations = library.durationsOf(found, elements.length);
    const names = columnNames(elements.map(({ name }) => name));
    const columns = elements.map((element, at) =>
      library.parquetColumn({ ...element, name: names[at]! }, durations[at]),
    );
    const metadata = {
      ...found,
      schema: [root, ...columns.map(({ raw }) => raw)],
      row_groups: found.row_groups.map((group) => named(group, names)),
    };
    const rows = Number(metadata.num_rows);
    return {
      columns,
      typed: true,
      async *batches() {
        for (let from = 0; from < rows; from += rowsAtOnce) {
          let batch: unknown[][] = [];
          try {
            await parquetRead({
              ...{ file, metadata, compressors, parsers, utf8: false, rowStart: from },
              rowEnd: Math.min(rows, from + rowsAtOnce),
              rowFormat: 'array',
              onComplete: (read: unknown[][]) => {
                batch = read;
              },
            });
          } catch (error) {
            throw unreadable(error);
          }
          yield batch;
        }
      },
    };
  } catch (error) {
    throw unreadable(error);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const parsers = {
  /** Text, or the bytes themselves where they are none. */
  stringFromBytes(bytes: Uint8Array): unknown {
    try {
      return utf8.decode(bytes);
    } catch {
      return bytes;
    }
  },
  /** Instants of the oldest kind, the only ones that the schema given to the reader still tells. */
  timestampFromNanoseconds: (nanoseconds: bigint): unknown => nanoseconds,
};

/** The reader finds columns by their names. */
function named(group: RowGroup, names: readonly string[]): RowGroup {
  const columns = group.columns.map((chunk, at) => ({
    ...chunk,
    ...(chunk.meta_data && {
      meta_data: { ...chunk.meta_data, path_in_schema: names.slice(at, at + 1) },
    }),
  }));
  return { ...group, columns };
}

function plainColumns({ schema }: FileMetaData): [SchemaElement, ...SchemaElement[]] {
  const [root, ...columns] = schema;
  if (root === undefined) throw new Error('no schema');
  const nested = columns.find(
    ({ num_children, repetition_type: repetition }) =>
      (num_children !== undefined && num_children > 0) || repetition === 'REPEATED',
  );
  if (nested !== undefined)
    throw new Error(`the column “${nested.name}” holds lists or structures`);
  return [root, ...columns];
}
