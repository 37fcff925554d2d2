import type { SparseRows } from '#shared/engine/recommend.ts';

/** Entries of one row. Throws a RangeError where there are not so many. */
export function row(rows: SparseRows, r: number): { index: Int32Array; value: Float32Array } {
  const to = rows.pointer[r + 1];
  // Of a place that is none `subarray` gives all rows.
  if (to === undefined) throw new RangeError(`no row ${r}`);
  const from = rows.pointer[r];
  return { index: rows.index.subarray(from, to), value: rows.value.subarray(from, to) };
}

/** Number of entries in each row. */
export function rowCounts(rows: SparseRows): Int32Array {
  const counts = new Int32Array(rows.pointer.length - 1);
  for (let r = 0; r < counts.length; r++) counts[r] = rows.pointer[r + 1]! - rows.pointer[r]!;
  return counts;
}

/** Euclidean length of each row. */
export function rowNorms(rows: SparseRows): Float32Array {
  const norms = new Float32Array(rows.pointer.length - 1);
  for (let r = 0; r < norms.length; r++) {
    let sum = 0;
    for (let at = rows.pointer[r]!; at < rows.pointer[r + 1]!; at++) sum += rows.value[at]! ** 2;
    norms[r] = Math.sqrt(sum);
  }
  return norms;
}
