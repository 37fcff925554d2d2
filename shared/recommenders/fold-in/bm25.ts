import type { History } from './history.ts';

/** What BM25 has to know of all histories. */
export type Bm25Counts = {
  users: number;
  /** Users who have each item. */
  frequency: Int32Array;
  /** Mean over users of the sum of a history's weights; 1 where there is none. */
  meanLength: number;
};

const k1 = 1.2;
const b = 0.75;

/**
 * BM25 with users as documents (Robertson & Zaragoza 2009): frequent items count less, long histories are levelled;
 * ln(1 + (n - df + .5) / (df + .5)) (k1 + 1) w / (w + k1 (1 - b + b length / mean length)).
 */
export function bm25({ users, frequency, meanLength }: Bm25Counts): (own: History) => History {
  return (own) => {
    const length = own.value.reduce((sum, v) => sum + v, 0);
    const level = k1 * (1 - b + (b * length) / meanLength);
    const value = own.value.map((weight, at) => {
      const seen = frequency[own.index[at]!]!;
      const rarity = Math.log(1 + (users - seen + 0.5) / (seen + 0.5));
      return (rarity * weight * (k1 + 1)) / (weight + level);
    });
    return { index: own.index, value };
  };
}

/** Counts of user rows over so many items. */
export function bm25Counts(
  rows: { pointer: Int32Array; index: Int32Array; value: Float32Array },
  items: number,
): Bm25Counts {
  const users = rows.pointer.length - 1;
  const frequency = new Int32Array(items);
  for (const item of rows.index) frequency[item]! += 1;
  const meanLength = rows.value.reduce((sum, v) => sum + v, 0) / Math.max(1, users) || 1;
  return { users, frequency, meanLength };
}
