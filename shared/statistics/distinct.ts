/** The different values, ascending. `values` holds no NaN. */
export function distinctValues(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  let size = 0;
  for (const value of sorted) if (size === 0 || value !== sorted[size - 1]) sorted[size++] = value;
  return sorted.subarray(0, size);
}

/** Position of the last of ascending `bounds` that is not above `value`; 0 where all are. */
export function lastAtMost(bounds: Float64Array, value: number): number {
  let [low, high] = [0, bounds.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (bounds[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
