import { createRandom } from '../../random/index.ts';

export type BprSettings = { factors: number; learningRate: number; regularisation: number };

/** Passes over a new history when a user vector is learnt with the items held fixed. */
const passes = 40;

/**
 * The vector [factors + 1] of a history, learnt with `items` [count, factors + 1] held fixed (their last column is the bias,
 * the vector's is 1). The same history gives the same vector.
 */
export function foldInBpr(
  settings: BprSettings,
  items: Float32Array,
  count: number,
  history: Int32Array,
): Float32Array {
  const width = settings.factors + 1;
  const vector = new Float32Array(width);
  vector[settings.factors] = 1;
  const owned = Int32Array.from(history).sort();
  const random = createRandom(owned.length + 1);
  for (let pass = 0; pass < passes; pass++) {
    for (const item of owned) {
      const other = random.below(count);
      if (hasItem(owned, 0, owned.length, other)) continue;
      learn(vector, items, item * width, other * width, settings);
    }
  }
  return vector;
}

/** Whether an item is in the ascending slice, by binary search. */
export function hasItem(index: Int32Array, from: number, to: number, item: number): boolean {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = index[middle]!;
    if (found === item) return true;
    if (found < item) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function learn(
  vector: Float32Array,
  items: Float32Array,
  i: number,
  j: number,
  { factors: f, learningRate, regularisation }: BprSettings,
): void {
  let difference = items[i + f]! - items[j + f]!;
  for (let a = 0; a < f; a++) difference += vector[a]! * (items[i + a]! - items[j + a]!);
  const pull = learningRate / (1 + Math.exp(difference));
  for (let a = 0; a < f; a++) {
    vector[a]! +=
      pull * (items[i + a]! - items[j + a]!) - learningRate * regularisation * vector[a]!;
  }
}
