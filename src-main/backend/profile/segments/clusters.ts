import { kmeans } from 'ml-kmeans';
import { sampleRows } from '../sample.ts';

/** Centres [segments, dimensions] and the nearest one of each user. */
export type Clusters = { centres: number[][]; of: Int32Array };

/** Users the centres are fitted on, at most; all are assigned. */
const fittedOn = 20_000;
/** k-means ends in one of many optima: the best of so many starts is kept. */
const usualStarts = 5;

/** k-means with k-means++ starts (Arthur & Vassilvitskii 2007) on the fused vectors. */
export function cluster(
  vectors: Float32Array,
  users: number,
  segments: number,
  seed: number,
  starts = usualStarts,
): Clusters {
  const width = vectors.length / users;
  const rows = Array.from(sampleRows(users, fittedOn, seed), (user) =>
    Array.from(vectors.subarray(user * width, (user + 1) * width)),
  );
  const k = Math.min(segments, distinctRows(rows, segments));
  let best: { centres: number[][]; error: number } | null = null;
  for (let start = 0; start < starts; start++) {
    const found = kmeans(rows, k, {
      seed: (seed + start) % 2147483647,
      initialization: 'kmeans++',
      maxIterations: 100,
      // Until nothing moves, whatever the scale of the vectors.
      tolerance: 0,
    });
    const error = found
      .computeInformation(rows)
      .reduce((sum, { error, size }) => sum + error * size, 0);
    if (best === null || error < best.error) best = { centres: found.centroids, error };
  }
  const centres = bySize(best!.centres, vectors, users);
  return { centres, of: assign(vectors, users, centres) };
}

/** Number of the nearest centre of each row. */
export function assign(
  vectors: Float32Array,
  users: number,
  centres: readonly number[][],
): Int32Array {
  const width = vectors.length / users;
  return Int32Array.from({ length: users }, (_, user) => nearest(vectors, user * width, centres));
}

export function nearest(vectors: Float32Array, from: number, centres: readonly number[][]): number {
  let best = 0;
  let least = Infinity;
  centres.forEach((centre, c) => {
    let distance = 0;
    for (let d = 0; d < centre.length; d++) distance += (vectors[from + d]! - centre[d]!) ** 2;
    if (distance < least) [best, least] = [c, distance];
  });
  return best;
}

/** Largest segment first, so that numbers mean something; segments nobody is in are dropped. */
function bySize(centres: number[][], vectors: Float32Array, users: number): number[][] {
  const sizes = new Int32Array(centres.length);
  for (const one of assign(vectors, users, centres)) sizes[one]! += 1;
  return [...centres.keys()]
    .filter((c) => sizes[c]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]!)
    .map((c) => centres[c]!);
}

/** Number of different rows, counted no further than `enough`. */
function distinctRows(rows: readonly number[][], enough: number): number {
  const met = new Set<string>();
  for (const row of rows) {
    met.add(row.join());
    if (met.size >= enough) break;
  }
  return met.size;
}
