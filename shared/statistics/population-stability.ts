import { quantile } from './quantile.ts';

/** From here on a shift is worth a look, and from there on a model is no longer used as it is: Siddiqi 2006, “Credit Risk Scorecards”. */
export const stabilityLimits = { moderate: 0.1, large: 0.25 } as const;

/** What an empty bin counts as, so that the logarithm stays finite. */
const smallestShare = 1e-4;

/**
 * Population stability index of counts over the same bins: the sum of (a - e) ln(a / e) over shares e of the expected
 * and a of the actual rows, shares of nothing taken as 0.0001. Null where either side has no rows.
 */
export function populationStability(
  expected: readonly number[],
  actual: readonly number[],
): number | null {
  const [before, now] = [total(expected), total(actual)];
  if (before === 0 || now === 0) return null;
  return expected.reduce((sum, count, bin) => {
    const e = Math.max(count / before, smallestShare);
    const a = Math.max(actual[bin]! / now, smallestShare);
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

/**
 * What the index stays below in 95% of samples from one and the same population: it is then near (1/n + 1/m) times a
 * chi-squared value with one degree of freedom less than there are bins (Yurdakul 2018), here by Wilson and Hilferty's
 * approximation.
 */
export function stabilityByChance(bins: number, expectedRows: number, actualRows: number): number {
  const freedom = bins - 1;
  if (freedom < 1 || expectedRows === 0 || actualRows === 0) return 0;
  const part = 2 / (9 * freedom);
  const chiSquared = freedom * (1 - part + 1.6448536269514722 * Math.sqrt(part)) ** 3;
  return chiSquared * (1 / expectedRows + 1 / actualRows);
}

/**
 * Upper ends of ten bins of about equally many of the ascending numbers, the last one open: fewer where many numbers are
 * equal. A number belongs to the first bin whose end it does not exceed.
 */
export function decileEnds(sorted: ArrayLike<number>): number[] {
  const ends = Array.from({ length: 9 }, (_, at) => quantile(sorted, (at + 1) / 10) ?? 0);
  return [...new Set(sorted.length === 0 ? [] : ends)];
}

/** The bin of a number among `ends.length + 1`. */
export function binOf(ends: readonly number[], value: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (ends[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
