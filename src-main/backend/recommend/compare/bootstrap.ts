import type { Estimate } from '#shared/model/results/metrics.ts';
import type { Random } from '#shared/random/index.ts';
import { percentileInterval } from '#shared/statistics/interval.ts';

/** Values added up in all before fewer resamples are made of very many users. */
const mostSums = 3_000_000_000;
const fewest = 200;

/** Resamples affordable of so many values each. */
export function affordable(asked: number, values: number): number {
  return Math.min(asked, Math.max(fewest, Math.floor(mostSums / Math.max(1, values))));
}

/**
 * Means of the columns over users drawn with replacement, as many as there are: for every column one mean a resample
 * (NaN where nobody drawn has a value). All columns see the same users, so that differences are paired.
 */
export async function resampledMeans(
  columns: readonly Float64Array[],
  options: { resamples: number; random: Random; pace: () => Promise<void> },
): Promise<Float64Array[]> {
  const users = columns[0]?.length ?? 0;
  const means = columns.map(() => new Float64Array(options.resamples));
  const gaps = columns.map((column) => column.some(Number.isNaN));
  const times = new Float64Array(users);
  for (let resample = 0; resample < options.resamples; resample++) {
    times.fill(0);
    for (let draw = 0; draw < users; draw++) times[options.random.below(users)]! += 1;
    columns.forEach((column, c) => {
      means[c]![resample] = gaps[c] ? meanWithGaps(column, times) : dot(column, times) / users;
    });
    await options.pace();
  }
  return means;
}

/** A value with the 2.5% and 97.5% quantiles of its resamples (Efron's percentile interval). */
export function withInterval(value: number | null, resamples: Float64Array): Estimate {
  return { value, ...percentileInterval(value === null ? [] : resamples) };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function meanWithGaps(column: Float64Array, times: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row]!)) continue;
    sum += column[row]! * times[row]!;
    count += times[row]!;
  }
  return sum / count;
}
