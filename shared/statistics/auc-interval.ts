import { midranks } from './midranks.ts';
import { normal95 } from './proportion-interval.ts';

/**
 * Area under the ROC curve with a 95% interval by DeLong's variance (DeLong, DeLong and Clarke-Pearson 1988; midranks as in Sun
 * and Xu 2014), on the scale of the logit, so that it stays within 0..1. Null values where a class is absent; no
 * interval where one has fewer than two cases, or where the variance is 0: the order is perfect, or all scores are equal.
 */
export function aucInterval(
  positives: Float64Array,
  negatives: Float64Array,
): { value: number | null; low: number | null; high: number | null } {
  const [m, n] = [positives.length, negatives.length];
  if (m === 0 || n === 0) return { value: null, low: null, high: null };
  const all = new Float64Array(m + n);
  all.set(positives);
  all.set(negatives, m);
  const ranks = midranks(all);
  const [among, below] = [midranks(positives), midranks(negatives)];
  // Share of negatives a positive beats, and of positives that beat a negative.
  const won = Float64Array.from({ length: m }, (_, i) => (ranks[i]! - among[i]!) / n);
  const lost = Float64Array.from({ length: n }, (_, j) => 1 - (ranks[m + j]! - below[j]!) / m);
  const value = mean(won);
  if (m < 2 || n < 2 || value <= 0 || value >= 1) return { value, low: null, high: null };
  const error = Math.sqrt(variance(won, value) / m + variance(lost, value) / n);
  if (error === 0) return { value, low: null, high: null };
  const centre = Math.log(value / (1 - value));
  const half = (normal95 * error) / (value * (1 - value));
  const share = (logit: number): number => 1 / (1 + Math.exp(-logit));
  return { value, low: share(centre - half), high: share(centre + half) };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: Float64Array, centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
