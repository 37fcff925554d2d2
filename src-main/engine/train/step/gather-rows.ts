/** Copies the given rows of a matrix of `width` columns, in that order, to the start of `to`. */
export function gatherRows(
  from: Float32Array,
  width: number,
  rows: Int32Array,
  to: Float32Array,
): void {
  let at = 0;
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * width;
    // For short rows a plain loop is faster than a call.
    if (width > 64) {
      to.set(from.subarray(start, start + width), at);
      at += width;
    } else for (let end = start + width, j = start; j < end; j++) to[at++] = from[j]!;
  }
}
