import { PCA } from 'ml-pca';

/** Of the largest variance, what a direction of float32 vectors needs to be more than rounding. */
export const leastVariance = 1e-12;

/** Principal components: unit vectors by falling variance, and these variances; none for fewer than two rows. */
export function principalAxes(rows: readonly (readonly number[])[]): {
  axes: Float64Array[];
  eigenvalues: number[];
} {
  if (rows.length < 2) return { axes: [], eigenvalues: [] };
  const pca = new PCA(rows.map((row) => Array.from(row)));
  const vectors = pca.getEigenvectors();
  const eigenvalues = pca.getEigenvalues().slice(0, Math.min(vectors.rows, rows.length - 1));
  return {
    axes: eigenvalues.map((_, axis) =>
      Float64Array.from({ length: vectors.rows }, (_, d) => vectors.get(d, axis)),
    ),
    eigenvalues,
  };
}
