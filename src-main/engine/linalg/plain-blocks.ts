import type { Blocks } from './blocks.ts';

type Block = { values: Float64Array; rows: number; columns: number };

/** In plain JavaScript, where there is no TensorFlow: one core, the same numbers. */
export const plainBlocks: Blocks<Block> = {
  slice: 1e7,
  from: (values, rows, columns) => ({ values, rows, columns }),
  shape: ({ rows, columns }) => [rows, columns],
  part: ({ values, columns: width }, row, column, rows, columns) => {
    const out = new Float64Array(rows * columns);
    for (let r = 0; r < rows; r++) {
      const from = (row + r) * width + column;
      out.set(values.subarray(from, from + columns), r * columns);
    }
    return { values: out, rows, columns };
  },
  multiply: (a, b, transposed) =>
    product(transposed.a ? transpose(a) : a, transposed.b ? transpose(b) : b),
  add: (a, b) => ({ ...a, values: a.values.map((value, i) => value + b.values[i]!) }),
  subtract: (a, b) => ({ ...a, values: a.values.map((value, i) => value - b.values[i]!) }),
  negate: (m) => ({ ...m, values: m.values.map((value) => -value) }),
  join: (parts, axis) => (axis === 0 ? below(parts) : transpose(below(parts.map(transpose)))),
  inverseFactor: ({ values, rows: n }) => ({
    values: invertLower(cholesky(values, n), n),
    ...{ rows: n, columns: n },
  }),
  read: ({ values }) => Float32Array.from(values),
  free: () => undefined,
  freeAll: () => undefined,
};

function product(a: Block, b: Block): Block {
  const { columns } = b;
  const out = new Float64Array(a.rows * columns);
  for (let i = 0; i < a.rows; i++) {
    const own = out.subarray(i * columns, (i + 1) * columns);
    for (let k = 0; k < a.columns; k++) {
      const factor = a.values[i * a.columns + k]!;
      if (factor === 0) continue;
      const from = k * columns;
      for (let j = 0; j < columns; j++) own[j]! += factor * b.values[from + j]!;
    }
  }
  return { values: out, rows: a.rows, columns };
}

function transpose({ values, rows, columns }: Block): Block {
  const out = new Float64Array(values.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) out[c * rows + r] = values[r * columns + c]!;
  return { values: out, rows: columns, columns: rows };
}

function below(parts: readonly Block[]): Block {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const columns = parts[0]!.columns;
  const values = new Float64Array(rows * columns);
  let to = 0;
  for (const part of parts) {
    values.set(part.values, to);
    to += part.values.length;
  }
  return { values, rows, columns };
}

/** Cholesky factor L (lower, row-major); NaN from the first pivot that is not positive on. */
function cholesky(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      factor[i * n + j] = i === j ? Math.sqrt(sum || NaN) : sum / factor[j * n + j]!;
    }
  return factor;
}

/** Row by row: L^-1 = D^-1 (I - (L - D) L^-1), D the diagonal. */
function invertLower(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const pivot = 1 / factor[i * n + i]!;
    for (let k = 0; k < i; k++) {
      const scale = factor[i * n + k]! * pivot;
      for (let j = 0; j <= k; j++) inverse[i * n + j]! -= scale * inverse[k * n + j]!;
    }
    inverse[i * n + i] = pivot;
  }
  return inverse;
}
