import { createRandom, deriveSeed, type Random } from '#shared/random/index.ts';

/** The stream of one thing (a user's events, one item): independent of every other, so tables can be made apart. */
export function streamOf(seed: number, what: string, index: number): Random {
  return createRandom(deriveSeed((seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0, what));
}

/** An index with the given weights. */
export function weighted(random: Random, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = random.next() * total;
  for (let i = 0; i < weights.length; i += 1) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** Index into ascending cumulative sums, drawn in proportion to their steps. */
export function fromCumulative(random: Random, cumulative: Float64Array): number {
  const at = random.next() * cumulative.at(-1)!;
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Standard normal, by Box and Muller. */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** Poisson by Knuth's product of uniforms; for means up to some tens. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count += 1) product *= random.next();
  return Math.max(0, count);
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!;
}
