import { createRandom } from '#shared/random/index.ts';
import { leastVariance, principalAxes } from './principal-axes.ts';
import { sampleRows } from '../sample.ts';
import { startUmap } from './start-umap.ts';

export type UserMap = { x: Float32Array; y: Float32Array; explained: number[]; fittedOn: number };

const pcaFittedOn = 20_000;
/** UMAP grows faster than the data: the rest is placed at the mean of its nearest fitted users. */
const umapFittedOn = 3000;
const placedBy = 5;

/** Two principal components of the fused vectors. */
export function pcaMap(vectors: Float32Array, users: number, seed: number): UserMap {
  const width = vectors.length / users;
  const rows = sampleRows(users, pcaFittedOn, seed);
  const { axes, eigenvalues } = principalAxes(
    Array.from(rows, (user) => rowOf(vectors, user, width)),
  );
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  // A direction without variance would spread rounding over the map.
  const real = axes.filter((_, at) => eigenvalues[at]! > leastVariance * total).slice(0, 2);
  const along = (axis: Float64Array | undefined): Float32Array =>
    Float32Array.from({ length: users }, (_, user) => {
      let sum = 0;
      axis?.forEach((share, d) => (sum += vectors[user * width + d]! * share));
      return sum;
    });
  return {
    x: along(real[0]),
    y: along(real[1]),
    explained: real.map((_, at) => eigenvalues[at]! / total),
    fittedOn: rows.length,
  };
}

/** UMAP of a sample of the fused vectors, everyone else placed between their likes. */
export function umapMap(
  vectors: Float32Array,
  users: number,
  seed: number,
  progress: (done: number, total: number) => void,
  fittedOn = umapFittedOn,
): UserMap {
  const width = vectors.length / users;
  const rows = sampleRows(users, fittedOn, seed);
  const data = Array.from(rows, (user) => rowOf(vectors, user, width));
  // One or two users have no neighbourhood to keep.
  if (rows.length < 3) return { ...pcaMap(vectors, users, seed), explained: [] };
  const { umap, epochs } = startUmap(data, createRandom(seed).next);
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    progress(epoch + 1, epochs);
  }
  const fitted = umap.getEmbedding();
  const [x, y] = [new Float32Array(users), new Float32Array(users)];
  const place = new Map(Array.from(rows, (user, at) => [user, at]));
  for (let user = 0; user < users; user++) {
    const at = place.get(user);
    const [px, py] = at === undefined ? between(vectors, user, width, data, fitted) : fitted[at]!;
    x[user] = px!;
    y[user] = py!;
  }
  return { x, y, explained: [], fittedOn: rows.length };
}

function rowOf(vectors: Float32Array, user: number, width: number): number[] {
  return Array.from(vectors.subarray(user * width, (user + 1) * width));
}

/** Mean of the places of the nearest fitted users. */
function between(
  vectors: Float32Array,
  user: number,
  width: number,
  data: readonly number[][],
  fitted: readonly number[][],
): [number, number] {
  const nearest: { at: number; distance: number }[] = [];
  data.forEach((other, at) => {
    let distance = 0;
    for (let d = 0; d < width; d++) distance += (vectors[user * width + d]! - other[d]!) ** 2;
    if (nearest.length === placedBy && distance >= nearest.at(-1)!.distance) return;
    nearest.push({ at, distance });
    nearest.sort((a, b) => a.distance - b.distance);
    nearest.length = Math.min(nearest.length, placedBy);
  });
  const mean = (axis: number): number =>
    nearest.reduce((sum, { at }) => sum + fitted[at]![axis]!, 0) / nearest.length;
  return [mean(0), mean(1)];
}
