import { largest, smallest } from '#shared/statistics/extremes.ts';
import { parquetMetadataAsync } from 'hyparquet';
import type { AsyncBuffer, FileMetaData, RowGroup } from 'hyparquet';
import type { TypedValue } from '../../types/evidence.ts';
import { notDelimited, type Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { durationsOf } from '#shared/values/parquet/arrow-schema.ts';
import { withBytes } from './bytes.ts';
import { checkFigures, rowsOf } from './check.ts';
import { columnsOf, type Columns, type Layout } from './columns.ts';
import { contradiction, guarded, ParquetFault } from './fault.ts';
import { showBytesAs } from './look-at-bytes.ts';
import { packsAlways } from './pages.ts';
import { fieldsOf, leavesOf } from './schema.ts';

const rowsAtOnce = 32_768;
const rowsAtStart = 1000;
/** Bounds on what is in memory between two pieces: cells, entries of lists, and bytes unpacked. */
const cellsAtOnce = 2 ** 20;
const bytesAtOnce = 64 * 2 ** 20;

/**
 * Opens a Parquet file, read a piece at a time: columns by position, each a page at a time. What its numbers say is
 * checked before it is believed. Throws file_parquet and `parquet_*`.
 */
export async function openParquet(source: Source): Promise<Reader> {
  const { metadata, layout } = await guarded(source.name, () =>
    withBytes(source, (file) => readLayout(file)),
  );
  const { fields } = layout;
  const problems: Reader['problems'] = fields.flatMap(({ name, leaves }, c) => [
    ...(layout.durations[c] === undefined ? [] : [{ kind: 'duration_seconds' as const, name }]),
    ...(leaves.some((leaf) => layout.bytesAs[leaf] === 'hex')
      ? [{ kind: 'bytes_as_hex' as const, name }]
      : []),
  ]);
  const told = new Set<number>();
  const onInvalidText = (column: number): void => {
    if (told.has(column)) return;
    told.add(column);
    problems.push({ kind: 'invalid_text', name: fields[column]!.name });
  };
  return {
    detected: {
      format: 'parquet',
      delimiter: '',
      ...notDelimited,
      header: true,
      encoding: 'utf-8',
      dayFirst: true,
      compressed: false,
      lists: [],
    },
    names: fields.map(({ name }) => name),
    problems,
    read: (consumer, { start, afterChunk, without = new Set() }) =>
      withBytes(source, async (file) => {
        const total = rowsOf(metadata);
        let at = 0;
        const cells = Array<TypedValue>(fields.length).fill(null);
        for (const group of metadata.row_groups) {
          const columns = await guarded(source.name, async () =>
            columnsOf(file, group, layout, onInvalidText, without),
          );
          const end = at + Number(group.num_rows);
          const step = start ? rowsAtStart : rowsOfPiece(group, layout, without);
          while (at < end) {
            const rows = Math.min(end - at, step);
            const values = await takeAll(source.name, columns, layout, rows, at);
            for (let row = 0; row < rows; row += 1) {
              for (let c = 0; c < values.length; c += 1) cells[c] = values[c]![row]!;
              if (!consumer.values(cells, at + row + 1)) return;
            }
            at += rows;
            await afterChunk?.(Math.round((source.bytes * at) / total));
            if (start) return;
          }
        }
      }),
  };
}

async function readLayout(file: AsyncBuffer): Promise<{ metadata: FileMetaData; layout: Layout }> {
  await checkEnds(file);
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  const fields = fieldsOf(metadata);
  const leaves = leavesOf(fields);
  checkFigures(metadata, leaves.length, file.byteLength);
  const durations = durationsOf(metadata, fields.length);
  const bytesAs = await showBytesAs(file, metadata, leaves);
  const packed = packsAlways(metadata.created_by);
  return { metadata, layout: { fields, leaves, durations, bytesAs, packed } };
}

/** A Parquet file begins and ends with its mark; an encrypted one with another. */
async function checkEnds(file: AsyncBuffer): Promise<void> {
  if (file.byteLength < 12) throw new ParquetFault('parquet_cut_short');
  const mark = Buffer.from(await file.slice(file.byteLength - 4)).toString('latin1');
  if (mark === 'PARE') throw new ParquetFault('parquet_encrypted');
  if (mark !== 'PAR1') throw new ParquetFault('parquet_cut_short');
}

/** Rows of a group that are read at once. */
function rowsOfPiece(group: RowGroup, { fields }: Layout, without: ReadonlySet<number>): number {
  const rows = Math.max(1, Number(group.num_rows));
  const read = fields.filter((_, f) => !without.has(f));
  const chunks = read.flatMap(({ leaves }) =>
    leaves.flatMap((leaf) => group.columns[leaf]?.meta_data ?? []),
  );
  const bytes = chunks.reduce((sum, chunk) => sum + Number(chunk.total_uncompressed_size), 0);
  const entries = largest(
    chunks.map((chunk) => Number(chunk.num_values)),
    1,
  );
  const bounds = [
    rowsAtOnce,
    cellsAtOnce / Math.max(1, fields.length),
    (cellsAtOnce * rows) / entries,
    (bytesAtOnce * rows) / Math.max(1, bytes),
  ];
  return Math.max(1, Math.floor(smallest(bounds)));
}

async function takeAll(
  file: string,
  columns: Columns,
  { fields }: Layout,
  rows: number,
  at: number,
): Promise<TypedValue[][]> {
  const values: TypedValue[][] = [];
  for (const [c, column] of columns.entries()) {
    const place = (): { column: string; row: number } => ({ column: fields[c]!.name, row: at + 1 });
    const taken = await guarded(file, () => takeWhole(column, rows), place);
    values.push(taken);
  }
  return values;
}

async function takeWhole(column: Columns[number], rows: number): Promise<TypedValue[]> {
  const taken = await column.take(rows);
  return taken.length === rows ? taken : contradiction(`${taken.length} of ${rows} rows`);
}
