import { UMAP } from 'umap-js';
import { nearestRows } from './nearest-rows.ts';

const neighbours = 15;

/**
 * UMAP (McInnes, Healy & Melville 2018) of rows of one width, three or more, before its first epoch. Neighbours are exact,
 * as umap-learn's are of up to 4,096 rows. `random` draws from 0 to 1.
 */
export function startUmap(data: number[][], random: () => number): { umap: UMAP; epochs: number } {
  const nNeighbors = Math.min(neighbours, data.length - 1);
  const umap = new UMAP({ random, nNeighbors, minDist: 0.1 });
  const { indices, distances } = nearestRows(data, nNeighbors);
  umap.setPrecomputedKNN(indices, distances);
  return { umap, epochs: umap.initializeFit(data) };
}
