import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { PortraitError } from '#shared/errors/index.ts';
import { columnNames } from '#shared/files/column-names.ts';
import { CsvRows, delimiterOf } from './csv-rows.ts';
import type { TableReader, TableWriter, WrittenColumn } from './table-file.ts';

/** A CSV file in UTF-8 with a header, whose names are those the import gives; its delimiter is what the header has most of. Throws score_file. */
export async function openCsv(path: string): Promise<TableReader> {
  const rows = rowsOf(path);
  const first = await rows.next();
  const [columns, ...rest] = first.done === true ? [] : first.value;
  if (columns === undefined) throw unreadable(path, 'no header');
  return {
    columns: columnNames(columns).map((name) => ({ name, value: (cell) => cell })),
    typed: false,
    batches: () => checked(rest, rows, columns.length),
  };
}

/** Throws score_row where a row has more or fewer fields than the header. */
async function* checked(
  first: string[][],
  rows: AsyncGenerator<string[][]>,
  width: number,
): AsyncGenerator<string[][]> {
  let number = 0;
  const check = (batch: string[][]): string[][] => {
    for (const row of batch) {
      number++;
      if (row.length === width) continue;
      const detail = `it has ${row.length} fields, the header has ${width}`;
      throw new PortraitError('score_row', { row: number, detail });
    }
    return batch;
  };
  yield check(first);
  for await (const batch of rows) yield check(batch);
}

/** The rows of a file as they are read, the header among the first. Throws score_file. */
async function* rowsOf(path: string): AsyncGenerator<string[][]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rows: CsvRows | null = null;
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 2 ** 17 })) {
      if (!Buffer.isBuffer(bytes)) continue;
      const text = decoder.decode(bytes, { stream: true });
      rows ??= new CsvRows(delimiterOf(text));
      const whole = rows.take(text);
      if (whole.length > 0) yield whole;
    }
    decoder.decode();
    const last = rows?.end() ?? [];
    if (last.length > 0) yield last;
  } catch (error) {
    throw error instanceof PortraitError
      ? error
      : unreadable(path, error instanceof Error ? error.message : String(error));
  }
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
  const values = columns.map((column) =>
    column.type === 'as_read' ? column.column.value : (cell: unknown) => cell,
  );
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
      await put(rows.map((row) => row.map((cell, at) => values[at]?.(cell) ?? null)));
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
  const text = String(value);
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
