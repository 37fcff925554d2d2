import type { LabelKind } from '#shared/model/prep.ts';
import { createRandom, shuffle } from '#shared/random/index.ts';
import { partCode } from '../split.ts';

/** Parts of the training rows: what a row gets of the label is worked out on the other four. */
export const targetFolds = 5;

/**
 * A fold for each training row, by a seeded order. Rows of one key share a fold; without keys each class (`codes`) is
 * dealt out evenly.
 */
export function dealFolds(
  parts: Uint8Array,
  codes: { of: (row: number) => number; kind: LabelKind },
  keys: Int32Array | null,
  seed: number,
): Uint8Array {
  const random = createRandom(seed);
  const folds = new Uint8Array(parts.length);
  const train = Int32Array.from(parts.keys()).filter((row) => parts[row] === partCode.train);
  if (keys !== null) {
    const used = new Set(train.map((row) => keys[row]!));
    const order = shuffle(Int32Array.from(used), random);
    const foldOf = new Map(Array.from(order, (key, at) => [key, at % targetFolds]));
    for (const row of train) folds[row] = foldOf.get(keys[row]!) ?? 0;
    return folds;
  }
  const order = shuffle(train, random);
  if (codes.kind !== 'number') order.sort((a, b) => codes.of(a) - codes.of(b));
  order.forEach((row, at) => (folds[row] = at % targetFolds));
  return folds;
}
