import type { Blocks } from './blocks.ts';
import { errorWork, inverseError } from './inverse-error.ts';
import { lowerTimes, multiply, timesLower, type Lower, type Work } from './lower-factor.ts';
import type { Pace } from './pace.ts';

/** Blocks of at most this size are factorised directly. */
const directSize = 256;
/** Values that are copied between two looks at the messages. */
const sliceValues = 500_000;

/** A square part of the matrix on the diagonal that is not yet a block. */
type Given = { values: Float64Array; n: number; at: number; size: number };

/**
 * Inverse P = L^-T L^-1 of a symmetric positive definite matrix, [n, n] row-major, through the inverse of its Cholesky
 * factor by halves (Higham 2002, Accuracy and Stability, sections 10 and 14.2): L21 = A21 L11^-T, S = A22 - L21 L21',
 * (L^-1)21 = -L22^-1 L21 L11^-1. Two thirds n^3 multiply-adds, nearly all of them matrix products.
 * Resolves with the error that `inverseError` finds.
 */
export async function inverseSpd<M>(
  matrix: Float64Array,
  n: number,
  blocks: Blocks<M>,
  pace: Pace,
): Promise<{ inverse: Float32Array; error: number }> {
  const total = Math.max(1, factorWork(n) + gramWork(n) + errorWork(n));
  let spent = 0;
  const done = async (multiplyAdds: number): Promise<void> => {
    spent += multiplyAdds;
    await pace(Math.min(1, spent / total));
  };
  const work = { blocks, done };
  const inverse = new Float32Array(n * n);
  try {
    const factor = await inverseFactor({ values: matrix, n, at: 0, size: n }, work);
    await writeGram(factor, null, { values: inverse, n, at: 0 }, work);
  } finally {
    blocks.freeAll();
  }
  return { inverse, error: await inverseError(matrix, inverse, n, done) };
}

/** L^-1 of a positive definite matrix; a block is used up. */
async function inverseFactor<M>(matrix: Given | { block: M }, work: Work<M>): Promise<Lower<M>> {
  const { blocks, done } = work;
  const n = 'block' in matrix ? blocks.shape(matrix.block)[0] : matrix.size;
  const part = async (row: number, column: number, rows: number, columns: number): Promise<M> =>
    'block' in matrix
      ? blocks.part(matrix.block, row, column, rows, columns)
      : load(matrix, { row, column, rows, columns }, work);
  if (n <= directSize) {
    const own = 'block' in matrix ? matrix.block : await part(0, 0, n, n);
    const made = blocks.inverseFactor(own);
    blocks.free(own);
    await done(n ** 3 / 2);
    return { block: made };
  }
  const size = n >> 1;
  const rest = n - size;
  const a: Given | { block: M } =
    'block' in matrix ? { block: await part(0, 0, size, size) } : { ...matrix, size };
  const b = await part(size, 0, rest, size);
  const d = await part(size, size, rest, rest);
  if ('block' in matrix) blocks.free(matrix.block);
  await done(0);
  const first = await inverseFactor(a, work);
  const l = await timesLower(b, first, true, work);
  const through = await multiply(l, l, { b: true }, work);
  const schur = blocks.subtract(d, through);
  blocks.free(b, d, through);
  await done(0);
  const second = await inverseFactor({ block: schur }, work);
  const inner = await timesLower(l, first, false, work);
  const outer = await lowerTimes(second, inner, false, work);
  const corner = blocks.negate(outer);
  blocks.free(l, inner, outer);
  await done(0);
  return { first, corner, second, size };
}

/** A part of what is given as a block, some rows at a time. */
async function load<M>(
  { values, n, at }: Given,
  { row, column, rows, columns }: { row: number; column: number; rows: number; columns: number },
  { blocks, done }: Work<M>,
): Promise<M> {
  const step = Math.max(1, Math.floor(sliceValues / columns));
  const parts: M[] = [];
  for (let from = 0; from < rows; from += step) {
    const count = Math.min(step, rows - from);
    const own = new Float64Array(count * columns);
    for (let r = 0; r < count; r++) {
      const place = (at + row + from + r) * n + at + column;
      own.set(values.subarray(place, place + columns), r * columns);
    }
    parts.push(blocks.from(own, count, columns));
    await done(0);
  }
  if (parts.length === 1) return parts[0]!;
  const whole = blocks.join(parts, 0);
  blocks.free(...parts);
  return whole;
}

/** Where a square part of the result goes: its place on the diagonal. */
type Target = { values: Float32Array; n: number; at: number };

/** Writes L'L + `added` of a lower triangular L; both are used up. */
async function writeGram<M>(
  lower: Lower<M>,
  added: M | null,
  target: Target,
  work: Work<M>,
): Promise<void> {
  const { blocks } = work;
  const plus = (m: M, row: number, column: number): M => {
    if (added === null) return m;
    const [rows, columns] = blocks.shape(m);
    const own = blocks.part(added, row, column, rows, columns);
    const sum = blocks.add(m, own);
    blocks.free(m, own);
    return sum;
  };
  const { at } = target;
  if ('block' in lower) {
    const made = plus(await multiply(lower.block, lower.block, { a: true }, work), 0, 0);
    await write(made, target, { row: at, column: at }, work);
    blocks.free(lower.block, made);
  } else {
    const { first, corner, second, size } = lower;
    const [rest] = blocks.shape(corner);
    const below = plus(await lowerTimes(second, corner, true, work), size, 0);
    await write(below, target, { row: at + size, column: at }, work);
    const top = plus(await multiply(corner, corner, { a: true }, work), 0, 0);
    blocks.free(below, corner);
    const bottom = added && blocks.part(added, size, size, rest, rest);
    await writeGram(first, top, target, work);
    await writeGram(second, bottom, { ...target, at: at + size }, work);
  }
  if (added !== null) blocks.free(added);
}

/** Writes a part and its mirror image, some rows at a time. */
async function write<M>(
  m: M,
  { values, n }: Target,
  { row, column }: { row: number; column: number },
  { blocks, done }: Work<M>,
): Promise<void> {
  const [rows, columns] = blocks.shape(m);
  const step = Math.max(1, Math.floor(sliceValues / columns));
  for (let from = 0; from < rows; from += step) {
    const count = Math.min(step, rows - from);
    const part = blocks.part(m, from, 0, count, columns);
    const own = blocks.read(part);
    blocks.free(part);
    for (let r = 0; r < count; r++)
      values.set(own.subarray(r * columns, (r + 1) * columns), (row + from + r) * n + column);
    for (let c = 0; c < columns; c++) {
      const to = (column + c) * n + row + from;
      for (let r = 0; r < count; r++) values[to + r] = own[r * columns + c]!;
    }
    await done(0);
  }
}

/** Multiply-adds of x L for a lower triangular L [size, size] and x [rows, size]. */
function lowerWork(size: number, rows: number): number {
  if (size <= directSize) return rows * size ** 2;
  const half = size >> 1;
  const rest = size - half;
  return lowerWork(half, rows) + lowerWork(rest, rows) + rows * half * rest;
}

function factorWork(n: number): number {
  if (n <= directSize) return n ** 3 / 2;
  const half = n >> 1;
  const rest = n - half;
  const products = 2 * lowerWork(half, rest) + rest * rest * half + lowerWork(rest, half);
  return factorWork(half) + factorWork(rest) + products;
}

function gramWork(n: number): number {
  if (n <= directSize) return n ** 3;
  const half = n >> 1;
  const rest = n - half;
  return gramWork(half) + gramWork(rest) + lowerWork(rest, half) + half * half * rest;
}
