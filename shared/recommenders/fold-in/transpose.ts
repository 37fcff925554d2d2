import type { SparseRows } from '../../engine/recommend.ts';

/** Rows and columns swapped; within a row of the result, indices ascend. */
export function transpose(rows: SparseRows, columns: number): SparseRows {
  const pointer = new Int32Array(columns + 1);
  for (const column of rows.index) pointer[column + 1]! += 1;
  for (let c = 0; c < columns; c++) pointer[c + 1]! += pointer[c]!;
  const next = pointer.slice(0, columns);
  const index = new Int32Array(rows.index.length);
  const value = new Float32Array(rows.index.length);
  for (let row = 0; row + 1 < rows.pointer.length; row++) {
    for (let at = rows.pointer[row]!; at < rows.pointer[row + 1]!; at++) {
      const to = next[rows.index[at]!]!++;
      index[to] = row;
      value[to] = rows.value[at]!;
    }
  }
  return { pointer, index, value };
}
