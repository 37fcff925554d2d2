import type { Locale } from '#shared/locale.ts';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { nearest, PortraitError } from '#shared/errors/index.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { faultError } from '#shared/export/fault-error.ts';
import { prediction } from '#shared/export/prediction.ts';
import { textReader, valueReader, type ReadRow } from '#shared/export/read-row.ts';
import { createScorer } from '#shared/export/score.ts';
import { createCsv, openCsv } from './csv-file.ts';
import { openParquet } from './read-parquet.ts';
import type { ReadColumn, TableReader, TableWriter, WrittenColumn } from './table-file.ts';
import { createParquet } from './write-parquet.ts';

export type ScoreJob = {
  model: ExportedModel;
  from: string;
  to: string;
  /** Ends at the first row that cannot be read, and where a column is missing or unknown. */
  strict: boolean;
  locale: Locale;
};

export type ScoreReport = {
  rows: number;
  /** Rows that could not be read; they have no score, and say why. */
  unread: number;
  /** Columns of the model that are not in the file and count as missing. */
  absent: string[];
  /** Columns of the file the model does not know. */
  unknown: string[];
};

/**
 * Scores a file row by row into another, which has all columns of the first and the model's behind them. It appears under its
 * name when it is whole. Throws score_file_kind, score_columns, score_file, score_row and, where strict, score_value.
 */
export async function scoreFile(job: ScoreJob): Promise<ScoreReport> {
  const { model, from, to } = job;
  const create = formatOf(to).create;
  const reader = await formatOf(from).open(from);
  const found = matchColumns(model, reader, job);
  const columns = writtenColumns(reader.columns, model);
  const partial = `${to}.partial-${process.pid}`;
  const writer = create(partial, columns);
  try {
    const counts = await scoreRows(reader, writer, job, found.places);
    await writer.finish();
    await rename(partial, to);
    return { ...counts, absent: found.absent, unknown: found.unknown };
  } catch (error) {
    await writer.abort();
    await rm(partial, { force: true });
    throw isFull(error) ? new PortraitError('disk_full', {}, { cause: error }) : error;
  }
}

async function scoreRows(
  reader: TableReader,
  writer: TableWriter,
  { model, strict, locale }: ScoreJob,
  places: readonly number[],
): Promise<{ rows: number; unread: number }> {
  const scorer = createScorer(model);
  const read = rowReader(model, reader, places);
  const { classes, kind } = model.prep.label;
  let [rows, unread] = [0, 0];
  for await (const batch of reader.batches()) {
    const written = batch.map((cells) => {
      rows++;
      const result = read(cells);
      if ('fault' in result) {
        const problem = faultError(result.fault, rows, locale);
        if (strict) throw problem;
        unread++;
        const nothing =
          kind === 'classes' ? classes.map(() => null) : kind === 'binary' ? [null] : [];
        return [...cells, null, ...nothing, null, problem.message.replace(/^\w+: /, '')];
      }
      const told = prediction(model, scorer.score(result.row));
      const doubts = [...told.unseen, ...told.unread].join('; ') || null;
      const scores =
        'value' in told
          ? [told.value]
          : 'probability' in told
            ? [told.label, told.probability]
            : // In the order of the classes: an object has whole numbers first.
              [told.label, ...classes.map((name) => told.probabilities[name] ?? null)];
      return [...cells, ...scores, doubts, null];
    });
    await writer.write(written);
  }
  return { rows, unread };
}

function rowReader(
  model: ExportedModel,
  { typed, columns }: TableReader,
  places: readonly number[],
): (cells: readonly unknown[]) => ReadRow {
  if (typed) {
    const read = valueReader(model);
    return (cells) =>
      read((input) => {
        const place = places[input] ?? -1;
        return columns[place]?.value(cells[place]) ?? null;
      });
  }
  const read = textReader(model);
  return (cells) =>
    read(
      places.map((at) => {
        const cell = cells[at];
        return typeof cell === 'string' ? cell : undefined;
      }),
    );
}

/** Where the model's columns stand in the file. Throws score_columns. */
function matchColumns(
  model: ExportedModel,
  reader: TableReader,
  { from, strict }: ScoreJob,
): { places: number[]; absent: string[]; unknown: string[] } {
  const columns = reader.columns.map(({ name }) => name);
  const places = model.inputs.map(({ name }) => columns.indexOf(name));
  const absent = model.inputs.filter((_, at) => places[at] === -1);
  const known = new Set([...model.inputs.map(({ name }) => name), ...model.ignored]);
  const unknown = columns.filter((name) => !known.has(name));
  const missing = absent.filter(({ required }) => required || strict).map(({ name }) => name);
  if (missing.length > 0) {
    const near = missing.flatMap((name) => nearest(name, unknown) ?? []);
    throw new PortraitError('score_columns', {
      ...{ file: from, missing: missing.join(', ') },
      ...(near.length > 0 ? { near: near.join(', ') } : {}),
    });
  }
  if (strict && unknown[0] !== undefined) {
    const fault = { column: unknown[0], found: null, expected: 'known_column' as const };
    throw faultError(fault, 1);
  }
  return { places, absent: absent.map(({ name }) => name), unknown };
}

/** The file's own columns, then the model's, under names that are free. */
function writtenColumns(own: readonly ReadColumn[], { prep }: ExportedModel): WrittenColumn[] {
  const { kind, classes } = prep.label;
  const added: WrittenColumn[] = [
    { name: 'prediction', type: kind === 'number' ? 'number' : 'text' },
    ...(kind === 'binary' ? [{ name: 'probability', type: 'number' as const }] : []),
    ...(kind === 'classes'
      ? classes.map((value) => ({ name: `probability ${value}`, type: 'number' as const }))
      : []),
    { name: 'unseen', type: 'text' },
    { name: 'problem', type: 'text' },
  ];
  const taken = new Set(own.map(({ name }) => name));
  const free = added.map((column) => {
    let { name } = column;
    for (let number = 2; taken.has(name); number++) name = `${column.name} ${number}`;
    taken.add(name);
    return { ...column, name };
  });
  const read = own.map((column): WrittenColumn => {
    return { name: column.name, type: 'as_read', column };
  });
  return [...read, ...free];
}

function formatOf(path: string) {
  const kind = extname(path).toLowerCase();
  if (kind === '.csv') return { open: openCsv, create: createCsv };
  if (kind === '.parquet') return { open: openParquet, create: createParquet };
  throw new PortraitError('score_file_kind', { file: path });
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
