import type { SparseRows, UserInput } from '#shared/engine/recommend.ts';
import { bm25, bm25Counts } from '#shared/recommenders/fold-in/bm25.ts';
import type { History } from '#shared/recommenders/fold-in/history.ts';
import { row } from '../matrices/sparse.ts';

/** How interactions count: all learnt rows, and a history nobody has seen by the same measure. */
export type Weighting = { rows: SparseRows; history(user: UserInput): History };

export function weighting(
  rows: SparseRows,
  columns: number,
  similarity: 'cosine' | 'bm25',
): Weighting {
  const weigh =
    similarity === 'bm25' ? bm25(bm25Counts(rows, columns)) : (own: History): History => own;
  const weighted = similarity === 'bm25' ? weighRows(rows, weigh) : rows;
  return {
    rows: weighted,
    history: (user) =>
      user.user === null
        ? weigh({ index: user.items, value: user.weights })
        : row(weighted, user.user),
  };
}

function weighRows(rows: SparseRows, weigh: (own: History) => History): SparseRows {
  const value = new Float32Array(rows.value.length);
  for (let user = 0; user + 1 < rows.pointer.length; user++)
    value.set(weigh(row(rows, user)).value, rows.pointer[user]);
  return { pointer: rows.pointer, index: rows.index, value };
}
