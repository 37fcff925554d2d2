import { epsilonOf } from './accountant.ts';
import {
  discreteGaussian,
  discreteLaplace,
  ratioOf,
  type Below,
  type Ratio,
} from './discrete-noise.ts';

export const noiseType = ['laplace', 'gaussian'] as const;
export type NoiseType = (typeof noiseType)[number];

/** What one drawn number may give away. */
export type Share = { type: 'laplace'; epsilon: Ratio } | { type: 'gaussian'; rho: number };

/**
 * What each of `parts` numbers may give away so that all of them together stay within epsilon and delta. Laplace: epsilon in equal
 * parts, delta unused. Gauss: equal parts of the zero-concentrated rho whose epsilon at delta it is (rho a is the Rényi divergence
 * of order a of a discrete Gaussian of variance sensitivity^2 / 2 rho; Canonne, Kamath, Steinke 2020, theorem 4).
 */
export function shareOf(
  wanted: { noise: NoiseType; epsilon: number; delta: number },
  parts: number,
): Share {
  if (wanted.noise === 'laplace') {
    const { over, under } = ratioOf(wanted.epsilon);
    return { type: 'laplace', epsilon: { over, under: under * BigInt(parts) } };
  }
  return { type: 'gaussian', rho: (rhoFor(wanted.epsilon, wanted.delta) / parts) * (1 - 1e-9) };
}

function rhoFor(epsilon: number, delta: number): number {
  let [low, high] = [0, epsilon];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (epsilonOf((order) => middle * order, delta) <= epsilon) low = middle;
    else high = middle;
  }
  return low;
}

/** Epsilon of one number by itself: what the choice among given values may use. */
export function pureEpsilon(share: Share): Ratio {
  // A mechanism of epsilon alone has rho of at most epsilon^2 / 2 (Bun, Steinke 2016, proposition 1.4).
  return share.type === 'laplace' ? share.epsilon : ratioOf(Math.sqrt(2 * share.rho));
}

/** A whole number of noise for a count that one person changes by at most `sensitivity`. */
export function drawNoise(share: Share, sensitivity: number, below: Below): bigint {
  if (share.type === 'gaussian')
    return discreteGaussian(ratioOf(sensitivity ** 2 / (2 * share.rho)), below);
  const { over, under } = share.epsilon;
  return discreteLaplace({ over: BigInt(sensitivity) * under, under: over }, below);
}

/** What the noise exceeds, to either side, with probability at most `chance`. */
export function noiseWithin(share: Share, sensitivity: number, chance: number): number {
  if (share.type === 'gaussian') {
    // P(X >= k) of the discrete Gaussian is at most that of the continuous one at k - 1 (proposition 25), and that at most e^(-x^2 / 2 s^2) / 2.
    return 1 + (sensitivity / Math.sqrt(2 * share.rho)) * Math.sqrt(2 * Math.log(1 / chance));
  }
  const scale = sensitivity / quotient(share.epsilon);
  // P(|X| >= k) = 2 p^k / (1 + p)
  return Math.max(0, scale * Math.log(2 / (chance * (1 + Math.exp(-1 / scale)))));
}

/**
 * The count that a group must have, noise included, to be told of: nobody's rows alone bring one there but with probability
 * delta (half of it for Gauss, whose noise takes the other half). One person has at most `most` rows, in as many groups.
 */
export function leastTold(share: Share, most: number, delta: number): number {
  if (share.type === 'gaussian') {
    const deviation = most / Math.sqrt(2 * share.rho);
    return most + 1 + Math.ceil(deviation * Math.sqrt(2 * Math.log((2 * most) / delta)));
  }
  const scale = most / quotient(share.epsilon);
  return most + Math.ceil(scale * Math.log(most / (delta * (1 + Math.exp(-1 / scale)))));
}

export function quotient({ over, under }: Ratio): number {
  return Number(over) / Number(under);
}
