import { createEncoder } from '#shared/encoding/index.ts';
import type { FeaturesOutput, FeaturesSettings } from '#shared/model/cells/features.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import { fitOn, partCode, type LabelScan, type TableSource } from '../features/index.ts';
import type { Fold } from './folds.ts';

/** A fold with the preparation its training rows gave; its rows count within `rows`, the matrix they are learnt from. */
export type FoldData = {
  prep: FittedPrep;
  /** Rows of the table that take part, ascending. */
  rows: Int32Array;
  train: Int32Array;
  validation: Int32Array;
};

export type FoldSource = {
  source: TableSource;
  features: FeaturesOutput;
  settings: FeaturesSettings;
  scan: LabelScan;
  pace: () => Promise<void>;
};

/** Fits the preparation on the fold's training rows alone, with the same class counted as positive as Features has it. */
export async function prepareFold(
  { source, features, settings, scan, pace }: FoldSource,
  fold: Fold,
): Promise<FoldData> {
  const parts = new Uint8Array(source.info.rows).fill(partCode.none);
  for (const row of fold.train) parts[row] = partCode.train;
  for (const row of fold.validation) parts[row] = partCode.validation;
  const { kind, classes } = features.prep.label;
  const positive = kind === 'binary' ? (classes[1] ?? null) : settings.label.positive;
  const wanted = { ...settings, label: { ...settings.label, positive } };
  const { prep } = await fitOn(source, wanted, scan, parts, pace);
  const rows = Int32Array.from([...fold.train, ...fold.validation]).sort();
  const place = new Map(Array.from(rows, (row, at) => [row, at]));
  const within = (list: Int32Array): Int32Array => list.map((row) => place.get(row)!);
  return { prep, rows, train: within(fold.train), validation: within(fold.validation) };
}

/** The rows of a fold, encoded, in order. */
export function* encodedFold(
  source: TableSource,
  { prep, rows }: FoldData,
): Iterable<{ x: Float32Array; y: Float32Array }> {
  const encoder = createEncoder(prep);
  const every = source.info.columns.map((_, index) => index);
  let next = 0;
  for (const { first, rows: batch } of source.scan(every)) {
    const kept: typeof batch = [];
    while (next < rows.length && rows[next]! < first + batch.length)
      kept.push(batch[rows[next++]! - first]!);
    if (kept.length > 0) yield { x: encoder.features(kept), y: encoder.labels(kept) };
  }
}
