import { entrywise, type Matrix } from '../matrix.ts';

/** Inverted dropout, [rows][units] each: factor = keep / (1 - rate), a = input factor, keep 0 or 1. (Srivastava et al. 2014.) */
export type DropoutForward = { input: Matrix; keep: Matrix; factor: Matrix; a: Matrix };

/** With `keep` null nothing is dropped, as when predicting. */
export function dropoutForward(input: Matrix, keep: Matrix | null, rate: number): DropoutForward {
  const kept = keep ?? input.map((row) => row.map(() => 1));
  const scale = keep === null ? 1 : 1 / (1 - rate);
  const factor = entrywise((k) => k * scale, kept);
  return { input, keep: kept, factor, a: entrywise((x, f) => x * f, input, factor) };
}

/** a = factor x, so dL/dx = factor dL/da: a unit that was dropped learns nothing from this row. */
export function dropoutBackward(
  { factor }: DropoutForward,
  dA: Matrix,
): { dA: Matrix; dInput: Matrix } {
  return { dA, dInput: entrywise((d, f) => d * f, dA, factor) };
}
