import type { z } from 'zod';
import type { scored } from '#shared/model/cells/evaluate.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import { withIntervals } from './bootstrap.ts';
import { binaryMetrics, classesMetrics } from './classification.ts';
import { numberMetrics } from './regression.ts';

export type Scored = z.infer<typeof scored>;

const classificationNames = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'rocAuc',
  'prAuc',
  'logLoss',
  'brier',
] as const;
const regressionNames = ['mae', 'rmse', 'r2', 'medianError'] as const;

export type MeasureOptions = {
  threshold: number;
  resamples: number;
  seed: number;
  pace: () => Promise<void>;
};

/** All metrics of one predictor with their intervals. `scores` is [rows, units]; the same seed draws the same rows. */
export async function measure(
  name: Scored['name'],
  label: FittedLabel,
  actual: Float64Array,
  scores: ArrayLike<number>,
  options: MeasureOptions,
): Promise<Scored> {
  const rows = actual.length;
  if (label.kind === 'number') {
    const metrics = numberMetrics(actual, scores);
    const regression = await withIntervals(regressionNames, rows, metrics, options);
    return { name, classification: null, regression };
  }
  const codes = Uint8Array.from(actual);
  const metrics =
    label.kind === 'binary'
      ? binaryMetrics(codes, scores, options.threshold)
      : classesMetrics(codes, scores, label.classes.length);
  const classification = await withIntervals(classificationNames, rows, metrics, options);
  return { name, classification, regression: null };
}
