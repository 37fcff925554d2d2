import { sampledGaussianRdp, type SampledGaussian } from './sampled-gaussian.ts';

const tenths = Array.from({ length: 99 }, (_, at) => (11 + at) / 10);
const wholes = Array.from({ length: 53 }, (_, at) => 11 + at);

/** Orders of the Rényi divergence that are tried: the best of them bounds epsilon. */
export const orders: readonly number[] = [...tenths, ...wholes, 128, 256, 512, 1024];

/**
 * Epsilon at `delta` of a mechanism whose Rényi divergences are given, order by order: Canonne, Kamath, Steinke: The Discrete
 * Gaussian for Differential Privacy (2020), proposition 12. Not below 0; infinite where no order bounds it.
 */
export function epsilonOf(divergence: (order: number) => number, delta: number): number {
  let least = Infinity;
  for (const order of orders) {
    const own = divergence(order);
    const bound = own + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1);
    least = Math.min(least, bound);
  }
  return Math.max(0, least);
}

/**
 * Epsilon of `steps` steps at `delta`, for one record more or less: an upper bound. Adding up over steps is exact in Rényi
 * divergences, turning them into epsilon is what bounds.
 */
export function epsilonOfSteps(step: SampledGaussian, steps: number, delta: number): number {
  if (steps === 0 || step.rate === 0) return 0;
  return epsilonOf((order) => steps * sampledGaussianRdp(step, order), delta);
}

/** Noise that is tried: below, nothing is hidden; above, nothing is left. */
const [leastNoise, mostNoise] = [0.05, 1e6];

/**
 * The least noise (a multiple of the sensitivity) whose epsilon after `steps` is at most `epsilon`, to 1e-4 of itself and never below;
 * null where even the largest does not do.
 */
export function noiseFor(
  { epsilon, delta }: { epsilon: number; delta: number },
  rate: number,
  steps: number,
): number | null {
  const fits = (noise: number): boolean => epsilonOfSteps({ rate, noise }, steps, delta) <= epsilon;
  if (fits(leastNoise)) return leastNoise;
  if (!fits(mostNoise)) return null;
  let [low, high] = [leastNoise, leastNoise];
  while (!fits(high)) [low, high] = [high, Math.min(mostNoise, high * 2)];
  while (high - low > 1e-4 * high) {
    const middle = (low + high) / 2;
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return high;
}
