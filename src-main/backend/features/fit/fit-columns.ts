import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { FeaturesSettings } from '#shared/model/cells/features.ts';
import type { Encoding, FittedLabel, FittedStep } from '#shared/model/prep.ts';
import type { CellValue, Column, ColumnType } from '#shared/model/table.ts';
import { signedLog, valueNumber } from '#shared/encoding/index.ts';
import { association } from '#shared/statistics/association.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { associated, labelOf } from '../label-association.ts';
import { chooseEncoding, type SkipReason } from '../choose-encoding.ts';
import { looksLikeCodes } from '../code-values.ts';
import { createColumnStats } from '../column-stats.ts';
import { fitStep, targetValues, type Quartiles } from './fit-step.ts';
import { fitTargets, type TargetWish } from './fit-targets.ts';
import { fitTfidf } from './fit-tfidf.ts';
import { scalingNotice, type ScalingNotice } from '../scaling-notice.ts';
import { partCode } from '../split.ts';
import type { TableSource } from '../table-source.ts';

const sampleRows = 20_000;

type Context = {
  source: TableSource;
  /** One byte a row, see partCode. */
  parts: Uint8Array;
  /** Class code (by place in `classes`) or number of a training row's label. */
  labels: Float64Array;
  label: FittedLabel;
  classes: readonly string[];
  /** Deals the training rows to folds; asked for only where mean labels are encoded. */
  folds: () => Promise<Uint8Array>;
  pace: () => Promise<void>;
};
type Wish = { index: number; column: Column; encoding: Encoding };
export type FittedColumns = {
  steps: FittedStep[];
  skipped: { column: string; reason: SkipReason }[];
  leaking: string[];
  /** Columns whose scale is to be told of. */
  notices: { column: string; kind: ScalingNotice | 'code' | 'maybe_code' }[];
  /** See fitTargets; null where no column is encoded by the label. */
  outOfFold: Float32Array | null;
};

const takes: Record<Encoding['type'], readonly ColumnType[] | null> = {
  auto: null,
  skip: null,
  oneHot: null,
  ordinal: null,
  frequency: null,
  target: null,
  hash: null,
  numeric: ['integer', 'real', 'boolean'],
  tfidf: ['text', 'category'],
  multiHot: ['text', 'category'],
  dateParts: ['date'],
};

/**
 * The wish for each column: what the settings say, `auto` for the rest; the label is left out, and so is the split's
 * column where nothing was chosen for it. Throws column_missing and column_type.
 */
export function wishes(
  columns: Column[],
  settings: FeaturesSettings,
): { wishes: Wish[]; skipped: FittedColumns['skipped'] } {
  const chosen = new Map(settings.columns.map((entry) => [entry.column, entry.encoding]));
  for (const [name, encoding] of chosen) {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw columnMissing(name, columns);
    const allowed = takes[encoding.type];
    if (allowed !== null && !allowed.includes(column.type) && name !== settings.label.column) {
      const expected = allowed.join('|');
      throw new PortraitError('column_type', { column: name, found: column.type, expected });
    }
  }
  const splitColumn = settings.split.kind === 'random' ? null : settings.split.column;
  const list: Wish[] = [];
  const skipped: FittedColumns['skipped'] = [];
  columns.forEach((column, index) => {
    const encoding = chosen.get(column.name) ?? { type: 'auto' };
    const reason =
      column.name === settings.label.column
        ? 'label'
        : encoding.type === 'skip'
          ? 'chosen'
          : encoding.type === 'auto' && column.name === splitColumn
            ? 'split'
            : null;
    if (reason === null) list.push({ index, column, encoding });
    else skipped.push({ column: column.name, reason });
  });
  return { wishes: list, skipped };
}

/** Fits every wished column on the training rows, in one scan (and one more for each robust scale). */
export async function fitColumns(list: Wish[], context: Context): Promise<FittedColumns> {
  const { source, parts, labels, pace } = context;
  const gathered = list.map(({ column, encoding }) => createColumnStats(column, encoding));
  const trainRows = parts.reduce((sum, part) => sum + (part === partCode.train ? 1 : 0), 0);
  const every = Math.max(1, Math.ceil(trainRows / sampleRows));
  const samples: CellValue[][] = list.map(() => []);
  const sampleLabels: number[] = [];
  let seen = 0;
  for (const { first, rows } of source.scan(list.map(({ index }) => index))) {
    rows.forEach((row, offset) => {
      if (parts[first + offset] !== partCode.train) return;
      gathered.forEach(({ add }, at) => add(row[at]));
      if (seen++ % every !== 0) return;
      samples.forEach((sample, at) => sample.push(row[at] ?? null));
      sampleLabels.push(labels[first + offset] ?? NaN);
    });
    await pace();
  }
  const { kind } = context.label;
  const label = labelOf({ kind, classes: context.classes.length }, sampleLabels);
  const result: FittedColumns = {
    ...{ steps: [], skipped: [], leaking: [], notices: [], outOfFold: null },
  };
  const targets: TargetWish[] = [];
  for (const [at, { index, column, encoding }] of list.entries()) {
    const stats = gathered[at]?.stats;
    if (stats === undefined || encoding.type === 'skip') continue;
    const choice = encoding.type === 'auto' ? chooseEncoding(stats) : { encoding, skip: null };
    if (choice.encoding === null) {
      result.skipped.push({ column: column.name, reason: choice.skip });
      continue;
    }
    if (choice.encoding.type === 'auto' || choice.encoding.type === 'skip') continue;
    if (encoding.type === 'auto' && stats.numbers !== null && choice.encoding.type !== 'numeric')
      result.notices.push({ column: column.name, kind: 'code' });
    else if (encoding.type === 'auto' && stats.numbers !== null && looksLikeCodes(stats.numbers))
      result.notices.push({ column: column.name, kind: 'maybe_code' });
    if (association(associated(samples[at] ?? [], column), label)?.leaks) {
      result.leaking.push(column.name);
    }
    if (choice.encoding.type === 'target') {
      const found = targetValues(stats, context.label);
      targets.push({ ...found, index, column, encoding: choice.encoding });
      continue;
    }
    if (choice.encoding.type === 'tfidf') {
      result.steps.push(await fitTfidf(column, index, choice.encoding, context));
      continue;
    }
    const robust = choice.encoding.type === 'numeric' && choice.encoding.scale === 'robust';
    const log = choice.encoding.type === 'numeric' && choice.encoding.log;
    const quartiles = robust ? await trainQuartiles(context, index, trainRows, log) : null;
    const step = fitStep(stats, choice.encoding, quartiles);
    result.steps.push(step);
    const notice = scalingNotice(step, stats.numbers, samples[at] ?? []);
    if (notice !== null) result.notices.push({ column: column.name, kind: notice });
    await pace();
  }
  if (targets.length === 0) return result;
  const fitted = await fitTargets(targets, { ...context, folds: await context.folds() });
  const order = new Map(list.map(({ column }, place) => [column.name, place]));
  const place = ({ column }: FittedStep): number => order.get(column) ?? 0;
  const steps = [...result.steps, ...fitted.steps].sort((a, b) => place(a) - place(b));
  return { ...result, steps, outOfFold: fitted.outOfFold };
}

async function trainQuartiles(
  { source, parts, pace }: Context,
  index: number,
  trainRows: number,
  log: boolean,
): Promise<Quartiles | null> {
  const values = new Float64Array(trainRows);
  let count = 0;
  for (const { first, rows } of source.scan([index])) {
    rows.forEach((row, offset) => {
      if (parts[first + offset] !== partCode.train) return;
      const number = valueNumber(row[0]);
      if (number !== null) values[count++] = log ? signedLog(number) : number;
    });
    await pace();
  }
  const sorted = values.subarray(0, count).sort();
  const at = (share: number): number => quantile(sorted, share) ?? 0;
  return count === 0 ? null : { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
