import type { PredictOutput } from '#shared/model/cells/predict.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import { classProbabilities } from '#shared/export/prediction-columns.ts';
import {
  classNonconformity,
  conformalQuantile,
  numberNonconformity,
  predictionSet,
} from '#shared/statistics/conformal.ts';
import { proportionInterval } from '#shared/statistics/proportion-interval.ts';

/** What a prediction says, in `Score.scores`, and what the label says of the same row. */
export type Known = { scores: readonly number[]; class: number | null; actual: number };

/** How far a prediction is off: see `conformal`. */
export function nonconformity(label: FittedLabel, { scores, actual }: Known): number {
  return label.kind === 'number'
    ? numberNonconformity(actual, scores[0] ?? NaN)
    : classNonconformity(classProbabilities(label.kind, scores), actual);
}

/** Whether an interval or a set of classes holds the label: the likeliest class is always in the set. */
export function holds(label: FittedLabel, known: Known, quantile: number): boolean {
  if (nonconformity(label, known) <= quantile) return true;
  if (label.kind === 'number') return false;
  const all = classProbabilities(label.kind, known.scores);
  return predictionSet(all, quantile).includes(known.actual);
}

/** What is promised, from rows of the validation part, and how it turns out on rows of the test part. */
export function calibrate(
  label: FittedLabel,
  coverage: number,
  { validation, test }: { validation: readonly Known[]; test: readonly Known[] },
): PredictOutput['interval'] {
  const quantile = conformalQuantile(
    validation.map((known) => nonconformity(label, known)),
    coverage,
  );
  if (quantile === null) return null;
  const covered = test.filter((known) => holds(label, known, quantile)).length;
  return {
    coverage,
    calibrated: validation.length,
    quantile,
    checked:
      test.length === 0
        ? null
        : { rows: test.length, covered, ...proportionInterval(covered, test.length) },
    sizes: [],
  };
}
