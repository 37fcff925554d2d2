/** The nearest rows of each row, itself first: [rows, count] each, by rising Euclidean distance. */
export type NearestRows = { indices: number[][]; distances: number[][] };

/** By comparing all pairs, in float64. @throws RangeError where there are fewer rows than `count` */
export function nearestRows(data: readonly (readonly number[])[], count: number): NearestRows {
  const rows = data.length;
  if (rows < count) throw new RangeError(`${rows} rows have no ${count} nearest`);
  const width = data[0]?.length ?? 0;
  const flat = Float64Array.from(data.flat());
  const squares = new Float64Array(rows);
  const result: NearestRows = { indices: [], distances: [] };
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < rows; other++) {
      let sum = 0;
      for (let d = 0; d < width; d++)
        sum += (flat[row * width + d]! - flat[other * width + d]!) ** 2;
      squares[other] = sum;
    }
    // Before those that are the same as it.
    squares[row] = -1;
    const nearest = smallest(squares, count);
    squares[row] = 0;
    result.indices.push(nearest);
    result.distances.push(nearest.map((other) => Math.sqrt(squares[other]!)));
  }
  return result;
}

/** Places of the smallest values, rising; the first of equals first. */
function smallest(values: Float64Array, count: number): number[] {
  const places: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (places.length === count && value >= values[places[count - 1]!]!) continue;
    let to = places.length;
    while (to > 0 && values[places[to - 1]!]! > value) to--;
    places.splice(to, 0, at);
    if (places.length > count) places.pop();
  }
  return places;
}
