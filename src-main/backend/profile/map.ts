import { PCA } from 'ml-pca';
import { UMAP } from 'umap-js';
import { createRandom } from '#shared/random/index.ts';
import { sampleRows } from './sample.ts';

export type UserMap = { x: Float32Array; y: Float32Array; explained: number[]; fittedOn: number };

const pcaFittedOn = 20_000;
/** UMAP grows faster than the data: the rest is placed at the mean of its nearest fitted users. */
const umapFittedOn = 3000;
const placedBy = 5;

/** Two principal components of the fused vectors. */
export function pcaMap(vectors: Float32Array, users: number, seed: number): UserMap {
  const width = vectors.length / users;
  const rows = sampleRows(users, pcaFittedOn, seed);
  const pca = new PCA(Array.from(rows, (user) => rowOf(vectors, user, width)));
  const axes = pca.getEigenvectors();
  const along = (axis: number): Float32Array =>
    Float32Array.from({ length: users }, (_, user) => {
      let sum = 0;
      for (let d = 0; d < width; d++) sum += vectors[user * width + d]! * axes.get(d, axis);
      return sum;
    });
  const flat = width < 2;
  return {
    x: along(0),
    y: flat ? new Float32Array(users) : along(1),
    explained: pca.getExplainedVariance().slice(0, flat ? 1 : 2),
    fittedOn: rows.length,
  };
}

/** UMAP (McInnes, Healy & Melville 2018) of a sample of the fused vectors, everyone else placed between their likes. */
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
  const umap = new UMAP({
    random: createRandom(seed).next,
    nNeighbors: Math.min(15, Math.max(2, rows.length - 1)),
    minDist: 0.1,
  });
  const epochs = umap.initializeFit(data);
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
