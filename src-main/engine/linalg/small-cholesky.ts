/** Cholesky factor L (lower, row-major) of a small symmetric positive definite matrix given by its lower half. */
export function factorise(matrix: Float64Array, n: number): Float64Array {
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
export function solveFactorised(
  factor: Float64Array,
  right: ArrayLike<number>,
  n: number,
): Float64Array {
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
