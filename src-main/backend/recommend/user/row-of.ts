import type { SparseRows } from '#shared/engine/recommend.ts';

/** Entries of one row. Throws a RangeError where there are not so many. */
export function rowOf(rows: SparseRows, row: number): { index: Int32Array; value: Float32Array } {
  const to = rows.pointer[row + 1];
  // Of a place that is none `subarray` gives all rows.
  if (to === undefined) throw new RangeError(`no row ${row}`);
  const from = rows.pointer[row];
  return { index: rows.index.subarray(from, to), value: rows.value.subarray(from, to) };
}
