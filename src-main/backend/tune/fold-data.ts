import type { FeaturesOutput, FeaturesSettings } from '#shared/model/cells/features.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import { encoderOf, fitOn, partCode, type LabelScan, type TableSource } from '../features/index.ts';
import { withEncodings } from './encodings.ts';
import type { Fold } from './folds.ts';

/** A fold with the preparation its training rows gave; its rows count within `rows`, the matrix they are learnt from. */
export type FoldData = {
  /** Names the fold and how its columns are encoded. */
  key: string;
  prep: FittedPrep;
  /** Rows of the table that take part, ascending. */
  rows: Int32Array;
  train: Int32Array;
  validation: Int32Array;
  /** What its training rows have as mean labels; null where no column is encoded by them. */
  outOfFold: { values: Float32Array; parts: Uint8Array } | null;
};

export type FoldSource = {
  source: TableSource;
  features: FeaturesOutput;
  settings: FeaturesSettings;
  scan: LabelScan;
  pace: () => Promise<void>;
};

/** Fits the preparation on the fold's training rows alone, some columns `encoded` otherwise than Features has them, with the same class counted as positive as Features has it. */
export async function prepareFold(
  { source, features, settings, scan, pace }: FoldSource,
  fold: Fold,
  encoded: FeaturesSettings['columns'],
): Promise<Omit<FoldData, 'key'>> {
  const parts = new Uint8Array(source.info.rows).fill(partCode.none);
  for (const row of fold.train) parts[row] = partCode.train;
  for (const row of fold.validation) parts[row] = partCode.validation;
  const { kind, classes } = features.prep.label;
  const positive = kind === 'binary' ? (classes[1] ?? null) : settings.label.positive;
  const wanted = {
    ...withEncodings(settings, encoded),
    label: { ...settings.label, positive },
  };
  const { prep, fitted } = await fitOn(source, wanted, scan, parts, { seed: 0, pace });
  const rows = Int32Array.from([...fold.train, ...fold.validation]).sort();
  const place = new Map(Array.from(rows, (row, at) => [row, at]));
  const within = (list: Int32Array): Int32Array => list.map((row) => place.get(row)!);
  const { outOfFold: values } = fitted;
  const outOfFold = values === null ? null : { values, parts };
  return { prep, rows, outOfFold, train: within(fold.train), validation: within(fold.validation) };
}

/** The rows of a fold, encoded, in order. */
export function* encodedFold(
  source: TableSource,
  { prep, rows, outOfFold }: FoldData,
): Iterable<{ x: Float32Array; y: Float32Array }> {
  const encoder = encoderOf(prep, outOfFold);
  const every = source.info.columns.map((_, index) => index);
  let next = 0;
  for (const { first, rows: batch } of source.scan(every)) {
    const positions: number[] = [];
    while (next < rows.length && rows[next]! < first + batch.length) positions.push(rows[next++]!);
    const kept = positions.map((row) => batch[row - first]!);
    if (kept.length > 0) yield { x: encoder.features(kept, positions), y: encoder.labels(kept) };
  }
}
