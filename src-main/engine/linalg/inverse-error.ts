/** Columns that are tried, evenly spread. */
const tried = 8;
/** Multiply-adds between two looks at the messages. */
const slice = 1e7;

/** Multiply-adds that trying an inverse of this size takes. */
export function errorWork(n: number): number {
  return 2 * Math.min(tried, n) * n ** 2;
}

/**
 * How far some columns of an inverse P of a symmetric M [n, n] are off, of their largest value: the correction
 * P (e - M p) that one step of iterative refinement would make (Higham 2002, section 12), in float64.
 * NaN where a value is not finite.
 */
export async function inverseError(
  matrix: Float64Array,
  inverse: Float32Array,
  n: number,
  done: (multiplyAdds: number) => Promise<void>,
): Promise<number> {
  const times = async (
    values: Float64Array | Float32Array,
    vector: ArrayLike<number>,
  ): Promise<Float64Array> => {
    const out = new Float64Array(n);
    const rows = Math.max(1, Math.floor(slice / n));
    for (let from = 0; from < n; from += rows) {
      const to = Math.min(n, from + rows);
      for (let i = from; i < to; i++) {
        let sum = 0;
        for (let j = 0, at = i * n; j < n; j++, at++) sum += values[at]! * vector[j]!;
        out[i] = sum;
      }
      await done((to - from) * n);
    }
    return out;
  };
  let worst = 0;
  const count = Math.min(tried, n);
  for (let k = 0; k < count; k++) {
    const column = count === 1 ? 0 : Math.round((k * (n - 1)) / (count - 1));
    const p = inverse.subarray(column * n, (column + 1) * n);
    const residual = await times(matrix, p);
    for (let i = 0; i < n; i++) residual[i] = Number(i === column) - residual[i]!;
    const correction = await times(inverse, residual);
    worst = larger(worst, largest(correction) / largest(p));
  }
  return worst;
}

function largest(values: Float64Array | Float32Array): number {
  let most = 0;
  for (const value of values) most = larger(most, Math.abs(value));
  return most;
}

/** NaN where either is. */
function larger(a: number, b: number): number {
  return a >= b ? a : b > a ? b : NaN;
}
