import type { SparseRows } from '#shared/engine/recommend.ts';
import type { TestPart } from './test-part.ts';

/**
 * The candidates that came with the data: each held-out item is ranked by itself among those given with it, the item
 * first; a user with several is asked about once for each. Pairs that came without are left out. `negatives` has a row
 * for each held-out pair.
 */
export function givenCandidates(
  { users, relevant }: TestPart,
  negatives: SparseRows,
): { test: TestPart; candidates: SparseRows } {
  const asked: { user: number; item: number; others: Int32Array }[] = [];
  users.forEach((user, u) => {
    for (let at = relevant.pointer[u]!; at < relevant.pointer[u + 1]!; at++) {
      const others = negatives.index.subarray(negatives.pointer[at], negatives.pointer[at + 1]);
      if (others.length > 0) asked.push({ user, item: relevant.index[at]!, others });
    }
  });
  const rows = asked.map(({ item, others }) => [item, ...others]);
  const pointer = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => (pointer[at + 1] = pointer[at]! + row.length));
  const ones = (length: number): Float32Array => new Float32Array(length).fill(1);
  return {
    test: {
      users: Int32Array.from(asked, ({ user }) => user),
      relevant: {
        pointer: Int32Array.from({ length: asked.length + 1 }, (_, at) => at),
        index: Int32Array.from(asked, ({ item }) => item),
        value: ones(asked.length),
      },
      time: null,
    },
    candidates: { pointer, index: Int32Array.from(rows.flat()), value: ones(pointer.at(-1) ?? 0) },
  };
}
