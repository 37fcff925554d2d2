/** Columns cut into at most 255 bins by their own quantiles. */
export type Binned = {
  rows: number;
  columns: number;
  /** Column by column: the bin of each row. */
  bins: Uint8Array;
  /** Of each column, ascending: a value is in the first bin whose edge it does not exceed, or in the last. */
  edges: Float64Array[];
};

const mostBins = 255;
/** Rows whose values say where the edges are. */
const looked = 50_000;

/** `x` is [rows, columns], row by row, without NaN. Edges lie midway between two values that occur. */
export function binColumns(x: Float64Array, columns: number): Binned {
  const rows = x.length / columns;
  const edges = Array.from({ length: columns }, (_, column) => edgesOf(x, columns, column));
  const bins = new Uint8Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const own = edges[column]!;
    for (let row = 0; row < rows; row++)
      bins[column * rows + row] = binOf(own, x[row * columns + column]!);
  }
  return { rows, columns, bins, edges };
}

function edgesOf(x: Float64Array, columns: number, column: number): Float64Array {
  const rows = x.length / columns;
  const step = Math.max(1, rows / looked);
  const sorted = Float64Array.from(
    { length: Math.floor(rows / step) },
    (_, at) => x[Math.floor(at * step) * columns + column]!,
  ).sort();
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  const middle = (low: number, high: number): number => low + (high - low) / 2;
  if (distinct.length <= mostBins)
    return Float64Array.from(distinct.subarray(1), (value, at) => middle(distinct[at]!, value));
  const edges: number[] = [];
  for (let bin = 1; bin < mostBins; bin++) {
    const at = Math.floor((bin * sorted.length) / mostBins);
    const [low, high] = [sorted[at - 1]!, sorted[at]!];
    if (high > low) edges.push(middle(low, high));
  }
  return Float64Array.from(edges);
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
