import { IllConditioned } from './ill-conditioned.ts';

/** x of M x = `right`. @throws IllConditioned where it would not be right */
export type Solve = (right: ArrayLike<number>) => Float64Array;

/** Error of a solution in M's own norm, of the solution, beyond which there is none. */
const tolerated = 1e-5;

/**
 * Solves with a small symmetric M [n, n] that is positive semidefinite, given by its lower half, where a solution exists.
 * Each is corrected by one step of iterative refinement (Higham 2002, section 12), whose size tells how right it is: in
 * M's norm, so that directions in which M is nothing and the solution free do not count.
 */
export function solver(matrix: Float64Array, n: number): Solve {
  const factor = factorise(matrix, n);
  return (right) => {
    const x = solveFactorised(factor, right, n);
    const residual = Float64Array.from(right);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const value = matrix[i * n + j]!;
        residual[i]! -= value * x[j]!;
        if (j < i) residual[j]! -= value * x[i]!;
      }
    const correction = solveFactorised(factor, residual, n);
    let [wrong, whole] = [0, 0];
    for (let i = 0; i < n; i++) {
      wrong += correction[i]! * residual[i]!;
      whole += x[i]! * right[i]!;
      x[i]! += correction[i]!;
    }
    const error = Math.sqrt(Math.abs(wrong)) / (Math.sqrt(Math.abs(whole)) || 1);
    if (!(error <= tolerated)) throw new IllConditioned(error);
    return x;
  };
}

/** Cholesky factor L (lower, row-major) of a small symmetric positive definite matrix given by its lower half. */
function factorise(matrix: Float64Array, n: number): Float64Array {
  const factor = Float64Array.from(matrix);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      // Rounding must not turn a tiny pivot into nothing: what it leaves is some part in 2^52 of what it took from.
      const least = Math.max(matrix[i * n + i]! * Number.EPSILON, Number.MIN_VALUE);
      factor[i * n + j] = i === j ? Math.sqrt(Math.max(sum, least)) : sum / factor[j * n + j]!;
    }
  }
  return factor;
}

/** x of L L' x = right. */
function solveFactorised(factor: Float64Array, right: ArrayLike<number>, n: number): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  return x;
}
