/** A matrix [rows, columns], row-major. Sums are taken in float64, results kept as float32. */
export type Rows = { rows: number; columns: number; value: Float32Array };

export function emptyRows(rows: number, columns: number): Rows {
  return { rows, columns, value: new Float32Array(rows * columns) };
}

/** Rows from one on. */
export function rowsFrom({ rows, columns, value }: Rows, from: number): Rows {
  return { rows: rows - from, columns, value: value.subarray(from * columns) };
}

/** x [n, a] times `kernel` [a, b], plus `bias` [b] where there is one. */
export function dense(x: Rows, kernel: Float32Array, bias?: Float32Array): Rows {
  const width = kernel.length / x.columns;
  const out = emptyRows(x.rows, width);
  const sums = new Float64Array(width);
  for (let row = 0; row < x.rows; row++) {
    if (bias === undefined) sums.fill(0);
    else sums.set(bias);
    for (let a = 0; a < x.columns; a++) {
      const left = x.value[row * x.columns + a]!;
      if (left === 0) continue;
      const base = a * width;
      for (let b = 0; b < width; b++) sums[b]! += left * kernel[base + b]!;
    }
    out.value.set(sums, row * width);
  }
  return out;
}

export function relu(x: Rows): Rows {
  return { ...x, value: x.value.map((value) => Math.max(0, value)) };
}

export function added(x: Rows, y: Rows): Rows {
  return { ...x, value: x.value.map((value, at) => value + y.value[at]!) };
}

const epsilon = 1e-6;

/** Layer normalisation of each row with gain 1 + `gain` and `shift` (Ba et al. 2016). */
export function layerNorm(x: Rows, gain: Float32Array, shift: Float32Array): Rows {
  const { rows, columns } = x;
  const out = emptyRows(rows, columns);
  for (let row = 0; row < rows; row++) {
    const own = x.value.subarray(row * columns, (row + 1) * columns);
    const mean = own.reduce((sum, value) => sum + value, 0) / columns;
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / columns;
    const scale = 1 / Math.sqrt(variance + epsilon);
    for (let a = 0; a < columns; a++)
      out.value[row * columns + a] = (own[a]! - mean) * scale * (1 + gain[a]!) + shift[a]!;
  }
  return out;
}
