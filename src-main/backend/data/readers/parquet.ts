import type { FileHandle } from 'node:fs/promises';
import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { openRegular } from '../../lib/index.ts';
import type { TypedValue } from '../types/evidence.ts';
import { checkParquet } from './parquet-check.ts';
import { codecs } from './parquet-codecs.ts';
import { checkPages } from './parquet-pages.ts';
import type { Reader } from './reader.ts';
import type { Source } from './source.ts';

const rowsAtOnce = 32_768;
const rowsAtStart = 1000;

/** Dates and times become the text they are stored as. */
const parsers = {
  dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  timestampFromMilliseconds: (value: bigint) => timeText(value, 1000n),
  timestampFromMicroseconds: (value: bigint) => timeText(value, 1_000_000n),
  timestampFromNanoseconds: (value: bigint) => timeText(value, 1_000_000_000n),
};

/** Opens a Parquet file, read some ten thousand rows at a time. What its numbers say is checked before it is believed: file_parquet. */
export async function openParquet(source: Source): Promise<Reader> {
  const metadata = await guarded(source.name, () =>
    withFile(source, async (file) => {
      const found = await parquetMetadataAsync(file);
      checkParquet(found, file.byteLength);
      return found;
    }),
  );
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  return {
    detected: {
      format: 'parquet',
      delimiter: '',
      header: true,
      encoding: 'utf-8',
      dayFirst: true,
      compressed: false,
      lists: [],
    },
    names,
    problems: [],
    read: (consumer, { start, afterChunk }) =>
      withFile(source, async (file) => {
        const total = Number(metadata.num_rows);
        let at = 0;
        for (const group of metadata.row_groups) {
          const end = at + Number(group.num_rows);
          await guarded(source.name, () => checkPages(file, metadata, group));
          while (at < end) {
            const to = Math.min(end, at + (start ? rowsAtStart : rowsAtOnce));
            const range = { from: at, to };
            const rows = await guarded(source.name, () => readRows(file, metadata, range));
            for (const [i, row] of rows.entries()) {
              if (!consumer.values(checkedRow(row, names.length, source.name), at + i + 1)) return;
            }
            at = to;
            await afterChunk?.(Math.round((source.bytes * at) / total));
            if (start) return;
          }
        }
      }),
  };
}

async function readRows(
  file: AsyncBuffer,
  metadata: FileMetaData,
  { from, to }: { from: number; to: number },
): Promise<unknown[][]> {
  let rows: unknown[][] = [];
  await parquetRead({
    file,
    metadata,
    compressors: codecs,
    parsers,
    useOffsetIndex: true,
    rowStart: from,
    rowEnd: to,
    onComplete: (complete) => (rows = complete),
  });
  if (rows.length !== to - from) {
    throw new Error(`${rows.length} rows where ${to - from} are announced`);
  }
  return rows;
}

function checkedRow(row: unknown[], width: number, file: string): TypedValue[] {
  if (row.length !== width) {
    throw new PortraitError('file_parquet', { file, detail: 'a row lacks columns' });
  }
  return row.map(typedValue);
}

function typedValue(value: unknown): TypedValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? String(inner) : inner,
  );
}

function timeText(value: bigint, unitsASecond: bigint): string {
  const fraction = ((value % unitsASecond) + unitsASecond) % unitsASecond;
  const date = new Date(Number((value - fraction) / unitsASecond) * 1000);
  if (Number.isNaN(date.getTime())) return String(value);
  const text = date.toISOString().replace('T', ' ').slice(0, -5);
  const digits = String(unitsASecond).length - 1;
  return fraction === 0n
    ? text
    : `${text}.${String(fraction).padStart(digits, '0').replace(/0+$/, '')}`;
}

async function withFile<T>(source: Source, use: (file: AsyncBuffer) => Promise<T>): Promise<T> {
  const { handle } = await openRegular(source.path);
  try {
    return await use({
      byteLength: source.bytes,
      slice: (start, end) => slice(handle, start, end ?? source.bytes, source.bytes),
    });
  } finally {
    await handle.close();
  }
}

async function slice(
  handle: FileHandle,
  start: number,
  end: number,
  size: number,
): Promise<ArrayBuffer> {
  const from = start < 0 ? size + start : start;
  if (!(from >= 0 && end >= from && end <= size))
    throw new Error(`bytes ${from} to ${end} do not exist`);
  const bytes = new Uint8Array(end - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  if (bytesRead !== bytes.length) throw new Error('the file ends early');
  return bytes.buffer;
}

async function guarded<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PortraitError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new PortraitError('file_parquet', { file, detail });
  }
}
