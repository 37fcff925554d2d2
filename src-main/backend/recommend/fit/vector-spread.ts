import { PCA } from 'ml-pca';
import type { DenseRows } from '#shared/engine/recommend.ts';
import type { VectorSpread } from '#shared/model/cells/recommend.ts';

const mostRows = 1000;

/**
 * How far vectors differ, by at most 1,000 of them, evenly taken; rows of zeros and columns of one value (a constant for
 * the bias) left out. Null for fewer than two vectors, and for vectors that are not numbers.
 *
 * Effective rank: exponential of the entropy of the singular values over their sum, of the rows as they are and not less
 * their mean, so that one direction common to all counts (Roy & Vetterli 2007, The effective rank).
 */
export function vectorSpread({ columns, value }: DenseRows): VectorSpread | null {
  const count = columns === 0 ? 0 : value.length / columns;
  const every = Math.max(1, Math.ceil(count / mostRows));
  const all: Float32Array[] = [];
  for (let row = 0; row < count; row += every) {
    const vector = value.subarray(row * columns, (row + 1) * columns);
    if (!vector.every(Number.isFinite)) return null;
    if (vector.some((one) => one !== 0)) all.push(vector);
  }
  const first = all[0];
  if (first === undefined || all.length < 2) return null;
  const kept = [...first.keys()].filter((c) => all.some((vector) => vector[c] !== first[c]));
  // Everyone's vector is the same one.
  if (kept.length === 0) return { effectiveRank: 1, dimensions: columns, meanCosine: 1 };
  const rows = all
    .map((vector) => kept.map((c) => vector[c]!))
    .filter((vector) => vector.some((one) => one !== 0));
  if (rows.length < 2) return null;
  return {
    effectiveRank: effectiveRank(rows),
    dimensions: kept.length,
    meanCosine: meanCosine(rows),
  };
}

function effectiveRank(rows: number[][]): number {
  const variances = new PCA(rows, { center: false, method: 'covarianceMatrix' }).getEigenvalues();
  const singular = variances.map((variance) => Math.sqrt(Math.max(0, variance)));
  const total = singular.reduce((sum, one) => sum + one, 0);
  const entropy = singular.reduce((sum, one) => {
    const share = one / total;
    return share > 0 ? sum - share * Math.log(share) : sum;
  }, 0);
  return Math.exp(entropy);
}

/** Over all pairs at once: the squared length of the sum of n unit vectors is n plus twice the sum of all cosines. */
function meanCosine(rows: readonly number[][]): number {
  const sum = new Float64Array(rows[0]!.length);
  for (const row of rows) {
    const length = Math.hypot(...row);
    row.forEach((one, c) => (sum[c]! += one / length));
  }
  const squared = sum.reduce((total, one) => total + one * one, 0);
  return (squared - rows.length) / (rows.length * (rows.length - 1));
}
