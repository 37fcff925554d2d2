/** Which of the factors of a product are transposed. */
export type Transposed = { a?: boolean; b?: boolean };

/**
 * Dense matrices M of some memory and precision, and the few operations an inverse takes. Every result is new; `free` gives a
 * matrix back, `freeAll` whatever is left.
 */
export type Blocks<M> = {
  /** Multiply-adds of some 20 ms. */
  readonly slice: number;
  from(values: Float64Array, rows: number, columns: number): M;
  shape(m: M): readonly [rows: number, columns: number];
  part(m: M, row: number, column: number, rows: number, columns: number): M;
  multiply(a: M, b: M, transposed: Transposed): M;
  add(a: M, b: M): M;
  subtract(a: M, b: M): M;
  negate(m: M): M;
  /** One below (axis 0) or beside (axis 1) the other. */
  join(parts: readonly M[], axis: 0 | 1): M;
  /** L^-1 of a positive definite matrix L L'; not finite where it is not positive definite. */
  inverseFactor(m: M): M;
  /** Rounded to float32. */
  read(m: M): Float32Array;
  free(...matrices: M[]): void;
  freeAll(): void;
};
