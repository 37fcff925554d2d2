import { largest, smallest } from '#shared/statistics/extremes.ts';
import type { PrivateStatisticsOutput } from '#shared/model/cells/private-statistics.ts';
import { permuteAndFlip } from '#shared/privacy/differential/permute-and-flip.ts';
import type { Below } from '#shared/privacy/differential/discrete-noise.ts';
import {
  meanUnit,
  outside,
  ranksOff,
  sumUnit,
} from '#shared/privacy/differential/expected-errors.ts';
import {
  drawNoise,
  noiseWithin,
  pureEpsilon,
  quotient,
  type Share,
} from '#shared/privacy/differential/noise.ts';
import { quantileSteps, sumSteps, type Question } from '#shared/privacy/differential/question.ts';

export type Told = Omit<PrivateStatisticsOutput['lines'][number], 'group' | 'question'>;

/** Parts that a share of a quantile is told in: scores are whole numbers then. */
const shareParts = 10_000;

/** What is told of one question about one group: the totals with noise drawn from `below`. */
export function release(
  one: Question,
  totals: Float64Array,
  { share, most, below }: { share: Share; most: number; below: Below },
): Told[] {
  const noised = (cell: number, sensitivity: number): number =>
    Number(BigInt(totals[cell]!) + drawNoise(share, sensitivity, below));
  switch (one.type) {
    case 'count':
      return [rowsTold(noised(0, most), null, noiseWithin(share, most, outside))];
    case 'histogram':
      return Array.from(totals, (_, part) =>
        rowsTold(noised(part, most), part, noiseWithin(share, most, outside)),
      );
    case 'sum': {
      const unit = sumUnit(one);
      const value = noised(0, most * sumSteps) * unit;
      const off = noiseWithin(share, most * sumSteps, outside) * unit;
      return [{ part: null, value, low: value - off, high: value + off, ranks: null }];
    }
    case 'mean': {
      const sum = {
        value: noised(0, most * sumSteps),
        off: noiseWithin(share, most * sumSteps, outside / 2),
      };
      const count = { value: noised(1, most), off: noiseWithin(share, most, outside / 2) };
      return [meanTold(one, sum, count)];
    }
    case 'quantiles': {
      const epsilon = pureEpsilon(share);
      const ranks = ranksOff(quotient(epsilon), most);
      return one.at.map((at) => {
        const above = Math.round(at * shareParts);
        const scores = placeScores(totals, BigInt(above), BigInt(shareParts - above));
        const sensitivity = BigInt(most * Math.max(above, shareParts - above));
        const chosen = permuteAndFlip(scores, sensitivity, epsilon, below);
        const value = one.low + (chosen * (one.high - one.low)) / quantileSteps;
        return { part: at, value, low: null, high: null, ranks };
      });
    }
  }
}

/** Counts are not below 0: what noise put there is told as 0, which gives nothing away. */
function rowsTold(value: number, part: number | null, off: number): Told {
  const low = Math.max(0, Math.floor(value - off));
  const high = Math.max(0, Math.ceil(value + off));
  return { part, value: Math.max(0, value), low, high, ranks: null };
}

type Noised = { value: number; off: number };

/** Sum of the differences from the middle over the count, both noised; bounded as every value is. */
function meanTold(one: { low: number; high: number }, sum: Noised, count: Noised): Told {
  const unit = meanUnit(one);
  const middle = one.low + (one.high - one.low) / 2;
  const mean = (over: number, under: number): number =>
    Math.min(one.high, Math.max(one.low, middle + (over * unit) / Math.max(1, under)));
  const corners = [-1, 1].flatMap((s) =>
    [-1, 1].map((c) => mean(sum.value + s * sum.off, count.value + c * count.off)),
  );
  const value = mean(sum.value, count.value);
  return { part: null, value, low: smallest(corners), high: largest(corners), ranks: null };
}

/**
 * How well each place fits: -|(rows below) (1 - share) - (rows above) share|, times the parts of the share, which is 0 at the
 * quantile (Smith 2011).
 */
function placeScores(cells: Float64Array, above: bigint, below: bigint): bigint[] {
  let lower = 0;
  const all = cells.reduce((sum, count) => sum + count, 0);
  return Array.from(cells, (count) => {
    const higher = all - lower - count;
    const off = BigInt(lower) * below - BigInt(higher) * above;
    lower += count;
    return off < 0n ? off : -off;
  });
}
