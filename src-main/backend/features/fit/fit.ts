import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { FeaturesOutput, FeaturesSettings } from '#shared/model/cells/features.ts';
import type { FittedLabel, FittedPrep, Split } from '#shared/model/prep.ts';
import { featureNames, valueNumber } from '#shared/encoding/index.ts';
import { addMoment, createMoments, deviationOf, meanOf } from '#shared/statistics/moments.ts';
import { factorOf } from './fit-step.ts';
import { orderBinary, scanLabel, type LabelScan } from './fit-label.ts';
import { fitColumns, wishes, type FittedColumns } from './fit-columns.ts';
import { dealFolds } from './out-of-fold.ts';
import { createKeyCodes, partCode, splitByKey, splitByTime, splitStratified } from '../split.ts';
import { readSplitTimes, timeWarnings, type SplitTimes } from '../split-times.ts';
import type { TableSource } from '../table-source.ts';

const fewRows = 100;
/** Rows of a class below which a part says little about it. */
const fewOfClass = { train: 20, validation: 5, test: 5 };
const parts = ['train', 'validation', 'test'] as const;

export type FitFeatures = Omit<FeaturesOutput, 'splitBlob' | 'outOfFoldBlob'> & {
  parts: Uint8Array;
  /** See fitTargets. */
  outOfFold: Float32Array | null;
};

/**
 * Splits the table and fits the preparation on the training part only. `seed` is used where the split has none.
 * Throws label_*, column_missing, column_type, time_*, split_empty, features_none, table_empty.
 */
export async function fitFeatures(
  source: TableSource,
  settings: FeaturesSettings,
  seed: number,
  pace: () => Promise<void>,
): Promise<FitFeatures> {
  if (source.info.rows === 0) throw new PortraitError('table_empty');
  const wished = wishes(source.info.columns, settings);
  const scan = await scanLabel(source, settings.label, pace);
  const { split, times } = await splitRowsOf(source, settings.split, scan, seed, pace);
  const rows = sizes(split);
  checkParts(rows, settings.split);
  const { label, fitted, counts, prep } = await fitOn(source, settings, scan, split, {
    seed,
    pace,
  });
  const { columns } = source.info;
  const classCounts = label.classes.map((value) => ({
    value,
    ...(counts[scan.classes.indexOf(value)] ?? { train: 0, validation: 0, test: 0 }),
  }));
  const order = new Map(columns.map((column, index) => [column.name, index]));
  const place = (entry: { column: string }): number => order.get(entry.column) ?? 0;
  return {
    table: source.info,
    prep,
    rows,
    splitTimes: times?.decision ?? null,
    classCounts,
    skipped: [...wished.skipped, ...fitted.skipped].sort((a, b) => place(a) - place(b)),
    warnings: [
      ...fitted.leaking.map((column) => ({ kind: 'leakage' as const, column })),
      ...fitted.notices,
      ...(times === null ? [] : timeWarnings(times, split)),
      ...warnings(rows, prep.features.length, classCounts),
    ],
    parts: split,
    outOfFold: fitted.outOfFold,
  };
}

type FittedOn = {
  prep: FittedPrep;
  label: FittedLabel;
  fitted: FittedColumns;
  counts: ClassCount[];
};

/**
 * Fits label and columns on the training rows of parts that are given, as a fold of a cross-validation has them: no other
 * row is looked at, but for the list of classes.
 * @throws label_one_class, label_positive_unknown, column_missing, column_type, features_none
 */
export async function fitOn(
  source: TableSource,
  settings: FeaturesSettings,
  scan: LabelScan,
  split: Uint8Array,
  { seed, pace }: { seed: number; pace: () => Promise<void> },
): Promise<FittedOn> {
  const counts = countClasses(scan, split);
  const trainClasses = scan.classes.filter((_, code) => (counts[code]?.train ?? 0) > 0);
  if (scan.kind !== 'number' && trainClasses.length < 2) {
    const value = trainClasses[0] ?? '–';
    throw new PortraitError('label_one_class', { column: scan.column.name, value });
  }
  const labels = await trainLabels(source, scan, split, pace);
  const label = fitLabel(scan, settings.label.positive, counts, labels, split);
  const { columns } = source.info;
  const fitted = await fitColumns(wishes(columns, settings).wishes, {
    source,
    parts: split,
    labels,
    ...{ label, pace, classes: scan.classes },
    folds: async () => {
      const { kind, column } = settings.split;
      const index = columns.findIndex(({ name }) => kind === 'key' && name === column);
      const keys = index < 0 ? null : await rowKeys(source, index, pace);
      const of = (row: number): number => scan.codes[row] ?? -1;
      return dealFolds(split, { of, kind: scan.kind }, keys, settings.split.seed ?? seed);
    },
  });
  if (fitted.steps.length === 0) throw new PortraitError('features_none');
  const names = featureNames({ columns, steps: fitted.steps });
  const prep: FittedPrep = { version: 1, columns, steps: fitted.steps, label, ...names };
  return { prep, label, fitted, counts };
}

function warnings(
  rows: FeaturesOutput['rows'],
  features: number,
  classCounts: FeaturesOutput['classCounts'],
): FeaturesOutput['warnings'] {
  const list: FeaturesOutput['warnings'] = [];
  if (features > rows.train) list.push({ kind: 'more_features_than_rows', column: null });
  if (rows.train < fewRows) list.push({ kind: 'few_rows', column: null });
  return [...list, ...scarceClasses(rows, classCounts)];
}

/** The rarest class of each part that has too few rows of it to learn from, or to measure by. */
function scarceClasses(
  rows: FeaturesOutput['rows'],
  classCounts: FeaturesOutput['classCounts'],
): FeaturesOutput['warnings'] {
  return parts.flatMap((part) => {
    const rarest = classCounts.toSorted((a, b) => a[part] - b[part])[0];
    if (rows[part] === 0 || rarest === undefined || rarest[part] >= fewOfClass[part]) return [];
    const { value, [part]: count } = rarest;
    const kind = count === 0 ? 'class_missing_in_part' : 'few_of_class';
    return [{ kind, column: null, value, part, count }];
  });
}

async function splitRowsOf(
  source: TableSource,
  split: Split,
  scan: LabelScan,
  seed: number,
  pace: () => Promise<void>,
): Promise<{ split: Uint8Array; times: SplitTimes | null }> {
  const options = { ...split, seed: split.seed ?? seed };
  if (split.kind === 'random') return { split: splitStratified(scan.codes, options), times: null };
  const index = source.info.columns.findIndex((column) => column.name === split.column);
  const column = source.info.columns[index];
  if (column === undefined) {
    throw columnMissing(split.column ?? '', source.info.columns);
  }
  if (split.kind === 'time') {
    if (column.type === 'boolean') {
      const found = column.type;
      throw new PortraitError('column_type', { column: column.name, found, expected: 'date' });
    }
    const times = await readSplitTimes(source, index, column, split.timeFormat, pace);
    return { split: splitByTime(scan.codes, times.times, options), times };
  }
  const keys = await rowKeys(source, index, pace);
  return { split: splitByKey(scan.codes, keys, options), times: null };
}

async function rowKeys(
  source: TableSource,
  index: number,
  pace: () => Promise<void>,
): Promise<Int32Array> {
  const keys = createKeyCodes(source.info.rows);
  for (const { first, rows } of source.scan([index])) {
    rows.forEach((row, offset) => keys.add(first + offset, row[0]));
    await pace();
  }
  return keys.codes;
}

function sizes(split: Uint8Array): FeaturesOutput['rows'] {
  const count = (code: number): number =>
    split.reduce((sum, part) => sum + (part === code ? 1 : 0), 0);
  return {
    train: count(partCode.train),
    validation: count(partCode.validation),
    test: count(partCode.test),
    unlabelled: count(partCode.none),
  };
}

function checkParts(rows: FeaturesOutput['rows'], split: Split): void {
  const wanted = { train: 1, validation: split.validation, test: split.test };
  for (const part of parts) {
    if (wanted[part] > 0 && rows[part] === 0) throw new PortraitError('split_empty', { part });
  }
}

type ClassCount = { train: number; validation: number; test: number };

function countClasses({ classes, codes }: LabelScan, split: Uint8Array): ClassCount[] {
  const counts = classes.map(() => ({ train: 0, validation: 0, test: 0 }));
  codes.forEach((code, row) => {
    const part = parts[split[row] ?? partCode.none];
    const count = counts[code];
    if (part !== undefined && count !== undefined) count[part]++;
  });
  return counts;
}

/** Class codes, or the numbers themselves; other than training rows are left at 0. */
async function trainLabels(
  source: TableSource,
  scan: LabelScan,
  split: Uint8Array,
  pace: () => Promise<void>,
): Promise<Float64Array> {
  if (scan.kind !== 'number') return Float64Array.from(scan.codes);
  const labels = new Float64Array(source.info.rows);
  const index = source.info.columns.findIndex((column) => column.name === scan.column.name);
  for (const { first, rows } of source.scan([index])) {
    rows.forEach((row, offset) => {
      if (split[first + offset] !== partCode.train) return;
      labels[first + offset] = valueNumber(row[0]) ?? 0;
    });
    await pace();
  }
  return labels;
}

function fitLabel(
  { column, kind, classes }: LabelScan,
  positive: string | null,
  counts: ClassCount[],
  labels: Float64Array,
  split: Uint8Array,
): FittedLabel {
  const plain = { column: column.name, kind, classes, offset: 0, factor: 1 };
  if (kind === 'classes') return plain;
  if (kind === 'binary') {
    const trainCounts = counts.map((count) => count.train);
    return { ...plain, classes: orderBinary(column.name, classes, trainCounts, positive) };
  }
  const moments = createMoments();
  labels.forEach((value, row) => {
    if (split[row] === partCode.train) addMoment(moments, value);
  });
  const deviation = deviationOf(moments);
  if (deviation === 0) {
    throw new PortraitError('label_one_class', { column: column.name, value: meanOf(moments) });
  }
  return { ...plain, offset: meanOf(moments), factor: factorOf(deviation, moments) };
}
