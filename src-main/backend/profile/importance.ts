import { smallest } from '#shared/statistics/extremes.ts';
import { createRandom, shuffle, type Random } from '#shared/random/index.ts';
import { percentileInterval } from '#shared/statistics/interval.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import { nearest, type Clusters } from './segments/clusters.ts';
import { sampleRows } from './sample.ts';

export type Interval = { value: number; low: number; high: number };

const sampled = 2000;
const repeats = 20;
const resamples = 200;

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how often the nearest centre is another one
 * when a dimension's values are shuffled among users. Mean over repeats with the 2.5% and 97.5% quantiles.
 */
export function permutationImportance(
  vectors: Float32Array,
  users: number,
  { centres, of }: Clusters,
  seed: number,
): Interval[] {
  const width = vectors.length / users;
  const rows = sampleRows(users, sampled, seed);
  const random = createRandom(seed + 1);
  const changed = new Float32Array(width);
  return Array.from({ length: width }, (_, d) => {
    const lost = Array.from({ length: repeats }, () => {
      const order = shuffle(rows.slice(), random);
      let wrong = 0;
      rows.forEach((user, at) => {
        changed.set(vectors.subarray(user * width, (user + 1) * width));
        changed[d] = vectors[order[at]! * width + d]!;
        if (nearest(changed, 0, centres) !== of[user]) wrong += 1;
      });
      return wrong / rows.length;
    });
    return intervalOf(lost);
  });
}

/**
 * Size of the gradient of log p(own segment) with respect to each dimension, p the softmax over the negative squared
 * distances to the centres: 2 |c_own - sum_j p_j c_j|. Mean over users, with the 95% interval of a bootstrap over users.
 */
export function gradientImportance(
  vectors: Float32Array,
  users: number,
  clusters: Clusters,
  seed: number,
): Interval[] {
  const width = vectors.length / users;
  const rows = sampleRows(users, sampled, seed);
  const sizes = Array.from(rows, (user) => gradientOf(vectors, user, width, clusters));
  const random = createRandom(seed + 2);
  const means = Array.from({ length: resamples }, () => resampledMean(sizes, width, random));
  return Array.from({ length: width }, (_, d) => ({
    ...intervalOf(means.map((mean) => mean[d]!)),
    value: sizes.reduce((sum, one) => sum + one[d]!, 0) / sizes.length,
  }));
}

function gradientOf(
  vectors: Float32Array,
  user: number,
  width: number,
  { centres, of }: Clusters,
): Float64Array {
  const distances = centres.map((centre) =>
    centre.reduce((sum, c, d) => sum + (vectors[user * width + d]! - c) ** 2, 0),
  );
  const least = smallest(distances);
  const weights = distances.map((distance) => Math.exp(least - distance));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const own = centres[of[user]!]!;
  return Float64Array.from(own, (c, d) => {
    const expected = centres.reduce(
      (sum, centre, at) => sum + (weights[at]! / total) * centre[d]!,
      0,
    );
    return 2 * Math.abs(c - expected);
  });
}

function resampledMean(
  sizes: readonly Float64Array[],
  width: number,
  random: Random,
): Float64Array {
  const mean = new Float64Array(width);
  for (let draw = 0; draw < sizes.length; draw++) {
    const one = sizes[random.below(sizes.length)]!;
    for (let d = 0; d < width; d++) mean[d]! += one[d]! / sizes.length;
  }
  return mean;
}

function intervalOf(values: readonly number[]): Interval {
  const { low, high } = percentileInterval(values);
  return { value: meanOf(values) ?? 0, low: low ?? 0, high: high ?? 0 };
}
