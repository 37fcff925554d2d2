import { largest } from '#shared/statistics/extremes.ts';
import type { Searched } from '#shared/model/cells/tune-net.ts';
import type { Random } from '#shared/random/index.ts';
import { randomPoint, type Point } from './space.ts';

/** A point that was tried, and what it scored: higher is better. */
export type Tried = { point: Point; value: number };

/** Points drawn from the density of the good ones, of which the best by the ratio of densities is proposed. */
const candidates = 24;
/** Points drawn at random before densities are trusted. */
const startUp = 10;

/**
 * Points to try next, the most promising first: the Tree-structured Parzen Estimator (Bergstra, Bardenet, Bengio and
 * Kégl 2011, “Algorithms for Hyper-Parameter Optimization”, section 4), in its joint form (Falkner, Klein and Hutter
 * 2018, “BOHB”): the best tenth of what was tried, 25 at most, against the rest, each a mixture of one kernel a point
 * and one of the prior; candidates are drawn from the first and ordered by the ratio of the densities.
 */
export function proposeByTpe(
  space: readonly Searched[],
  tried: readonly Tried[],
  random: Random,
): Point[] {
  if (tried.length < startUp)
    return Array.from({ length: candidates }, () => randomPoint(space, random));
  const ranked = tried.toSorted((a, b) => b.value - a.value);
  const goodCount = Math.min(25, Math.ceil(0.1 * tried.length));
  const good = mixture(space, ranked.slice(0, goodCount));
  const bad = mixture(space, ranked.slice(goodCount));
  return Array.from({ length: candidates }, () => {
    const point = drawFrom(space, good, random);
    return { point, gain: logDensity(space, good, point) - logDensity(space, bad, point) };
  })
    .sort((a, b) => b.gain - a.gain)
    .map(({ point }) => point);
}

type Mixture = { centres: Point[]; width: number; kept: number };

/**
 * Of numbers a normal kernel cut off at the ends of the range, its width after Scott's rule, `0.15 n^(-1/(d+4))` of the
 * range; of lists a kernel that keeps the value with all but the share that one observation spread over all of them has.
 */
function mixture(space: readonly Searched[], points: readonly Tried[]): Mixture {
  const count = points.length;
  const scott = 0.15 * Math.max(1, count) ** (-1 / (space.length + 4));
  return {
    centres: points.map(({ point }) => point),
    width: scott,
    // Laplace's rule: one observation of the value, one spread over all of them.
    kept: (1 + count) / (2 + count),
  };
}

/** The prior, uniform over the cube, is one component among those of the points. */
function drawFrom(
  space: readonly Searched[],
  { centres, width, kept }: Mixture,
  random: Random,
): Point {
  const component = random.below(centres.length + 1);
  const centre = centres[component];
  if (centre === undefined) return randomPoint(space, random);
  return space.map((one, at) => {
    const mean = centre[at]!;
    if (one.type === 'list') return random.next() < kept ? mean : random.next();
    return truncatedNormal(mean, width, random);
  });
}

function truncatedNormal(mean: number, width: number, random: Random): number {
  for (let attempt = 0; attempt < 100; attempt++) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    const value = mean + width * radius * Math.cos(2 * Math.PI * random.next());
    if (value >= 0 && value <= 1) return value;
  }
  return Math.min(1, Math.max(0, mean));
}

function logDensity(
  space: readonly Searched[],
  { centres, width, kept }: Mixture,
  point: Point,
): number {
  const logs = centres.map((centre) =>
    space.reduce((sum, one, at) => sum + logKernel(one, centre[at]!, point[at]!, width, kept), 0),
  );
  logs.push(0);
  const top = largest(logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length);
}

function logKernel(
  one: Searched,
  centre: number,
  place: number,
  width: number,
  kept: number,
): number {
  if (one.type === 'list') {
    const count = one.values.length;
    const same = Math.floor(centre * count) === Math.floor(place * count);
    // Densities over the cube: a value of a list takes 1 / count of its side.
    return Math.log(same ? kept * count + (1 - kept) : 1 - kept);
  }
  const inside = normalShare((1 - centre) / width) - normalShare(-centre / width);
  return -(((place - centre) / width) ** 2) / 2 - Math.log(width * Math.sqrt(2 * Math.PI) * inside);
}

/** Share of a normal distribution below z (Abramowitz and Stegun 26.2.17, within 7.5e-8). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
