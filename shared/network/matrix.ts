/** Rows of numbers; all rows are equally long. */
export type Matrix = number[][];

/** A tensor of the net: a kernel [in][out], or a vector with an entry a unit. */
export type Tensor = Matrix | number[];

/** The product a b: [n, k] times [k, m] is [n, m]. */
export function product(a: Matrix, b: Matrix): Matrix {
  const none = (b[0] ?? []).map(() => 0.5 - 0.5);
  return a.map((row) => {
    const sums = none.slice();
    for (let k = 0; k < row.length; k++) addTimes(sums, entry(row, k), rowAt(b, k));
    return sums;
  });
}

/** a' b, for matrices of as many rows: [n, k] and [n, m] give [k, m]. */
export function transposedProduct(a: Matrix, b: Matrix): Matrix {
  const none = (b[0] ?? []).map(() => 0.5 - 0.5);
  const sums = (a[0] ?? []).map(() => none.slice());
  a.forEach((row, r) => {
    for (let k = 0; k < sums.length; k++) addTimes(rowAt(sums, k), entry(row, k), rowAt(b, r));
  });
  return sums;
}

/** a b', for matrices of as many columns: [n, k] and [m, k] give [n, m]. */
export function productTransposed(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b.map((other) => dot(row, other)));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? NaN) * (b[k] ?? NaN);
  return sum;
}

/** sums += factor row, in place. */
function addTimes(sums: number[], factor: number, row: readonly number[]): void {
  for (let c = 0; c < sums.length; c++) sums[c]! += factor * (row[c] ?? NaN);
}

/** A function of the entries of matrices of one shape, entry by entry. */
export function entrywise(
  fn: (...values: number[]) => number,
  ...[first, ...rest]: [Matrix, ...Matrix[]]
): Matrix {
  return first.map((row, r) => {
    const others = rest.map((matrix) => rowAt(matrix, r));
    const [second, third] = others;
    if (others.length > 2)
      return row.map((value, c) => fn(value, ...others.map((other) => entry(other, c))));
    if (third && second) return row.map((value, c) => fn(value, entry(second, c), entry(third, c)));
    return second
      ? row.map((value, c) => fn(value, entry(second, c)))
      : row.map((value) => fn(value));
  });
}

/** Sum over rows: [n, m] to [m]. */
export function columnSums(a: Matrix): number[] {
  const sums = (a[0] ?? []).map(() => 0.5 - 0.5);
  for (const row of a) addTimes(sums, 1, row);
  return sums;
}

export function isMatrix(tensor: Tensor): tensor is Matrix {
  return Array.isArray(tensor[0]);
}

/** A function of the entries of tensors of one shape, entry by entry. */
export function combined(
  fn: (...values: number[]) => number,
  ...tensors: [Tensor, ...Tensor[]]
): Tensor {
  const matrices = tensors.map((tensor) => (isMatrix(tensor) ? tensor : [tensor]));
  const [first, ...rest] = matrices;
  const result = entrywise(fn, first ?? [], ...rest);
  return isMatrix(tensors[0]) ? result : (result[0] ?? []);
}

export function copyOf(tensor: Tensor): Tensor {
  return isMatrix(tensor) ? tensor.map((row) => row.slice()) : tensor.slice();
}

/** All entries, row after row. */
export function entriesOf(tensor: Tensor): number[] {
  return isMatrix(tensor) ? tensor.flat() : tensor;
}

/** The entry of a row, which must be there: a missing one must not count as zero. */
export function entry(row: readonly number[], column: number): number {
  const value = row[column];
  if (value === undefined) throw new RangeError(`no entry ${column} in a row of ${row.length}`);
  return value;
}

export function at(matrix: Matrix, row: number, column: number): number {
  return entry(rowAt(matrix, row), column);
}

function rowAt(matrix: Matrix, row: number): number[] {
  const values = matrix[row];
  if (values === undefined) throw new RangeError(`no row ${row} of ${matrix.length}`);
  return values;
}
