import { createRandom } from '#shared/random/index.ts';

/** x of A x = b for a symmetric positive definite A [n, n], in float64: the oracle of what the product computes otherwise. */
export function solver(
  matrix: ArrayLike<number>,
  n: number,
): (right: ArrayLike<number>) => Float64Array {
  // A = L D L' (Golub & Van Loan, section 4.1), without square roots.
  const l = new Float64Array(n * n);
  const d = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const scaled = new Float64Array(j);
    for (let k = 0; k < j; k++) scaled[k] = l[j * n + k]! * d[k]!;
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * scaled[k]!;
      if (i === j) d[j] = sum;
      else l[i * n + j] = sum / d[j]!;
    }
  }
  return (right) => {
    const x = Float64Array.from(right);
    for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!;
    for (let i = 0; i < n; i++) x[i]! /= d[i]!;
    for (let k = n - 1; k >= 0; k--) for (let i = 0; i < k; i++) x[i]! -= l[k * n + i]! * x[k]!;
    return x;
  };
}

/**
 * Who has what, where eight tastes and a popularity decide: rows of ascending items. Unlike independent items these are
 * strongly correlated, so that X'X has a few very large eigenvalues.
 */
export function plantedTastes(users: number, items: number, seed: number): number[][] {
  const random = createRandom(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const tastes = 8;
  const rows = (count: number): Float64Array =>
    Float64Array.from({ length: count * tastes }, normal);
  const [user, item] = [rows(users), rows(items)];
  const popularity = Float64Array.from({ length: items }, normal);
  return Array.from({ length: users }, (_, u) => {
    const own: number[] = [];
    for (let i = 0; i < items; i++) {
      let like = popularity[i]! - 2;
      for (let t = 0; t < tastes; t++) like += user[u * tastes + t]! * item[i * tastes + t]!;
      if (random.next() < 1 / (1 + Math.exp(-like))) own.push(i);
    }
    return own;
  });
}
