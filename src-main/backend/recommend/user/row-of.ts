import type { SparseRows } from '#shared/engine/recommend.ts';

/** Entries of one row. */
export function rowOf(rows: SparseRows, row: number): { index: Int32Array; value: Float32Array } {
  const from = rows.pointer[row]!;
  const to = rows.pointer[row + 1] ?? from;
  return { index: rows.index.subarray(from, to), value: rows.value.subarray(from, to) };
}
