import { solveRows as solveRowsOf } from './conjugate-gradients';

export { gramOfRows } from './gram';
export { learnPairs } from './pairs';
export { sumRows } from './rows';

/** In float32. */
export function solveRows(
  from: i32,
  to: i32,
  pointer: usize,
  index: usize,
  weight: usize,
  own: usize,
  other: usize,
  gram: usize,
  ridge: usize,
  work: usize,
  bytes: usize,
  steps: i32,
): void {
  solveRowsOf<f32>(from, to, pointer, index, weight, own, other, gram, ridge, work, bytes, steps);
}

/** In float64, but for the weights. */
export function solveRowsDouble(
  from: i32,
  to: i32,
  pointer: usize,
  index: usize,
  weight: usize,
  own: usize,
  other: usize,
  gram: usize,
  ridge: usize,
  work: usize,
  bytes: usize,
  steps: i32,
): void {
  solveRowsOf<f64>(from, to, pointer, index, weight, own, other, gram, ridge, work, bytes, steps);
}
