import type { Weights } from '#shared/network/forward.ts';
import { combined, isMatrix } from '#shared/network/matrix.ts';
import type { WeightChange } from '../walk-screen.svelte.ts';

/** Weights with some set by hand. */
export function changedWeights(weights: Weights, changes: readonly WeightChange[]): Weights {
  const next = new Map(weights);
  for (const { tensor, row, column, value } of changes) {
    const old = next.get(tensor);
    if (old === undefined) continue;
    const copy = combined((w = 0) => w, old);
    const values = isMatrix(copy) ? copy[row] : copy;
    if (values) values[column] = value;
    next.set(tensor, copy);
  }
  return next;
}
