import type { SegmentCount } from '#shared/model/cells/profile.ts';
import { adjustedRand } from '#shared/statistics/adjusted-rand.ts';
import { createRandom, shuffle } from '#shared/random/index.ts';
import { assign, cluster } from './clusters.ts';
import { sampleRows } from '../sample.ts';
import { silhouette } from './silhouette.ts';

const tried = [2, 3, 4, 5, 6, 7, 8];
const sampled = 600;
/** Pairs of halves whose segmentations are compared. */
const halvings = 2;
const starts = 2;
/** Fewer users say nothing of how many segments there are. */
const fewest = 50;
/** Segmentations of two halves must agree so far. */
const stable = 0.6;

/**
 * How many segments there are: of those numbers whose segments come out alike on two halves of the users (mean adjusted Rand
 * index at least .6) the one with the highest silhouette, the fewest of equal ones; where none does, the most stable.
 */
export function proposeCount(
  vectors: Float32Array,
  users: number,
  seed: number,
): { counts: SegmentCount[]; proposed: number | null } {
  if (users < fewest) return { counts: [], proposed: null };
  const width = vectors.length / users;
  const rows = sampleRows(users, sampled, seed);
  const of = (chosen: Int32Array): Float32Array => {
    const part = new Float32Array(chosen.length * width);
    chosen.forEach((user, at) =>
      part.set(vectors.subarray(user * width, (user + 1) * width), at * width),
    );
    return part;
  };
  const sample = of(rows);
  const counts = tried.flatMap((segments): SegmentCount[] => {
    const whole = cluster(sample, rows.length, segments, seed, starts);
    if (whole.centres.length < segments) return [];
    let agreement = 0;
    for (let halving = 0; halving < halvings; halving++) {
      const order = shuffle(rows, createRandom(seed + 101 * (halving + 1)));
      const middle = rows.length >> 1;
      const [one, two] = [order.slice(0, middle), order.slice(middle)].map((half) =>
        assign(sample, rows.length, cluster(of(half), half.length, segments, seed, starts).centres),
      );
      agreement += adjustedRand(one!, two!) / halvings;
    }
    return [
      { segments, silhouette: silhouette(sample, rows.length, whole, seed), stability: agreement },
    ];
  });
  return { counts, proposed: proposedOf(counts) };
}

export function proposedOf(counts: readonly SegmentCount[]): number | null {
  const steady = counts.filter(({ stability }) => stability >= stable);
  const best =
    steady.length > 0
      ? steady.reduce((a, b) => (b.silhouette > a.silhouette ? b : a))
      : counts.reduce<SegmentCount | null>(
          (a, b) => (a === null || b.stability > a.stability ? b : a),
          null,
        );
  return best?.segments ?? null;
}
