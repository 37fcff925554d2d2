import { largest } from './extremes.ts';

/**
 * Split conformal prediction (Vovk, Gammerman and Shafer 2005; Lei et al. 2018): scores of rows the model did not learn
 * from tell how far off it may be on a new row drawn like them. What is made of the quantile holds the truth for at least
 * the share `coverage` of such rows, whatever the model.
 */

/** Below this a product of whole rows and a decimal share differs from a whole number by rounding only. */
const rounding = 1e-9;

/**
 * The ceil((n + 1) coverage)-th smallest of n nonconformity scores; null where there are too few for such a one.
 * `coverage` lies between 0 and 1.
 */
export function conformalQuantile(scores: ArrayLike<number>, coverage: number): number | null {
  const rank = Math.max(1, Math.ceil((scores.length + 1) * coverage - rounding));
  if (rank > scores.length) return null;
  return Float64Array.from(scores).sort()[rank - 1] ?? null;
}

/** Nonconformity of a number: how far the prediction is off, in the label's unit. */
export function numberNonconformity(actual: number, predicted: number): number {
  return Math.abs(actual - predicted);
}

/** Nonconformity of a class: 1 less the probability given to the true one (Sadinle, Lei and Wasserman 2019). */
export function classNonconformity(probabilities: readonly number[], actual: number): number {
  return 1 - probabilities[actual]!;
}

/**
 * Positions of the classes that a row may be of: those as probable as the quantile asks for, or the likeliest alone where
 * none is, so that the set is never empty (which can only raise the coverage).
 */
export function predictionSet(probabilities: readonly number[], quantile: number): number[] {
  const likely = [...probabilities.keys()].filter(
    (at) => classNonconformity(probabilities, at) <= quantile,
  );
  if (likely.length > 0) return likely;
  return [probabilities.indexOf(largest(probabilities))];
}
