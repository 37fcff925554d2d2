import type { ClassificationMetrics } from '#shared/model/results/metrics.ts';
import type { LabelKind } from '#shared/model/prep.ts';
import { rankScores } from '#shared/statistics/auc.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import { accuracyOf, classScores, confusionOf, macroScores } from './confusion.ts';
import { rankingScores } from './ranking.ts';

export type ClassificationValues = Record<keyof ClassificationMetrics, number | null>;

/** Probabilities are kept off 0 and 1 by the rounding of 32-bit numbers, in which networks compute. */
const epsilon = 2 ** -23;

/** Probability of the actual class, as log loss takes it. */
const surprise = (probability: number): number =>
  -Math.log(Math.min(1 - epsilon, Math.max(epsilon, probability)));

/** The loss of each row: log loss in nats by the probability of its actual class, or the squared error. `scores` is [rows, units]. */
export function lossesOf(
  kind: LabelKind,
  actual: ArrayLike<number>,
  scores: ArrayLike<number>,
): Float64Array {
  const units = scores.length / Math.max(1, actual.length);
  return Float64Array.from(actual, (own: number, row) => {
    const score = scores[row * units] ?? NaN;
    if (kind === 'number') return (score - own) ** 2;
    return surprise(
      kind === 'binary' ? (own === 1 ? score : 1 - score) : (scores[row * units + own] ?? NaN),
    );
  });
}

const mean = (values: Float64Array, weights: Int32Array | null): number | null => {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    sum += values[row]! * weight;
    count += weight;
  }
  return count === 0 ? null : sum / count;
};

/**
 * Metrics of a binary predictor over resampled rows: everything that does not depend on the sample is worked out once.
 * `actual` holds 0 or 1, `scores` the probability of class 1, which is predicted from `threshold` on.
 */
export function binaryMetrics(
  actual: Uint8Array,
  scores: ArrayLike<number>,
  threshold: number,
): (weights: Int32Array | null) => ClassificationValues {
  const ranking = rankScores(scores);
  const predicted = Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));
  const losses = lossesOf('binary', actual, scores);
  const squares = Float64Array.from(scores, (score, row) => (score - actual[row]!) ** 2);
  return (weights) => {
    const confusion = confusionOf(actual, predicted, 2, weights);
    const { precision, recall, f1 } = classScores(confusion, 1);
    return {
      accuracy: accuracyOf(confusion),
      precision,
      recall,
      f1,
      ...rankingScores(ranking, actual, weights),
      logLoss: mean(losses, weights),
      brier: mean(squares, weights),
    };
  };
}

/**
 * Metrics of a predictor of several classes, averaged over classes without weights (macro); areas are of each class
 * against the rest. `probabilities` is [rows, classes]; the Brier score sums the squared errors over the classes (0..2).
 */
export function classesMetrics(
  actual: Uint8Array,
  probabilities: ArrayLike<number>,
  classes: number,
): (weights: Int32Array | null) => ClassificationValues {
  const rows = actual.length;
  const at = (row: number, index: number): number => probabilities[row * classes + index]!;
  const columns = Array.from({ length: classes }, (_, index) => ({
    ranking: rankScores(Float32Array.from({ length: rows }, (_v, row) => at(row, index))),
    positive: actual.map((code) => (code === index ? 1 : 0)),
  }));
  const predicted = likeliest(probabilities, classes);
  const losses = lossesOf('classes', actual, probabilities);
  const squares = new Float64Array(rows);
  actual.forEach((code, row) => {
    for (let index = 0; index < classes; index++) {
      squares[row]! += (at(row, index) - (code === index ? 1 : 0)) ** 2;
    }
  });
  return (weights) => {
    const confusion = confusionOf(actual, predicted, classes, weights);
    const areas = columns.map(({ ranking, positive }) => rankingScores(ranking, positive, weights));
    return {
      accuracy: accuracyOf(confusion),
      ...macroScores(confusion),
      // Classes that are absent have no area and do not count.
      rocAuc: meanOf(areas.map((area) => area.rocAuc)),
      prAuc: meanOf(areas.map((area) => area.prAuc)),
      logLoss: mean(losses, weights),
      brier: mean(squares, weights),
    };
  };
}

/** Position of each row's largest probability, the first among equals. */
export function likeliest(probabilities: ArrayLike<number>, classes: number): Uint8Array {
  return Uint8Array.from({ length: probabilities.length / classes }, (_, row) => {
    let best = 0;
    for (let index = 1; index < classes; index++) {
      const value = probabilities[row * classes + index]!;
      if (value > probabilities[row * classes + best]!) best = index;
    }
    return best;
  });
}
