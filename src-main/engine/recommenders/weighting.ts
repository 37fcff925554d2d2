import type { SparseRows, UserInput } from '#shared/engine/recommend.ts';
import { row } from './sparse.ts';

export type Row = { index: Int32Array; value: Float32Array };

/** How interactions count: all learnt rows, and a history nobody has seen by the same measure. */
export type Weighting = { rows: SparseRows; history(user: UserInput): Row };

export function weighting(
  rows: SparseRows,
  columns: number,
  similarity: 'cosine' | 'bm25',
): Weighting {
  const weigh = similarity === 'bm25' ? bm25Of(rows, columns) : (own: Row): Row => own;
  const weighted = similarity === 'bm25' ? weighRows(rows, weigh) : rows;
  return {
    rows: weighted,
    history: (user) =>
      user.user === null
        ? weigh({ index: user.items, value: user.weights })
        : row(weighted, user.user),
  };
}

const k1 = 1.2;
const b = 0.75;

/**
 * BM25 with users as documents (Robertson & Zaragoza 2009): frequent items count less, long histories are levelled;
 * ln(1 + (n - df + .5) / (df + .5)) (k1 + 1) w / (w + k1 (1 - b + b length / mean length)).
 */
function bm25Of(rows: SparseRows, columns: number): (own: Row) => Row {
  const users = rows.pointer.length - 1;
  const frequency = new Int32Array(columns);
  for (const column of rows.index) frequency[column]! += 1;
  const meanLength = rows.value.reduce((sum, v) => sum + v, 0) / Math.max(1, users) || 1;
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

function weighRows(rows: SparseRows, weigh: (own: Row) => Row): SparseRows {
  const value = new Float32Array(rows.value.length);
  for (let user = 0; user + 1 < rows.pointer.length; user++)
    value.set(weigh(row(rows, user)).value, rows.pointer[user]!);
  return { pointer: rows.pointer, index: rows.index, value };
}
