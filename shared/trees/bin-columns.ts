/** Columns cut into at most 255 bins by their own quantiles. */
export type Binned = {
  rows: number;
  columns: number;
  /** Column by column: the bin of each row. */
  bins: Uint8Array;
  /** Of each column, ascending: a value is in the first bin whose edge it does not exceed, or in the last. */
  edges: Float64Array[];
  /** Where each column's bins begin among those of all; the last entry is how many there are. */
  offsets: Int32Array;
  /** Of each column, the bin that most rows are in. */
  common: Uint8Array;
  /** The bins, among those of all, that a row is in besides common ones: entries [start[row], start[row + 1]) of `places`. */
  start: Int32Array;
  places: Int32Array;
};

/** [rows, columns], row by row. */
export type TreeRows = Float32Array | Float64Array;

const mostBins = 255;
/** Rows whose values say where the edges are. */
const looked = 50_000;

/** `x` is without NaN. Edges lie midway between two values that occur. Others work between two columns. */
export async function binColumns(
  x: TreeRows,
  columns: number,
  pace: () => Promise<void>,
): Promise<Binned> {
  const rows = x.length / columns;
  const edges: Float64Array[] = [];
  const bins = new Uint8Array(rows * columns);
  const offsets = new Int32Array(columns + 1);
  const common = new Uint8Array(columns);
  const start = new Int32Array(rows + 1);
  for (let column = 0; column < columns; column++) {
    await pace();
    const own = edgesOf(x, columns, column);
    edges.push(own);
    const counts = new Int32Array(own.length + 1);
    for (let row = 0; row < rows; row++) {
      const bin = binOf(own, x[row * columns + column]!);
      bins[column * rows + row] = bin;
      counts[bin]! += 1;
    }
    const most = counts.reduce((best, count, bin) => (count > counts[best]! ? bin : best), 0);
    common[column] = most;
    offsets[column + 1] = offsets[column]! + counts.length;
    for (let row = 0; row < rows; row++)
      if (bins[column * rows + row] !== most) start[row + 1]! += 1;
  }
  for (let row = 0; row < rows; row++) start[row + 1]! += start[row]!;
  const places = new Int32Array(start[rows]!);
  const next = start.slice();
  for (let column = 0; column < columns; column++) {
    await pace();
    for (let row = 0; row < rows; row++) {
      const bin = bins[column * rows + row]!;
      if (bin !== common[column]) places[next[row]!++] = offsets[column]! + bin;
    }
  }
  return { rows, columns, bins, edges, offsets, common, start, places };
}

function edgesOf(x: TreeRows, columns: number, column: number): Float64Array {
  const rows = x.length / columns;
  const step = Math.max(1, rows / looked);
  const sorted = Float64Array.from(
    { length: Math.floor(rows / step) },
    (_, at) => x[Math.floor(at * step) * columns + column]!,
  ).sort();
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  // Each edge lies behind a value: where that is a quantile's, behind all rows that share it.
  const behind = new Set<number>();
  if (distinct.length <= mostBins) for (let at = 0; at + 1 < distinct.length; at++) behind.add(at);
  let own = 0;
  for (let bin = 1; bin < mostBins && distinct.length > mostBins; bin++) {
    const value = sorted[Math.floor((bin * sorted.length) / mostBins) - 1]!;
    while (distinct[own]! < value) own++;
    if (own + 1 < distinct.length) behind.add(own);
  }
  return Float64Array.from(behind, (at) => between(distinct[at]!, distinct[at + 1]!));
}

/** Midway, and below the greater one also where nothing lies between them or they are too far apart. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high && middle >= low ? middle : low;
}

function binOf(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if (value <= edges[half]!) high = half;
    else low = half + 1;
  }
  return low;
}
