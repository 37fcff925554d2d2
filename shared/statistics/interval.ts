import { quantile } from './quantile.ts';

const fewest = 20;

/**
 * 95% interval of a metric from its values over resamples, the 2.5% and 97.5% quantiles (Efron's percentile interval).
 * Resamples in which it is not a number are left out; null where fewer than 20 others are there.
 */
export function percentileInterval(resamples: ArrayLike<number>): {
  low: number | null;
  high: number | null;
} {
  const sorted = Float64Array.from(resamples).filter(Number.isFinite).sort();
  if (sorted.length < fewest) return { low: null, high: null };
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
