import type { Matrix } from './matrix.ts';

/** Labels as a loss wants them, [rows][units]: class numbers in one column become one-hot rows. `y`: [rows, targets]. */
export function labelRows(y: Float32Array, targets: number, units: number): Matrix {
  return Array.from({ length: y.length / targets }, (_, row) =>
    targets === units
      ? [...y.subarray(row * targets, (row + 1) * targets)]
      : Array.from({ length: units }, (_, unit) => (unit === y[row] ? 1 : 0)),
  );
}
