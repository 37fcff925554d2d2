import { largest } from '../statistics/extremes.ts';
import { createRandom } from '../random/index.ts';

/** Rows of a sparse matrix: row r holds `index[pointer[r]..pointer[r + 1])` with the values beside. */
export type SparseMatrix = { pointer: Int32Array; index: Int32Array; value: Float64Array };

const accuracy = 1e-12;
const fewestSteps = 40;

/**
 * The `rank` right singular vectors of the largest singular values of a sparse matrix [rows, columns], largest first, each
 * of length 1 with its largest entry (by size) positive; fewer where the matrix has a lower rank. Lanczos' method on A'A
 * with full reorthogonalisation (Golub & Van Loan, section 10.1), begun anew in another direction where it has found
 * everything the first one leads to, until the residuals are below 1e-12 of the largest eigenvalue.
 */
export async function truncatedSvd(
  matrix: SparseMatrix,
  columns: number,
  rank: number,
  pace: () => Promise<void>,
): Promise<{ singular: number[]; vectors: Float64Array[] }> {
  const random = createRandom(1);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  /** Beside the diagonal; 0 where another direction was begun. */
  const beside: number[] = [];
  /** Steps after which it is looked whether they are enough. */
  let look = 2 * rank + fewestSteps;
  let next = direction(columns, basis, random.next);
  while (next !== null && basis.length < columns) {
    basis.push(next);
    const image = gram(matrix, next);
    diagonal.push(dot(image, next));
    orthogonalise(image, basis);
    const length = Math.sqrt(dot(image, image));
    const scale = largest(diagonal, Number.MIN_VALUE);
    const ended = !(length > 1e-10 * scale);
    const steps = basis.length;
    if (steps >= look && !ended) {
      look = Math.ceil(1.3 * steps);
      const { values, vectors } = await tridiagonalEigen(diagonal, beside, pace);
      const worst = values
        .slice(0, rank)
        .map((_, at) => Math.abs(length * vectors[at]![steps - 1]!));
      if (largest(worst) <= accuracy * values[0]!) break;
    }
    beside.push(ended ? 0 : length);
    next = ended ? direction(columns, basis, random.next) : image.map((entry) => entry / length);
    await pace();
  }
  const { values, vectors } = await tridiagonalEigen(diagonal, beside, pace);
  const top = Math.max(0, values.at(0) ?? 0);
  const kept = values.slice(0, rank).filter((value) => value > 1e-13 * top && value > 0);
  return {
    singular: kept.map(Math.sqrt),
    vectors: kept.map((_, at) => signed(combined(basis, vectors[at]!))),
  };
}

/** A'(A x). */
function gram({ pointer, index, value }: SparseMatrix, x: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let row = 0; row + 1 < pointer.length; row += 1) {
    const [from, to] = [pointer[row]!, pointer[row + 1]!];
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += value[at]! * x[index[at]!]!;
    for (let at = from; at < to; at += 1) out[index[at]!]! += sum * value[at]!;
  }
  return out;
}

/** A direction of length 1 at right angles to all others; null where there is none left. */
function direction(
  columns: number,
  basis: readonly Float64Array[],
  draw: () => number,
): Float64Array | null {
  if (columns === 0) return null;
  const made = Float64Array.from({ length: columns }, () => draw() - 0.5);
  orthogonalise(made, basis);
  const length = Math.sqrt(dot(made, made));
  return length > 1e-8 ? made.map((entry) => entry / length) : null;
}

/** Takes out of a vector what lies along others of length 1, twice, since once leaves rounding. */
function orthogonalise(vector: Float64Array, basis: readonly Float64Array[]): void {
  for (let round = 0; round < 2; round += 1)
    for (const other of basis) {
      const along = dot(vector, other);
      for (let at = 0; at < vector.length; at += 1) vector[at]! -= along * other[at]!;
    }
}

/** Eigenvalues, largest first, and eigenvectors of a symmetric tridiagonal matrix, by Jacobi's rotations. */
async function tridiagonalEigen(
  diagonal: readonly number[],
  beside: readonly number[],
  pace: () => Promise<void>,
): Promise<{ values: number[]; vectors: Float64Array[] }> {
  const n = diagonal.length;
  const a = diagonal.map((value, row) => {
    const own = new Float64Array(n);
    own[row] = value;
    if (row > 0) own[row - 1] = beside[row - 1]!;
    if (row + 1 < n) own[row + 1] = beside[row]!;
    return own;
  });
  const v = diagonal.map((_, row) => {
    const own = new Float64Array(n);
    own[row] = 1;
    return own;
  });
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let [off, all] = [0, 0];
    for (let row = 0; row < n; row += 1) {
      all += a[row]![row]! ** 2;
      for (let column = 0; column < row; column += 1) off += a[row]![column]! ** 2;
    }
    if (off <= 1e-30 * all) break;
    for (let p = 0; p < n; p += 1) {
      for (let q = p + 1; q < n; q += 1) if (a[p]![q] !== 0) rotate(a, v, p, q);
      await pace();
    }
  }
  const order = [...a.keys()].sort((x, y) => a[y]![y]! - a[x]![x]!);
  return {
    values: order.map((at) => a[at]![at]!),
    vectors: order.map((at) => Float64Array.from(v, (row) => row[at]!)),
  };
}

/** One of Jacobi's rotations: makes a[p][q] nothing. */
function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): void {
  const apart = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (apart >= 0 ? 1 : -1) / (Math.abs(apart) + Math.sqrt(apart * apart + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) turn(row, p, q, c, s);
  const [one, other] = [a[p]!, a[q]!];
  for (let at = 0; at < one.length; at += 1) {
    const [x, y] = [one[at]!, other[at]!];
    one[at] = c * x - s * y;
    other[at] = s * x + c * y;
  }
  for (const row of v) turn(row, p, q, c, s);
}

function turn(row: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p]!, row[q]!];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}

function combined(basis: readonly Float64Array[], shares: Float64Array): Float64Array {
  const out = new Float64Array(basis[0]?.length ?? 0);
  basis.forEach((vector, at) => {
    for (let entry = 0; entry < out.length; entry += 1) out[entry]! += shares[at]! * vector[entry]!;
  });
  return out;
}

function signed(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest)) largest = entry;
  return largest < 0 ? vector.map((entry) => -entry) : vector;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}
