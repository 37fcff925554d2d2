import type {
  DimensionLabel,
  ProfileSettings,
  ProfileSource,
} from '#shared/model/cells/profile.ts';
import {
  addMoment,
  createMoments,
  deviationOf,
  isRounding,
  meanOf,
  type Moments,
} from '#shared/statistics/moments.ts';
import type { Block } from './block.ts';

/** One vector a user: dimensions standardised, sources weighed. */
export type Fused = {
  users: number;
  labels: DimensionLabel[];
  sources: ProfileSource[];
  /** [users, dimensions], NaN where missing. */
  raw: Float64Array;
  /** [users, dimensions]: mean 0, deviation 1; missing is 0. */
  standardised: Float32Array;
  /** Factor of each dimension in the fused vector. */
  scale: Float32Array;
  missing: Int32Array;
  /** Mean and deviation of each dimension over the users who have a value. */
  mean: Float64Array;
  deviation: Float64Array;
};

/**
 * Joins the blocks. A dimension counts sqrt(weight of its source / dimensions of its source), or its own part of that weight
 * where the source says so, so that a source's
 * weight is its share of the squared length of the vectors whatever the number of its dimensions. Dimensions that are
 * the same for everyone are left out.
 */
export function fuse(
  blocks: readonly Block[],
  users: number,
  weights: ProfileSettings['sources'],
): Fused {
  const kept = blocks
    .filter(({ source }) => weights[source] > 0)
    .map((block) => ({
      block,
      columns: [...block.labels.keys()].filter((c) => varies(block, c, users)),
    }));
  const dimensions = kept.flatMap(({ block, columns }) =>
    columns.map((c) => ({
      ...{ block, c, label: block.labels[c]!, source: block.source },
      scale: Math.sqrt(weights[block.source] * shareOf(block, columns, c)),
    })),
  );
  const width = dimensions.length;
  const raw = new Float64Array(users * width);
  const standardised = new Float32Array(users * width);
  const missing = new Int32Array(width);
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  dimensions.forEach(({ block, c }, d) => {
    const own = moments(block, c, users);
    const [mean, deviation] = [meanOf(own), deviationOf(own)];
    means[d] = mean;
    deviations[d] = deviation;
    for (let user = 0; user < users; user++) {
      const value = block.values[user * block.labels.length + c]!;
      raw[user * width + d] = value;
      if (Number.isNaN(value)) missing[d]! += 1;
      else standardised[user * width + d] = standardise(value, mean, deviation);
    }
  });
  return {
    users,
    labels: dimensions.map(({ label }) => label),
    sources: dimensions.map(({ source }) => source),
    scale: Float32Array.from(dimensions, ({ scale }) => scale),
    raw,
    standardised,
    missing,
    mean: means,
    deviation: deviations,
  };
}

/** The fused vectors themselves: [users, dimensions]. */
export function fusedVectors({
  standardised,
  scale,
}: Pick<Fused, 'standardised' | 'scale'>): Float32Array {
  return standardised.map((value, at) => value * scale[at % scale.length]!);
}

/** (value - mean) / deviation; values near float64's ends may lie further apart than it reaches. */
export function standardise(value: number, mean: number, deviation: number): number {
  const gap = value - mean;
  return Number.isFinite(gap) ? gap / deviation : value / deviation - mean / deviation;
}

/** What a dimension counts of its source's weight: all kept ones together 1. */
function shareOf({ weights }: Block, columns: readonly number[], column: number): number {
  if (weights === undefined) return 1 / columns.length;
  const total = columns.reduce((sum, c) => sum + weights[c]!, 0);
  return weights[column]! / total;
}

function varies(block: Block, column: number, users: number): boolean {
  const own = moments(block, column, users);
  const size = Math.max(Math.abs(own.min), Math.abs(own.max));
  return own.count > 0 && !isRounding(deviationOf(own), size, own.count);
}

/** Over the users who have a value. */
function moments(block: Block, column: number, users: number): Moments {
  const own = createMoments();
  const width = block.labels.length;
  for (let user = 0; user < users; user++) {
    const value = block.values[user * width + column]!;
    if (!Number.isNaN(value)) addMoment(own, value);
  }
  return own;
}
