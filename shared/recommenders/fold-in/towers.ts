/** Mean of the rows of a history in `embeddings` [n, factors]; 0 of no history. */
export function meanOfRows(
  history: Int32Array,
  embeddings: Float32Array,
  factors: number,
): Float32Array {
  const sum = new Float32Array(factors);
  const weight = 1 / history.length;
  for (const item of history) {
    const base = item * factors;
    for (let a = 0; a < factors; a++) sum[a]! += weight * embeddings[base + a]!;
  }
  return sum;
}

export function lengthOf(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

/** The vector with length 1; 0 stays 0. */
export function unitVector(vector: Float32Array): Float32Array {
  const length = lengthOf(vector) || 1;
  return vector.map((value) => value / length);
}
