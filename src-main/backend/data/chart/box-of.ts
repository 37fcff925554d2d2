import type { ChartBox } from '#shared/model/cells/chart.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { Sum } from '#shared/statistics/sum.ts';

const mostOutliers = 40;

/** Tukey's box of numbers: quartiles by linear interpolation, whiskers to the last value within 1.5 quartile distances. */
export function boxOf(numbers: readonly number[]): ChartBox | null {
  if (numbers.length === 0) return null;
  const sorted = Float64Array.from(numbers).sort();
  const [first, median, third] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)!) as [
    number,
    number,
    number,
  ];
  const reach = 1.5 * (third - first);
  const inside = sorted.filter((value) => value >= first - reach && value <= third + reach);
  const beyond = sorted.filter((value) => value < first - reach || value > third + reach);
  const sum = new Sum();
  for (const value of sorted) sum.add(value);
  return {
    ...{ rows: sorted.length, first, median, third, mean: sum.mean()! },
    // A whisker never ends inside the box.
    ...{ low: Math.min(first, inside[0]!), high: Math.max(third, inside.at(-1)!) },
    beyond: beyond.length,
    outliers: outermost(beyond),
  };
}

/** Both ends of ascending values, half of the most from each. */
function outermost(sorted: Float64Array): number[] {
  if (sorted.length <= mostOutliers) return [...sorted];
  return [...sorted.subarray(0, mostOutliers / 2), ...sorted.subarray(-mostOutliers / 2)];
}
