import type { Random } from '#shared/random/index.ts';
import { dot } from './bootstrap.ts';

const mostSums = 1_500_000_000;
const fewest = 999;
const most = 9999;

/** Sign flips affordable for so many values each. */
export function affordableFlips(values: number): number {
  return Math.max(fewest, Math.min(most, Math.floor(mostSums / Math.max(1, values))));
}

/**
 * Paired randomisation test (Fisher's, as Smucker et al. 2007 recommend for ranking): were two recommenders alike, each
 * user's difference could as well have had the other sign. `metrics` hold, metric by metric, the users' values of each
 * recommender; for every metric and every two recommenders (a < b, in order) the two-sided p: the share of sign flips
 * whose mean difference is at least as large, the observed one counted. All see the same flips.
 */
export async function signFlipTests(
  metrics: readonly (readonly Float64Array[])[],
  options: { flips: number; random: Random; pace: () => Promise<void> },
): Promise<number[][]> {
  const signs = new Float64Array(metrics[0]?.[0]?.length ?? 0);
  const pairs = pairsOf(metrics[0]?.length ?? 0);
  const ones = signs.map(() => 1);
  const observed = metrics.map((columns) => columns.map((column) => dot(column, ones)));
  const asLarge = metrics.map(() => new Float64Array(pairs.length).fill(1));
  // Sums of equal terms in another order differ in their last digits.
  const slack = 1e-9;
  for (let flip = 0; flip < options.flips; flip++) {
    drawSigns(signs, options.random);
    metrics.forEach((columns, metric) => {
      const sums = columns.map((column) => dot(column, signs));
      const found = observed[metric]!;
      pairs.forEach(([a, b], at) => {
        if (Math.abs(sums[a]! - sums[b]!) >= Math.abs(found[a]! - found[b]!) - slack)
          asLarge[metric]![at]! += 1;
      });
    });
    await options.pace();
  }
  return asLarge.map((counts) => Array.from(counts, (count) => count / (options.flips + 1)));
}

/** Every two of `count` things, the smaller number first. */
export function pairsOf(count: number): [number, number][] {
  return Array.from({ length: count }, (_, a) => a).flatMap((a) =>
    Array.from({ length: count - a - 1 }, (_, at): [number, number] => [a, a + 1 + at]),
  );
}

/** Holm's step-down adjustment: p values that bound the chance of any false finding among all of them. */
export function holm(p: readonly number[]): number[] {
  const order = p.map((_, at) => at).sort((a, b) => p[a]! - p[b]!);
  const adjusted = new Array<number>(p.length).fill(1);
  let highest = 0;
  order.forEach((at, rank) => {
    highest = Math.max(highest, Math.min(1, p[at]! * (p.length - rank)));
    adjusted[at] = highest;
  });
  return adjusted;
}

function drawSigns(signs: Float64Array, random: Random): void {
  let bits = 0;
  for (let row = 0; row < signs.length; row++) {
    if (row % 32 === 0) bits = Math.floor(random.next() * 2 ** 32);
    signs[row] = bits & 1 ? 1 : -1;
    bits >>>= 1;
  }
}
