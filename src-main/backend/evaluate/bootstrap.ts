import type { Estimate } from '#shared/model/results/metrics.ts';
import { createRandom } from '#shared/random/index.ts';
import { percentileInterval } from '#shared/statistics/interval.ts';

/** Rows drawn in all before fewer resamples are made of a very large part. */
const mostDraws = 100_000_000;
const fewestResamples = 100;

/**
 * Each metric with its 95% interval: rows are drawn with replacement, as many as there are, and the 2.5% and 97.5%
 * quantiles of the metric over the resamples taken (Efron's percentile interval). Resamples in which a metric is not
 * defined are left out of its interval; no interval where there are fewer than 20 others.
 */
export async function withIntervals<K extends string>(
  names: readonly K[],
  rows: number,
  metrics: (weights: Int32Array | null) => Record<K, number | null>,
  options: { resamples: number; seed: number; pace: () => Promise<void> },
): Promise<Record<K, Estimate>> {
  const values = metrics(null);
  const drawn = new Map<K, number[]>(names.map((name) => [name, []]));
  const random = createRandom(options.seed);
  const affordable = Math.max(fewestResamples, Math.floor(mostDraws / Math.max(1, rows)));
  const resamples = rows === 0 ? 0 : Math.min(options.resamples, affordable);
  const weights = new Int32Array(rows);
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let draw = 0; draw < rows; draw++) {
      const row = random.below(rows);
      weights[row]! += 1;
    }
    const found = metrics(weights);
    for (const name of names) {
      const value = found[name];
      if (value !== null) drawn.get(name)?.push(value);
    }
    await options.pace();
  }
  const entries = names.map((name): [K, Estimate] => [
    name,
    {
      value: values[name],
      ...percentileInterval(values[name] === null ? [] : (drawn.get(name) ?? [])),
    },
  ]);
  // Object.fromEntries forgets which keys went in; they are exactly `names`.
  return Object.fromEntries(entries) as Record<K, Estimate>;
}
