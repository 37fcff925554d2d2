import type { RegressionMetrics } from '#shared/model/results/metrics.ts';
import { squareUnit } from '#shared/statistics/moments.ts';

export type RegressionValues = Record<keyof RegressionMetrics, number | null>;

/**
 * Mean and median absolute error, root of the mean squared error, and R2 (null where the actual values do not vary),
 * over resampled rows.
 */
export function numberMetrics(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
): (weights: Int32Array | null) => RegressionValues {
  const rows = actual.length;
  let most = 0;
  for (let row = 0; row < rows; row++)
    most = Math.max(most, Math.abs(actual[row]!), Math.abs(predicted[row]!));
  const unit = squareUnit(most);
  const errors = Float64Array.from({ length: rows }, (_, row) =>
    Math.abs(actual[row]! / unit - predicted[row]! / unit),
  );
  const order = Int32Array.from(errors.keys()).sort((a, b) => errors[a]! - errors[b]!);
  let centre = 0;
  for (let row = 0; row < rows; row++) centre += actual[row]! / unit / rows;
  return (weights) => {
    let count = 0;
    let absolute = 0;
    let squared = 0;
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const weight = weights === null ? 1 : weights[row]!;
      const error = errors[row]!;
      const value = actual[row]! / unit - centre;
      count += weight;
      absolute += weight * error;
      squared += weight * error * error;
      sum += weight * value;
      squares += weight * value * value;
    }
    if (count === 0) return { mae: null, rmse: null, r2: null, medianError: null };
    const spread = squares - (sum * sum) / count;
    return {
      mae: (absolute / count) * unit,
      rmse: Math.sqrt(squared / count) * unit,
      r2: spread <= 1e-12 * squares || spread === 0 ? null : 1 - squared / spread,
      medianError: weightedMedian(errors, order, weights, count) * unit,
    };
  };
}

function weightedMedian(
  values: Float64Array,
  order: Int32Array,
  weights: Int32Array | null,
  count: number,
): number {
  const low = Math.floor((count - 1) / 2);
  const high = Math.ceil((count - 1) / 2);
  let passed = 0;
  let lower = NaN;
  for (const row of order) {
    passed += weights === null ? 1 : weights[row]!;
    if (Number.isNaN(lower) && passed > low) lower = values[row]!;
    if (passed > high) return (lower + values[row]!) / 2;
  }
  return lower;
}
