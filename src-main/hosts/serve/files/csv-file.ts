import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import Papa from 'papaparse';
import { PortraitError } from '#shared/errors/index.ts';
import type { TableReader, TableWriter, WrittenColumn } from './table-file.ts';

const rowsAtOnce = 1000;

/** A CSV file in UTF-8 with a header, its delimiter found by looking. Throws score_file. */
export async function openCsv(path: string): Promise<TableReader> {
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { header: false, skipEmptyLines: true });
  const source = Readable.from(decoded(path));
  source.on('error', (error) => parser.destroy(error));
  const rows = source.pipe(parser)[Symbol.asyncIterator]();
  const first = await rows.next();
  const columns: unknown = first.done === true ? [] : first.value;
  if (!isTexts(columns) || columns.length === 0) throw unreadable(path, 'it has no header');
  const twice = columns.find((name, at) => columns.indexOf(name) < at);
  if (twice !== undefined) throw unreadable(path, `two columns are named “${twice}”`);
  return { columns, typed: false, batches: () => batched(rows, columns.length) };
}

async function* batched(rows: AsyncIterator<unknown>, width: number): AsyncGenerator<string[][]> {
  let batch: string[][] = [];
  let number = 0;
  for (;;) {
    const { done, value } = await rows.next();
    if (done === true) break;
    number++;
    if (!isTexts(value) || value.length !== width) {
      const found = isTexts(value) ? value.length : 0;
      const detail = `it has ${found} fields, the header has ${width}`;
      throw new PortraitError('score_row', { row: number, detail });
    }
    batch.push(value);
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The text of a file without its mark. Throws score_file where it is no UTF-8. */
async function* decoded(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 2 ** 18 })) {
      if (Buffer.isBuffer(bytes)) yield decoder.decode(bytes, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((cell) => typeof cell === 'string');
}

function unreadable(file: string, detail: string): PortraitError {
  return new PortraitError('score_file', { file, kind: 'CSV', detail });
}

/** Writes CSV (RFC 4180), the header first; missing is empty. */
export function createCsv(path: string, columns: readonly WrittenColumn[]): TableWriter {
  const stream = createWriteStream(path, { flags: 'wx' });
  // Told where it is waited for.
  const ended = finished(stream);
  ended.catch(() => undefined);
  const put = async (rows: readonly (readonly unknown[])[]): Promise<void> => {
    const text = rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), ended]);
  };
  let isBegun = false;
  const begin = async (): Promise<void> => {
    if (!isBegun) await put([columns.map(({ name }) => name)]);
    isBegun = true;
  };
  return {
    async write(rows) {
      await begin();
      await put(rows);
    },
    async finish() {
      await begin();
      stream.end();
      await ended;
    },
    async abort() {
      stream.destroy();
      await ended.catch(() => undefined);
    },
  };
}

const quoted = /[",\r\n]|^\s|\s$/;

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? value.toISOString() : String(value);
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
