import type { Blocks } from './blocks.ts';
import { errorWork, inverseError } from './inverse-error.ts';
import { lowerTimes, multiply, timesLower, type Lower, type Work } from './lower-factor.ts';
import type { Pace } from './pace.ts';

/** Blocks of at most this size are factorised directly. */
const directSize = 256;
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
    const factor = await inverseFactor(blocks.from(matrix, n, n), work);
    await writeGram(factor, null, { values: inverse, n, at: 0 }, work);
  } finally {
    blocks.freeAll();
  }
  return { inverse, error: await inverseError(matrix, inverse, n, done) };
}

/** L^-1 of a positive definite matrix, which is used up. */
async function inverseFactor<M>(matrix: M, work: Work<M>): Promise<Lower<M>> {
  const { blocks, done } = work;
  const [n] = blocks.shape(matrix);
  if (n <= directSize) {
    const made = blocks.inverseFactor(matrix);
    blocks.free(matrix);
    await done(n ** 3 / 2);
    return { block: made };
  }
  const size = n >> 1;
  const rest = n - size;
  const a = blocks.part(matrix, 0, 0, size, size);
  const b = blocks.part(matrix, size, 0, rest, size);
  const d = blocks.part(matrix, size, size, rest, rest);
  blocks.free(matrix);
  const first = await inverseFactor(a, work);
  const l = await timesLower(b, first, true, work);
  const through = await multiply(l, l, { b: true }, work);
  const schur = blocks.subtract(d, through);
  blocks.free(b, d, through);
  const second = await inverseFactor(schur, work);
  const inner = await timesLower(l, first, false, work);
  const outer = await lowerTimes(second, inner, false, work);
  const corner = blocks.negate(outer);
  blocks.free(l, inner, outer);
  return { first, corner, second, size };
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
    write(blocks, made, target, at, at);
    blocks.free(lower.block, made);
  } else {
    const { first, corner, second, size } = lower;
    const [rest] = blocks.shape(corner);
    const below = plus(await lowerTimes(second, corner, true, work), size, 0);
    write(blocks, below, target, at + size, at);
    const top = plus(await multiply(corner, corner, { a: true }, work), 0, 0);
    blocks.free(below, corner);
    const bottom = added && blocks.part(added, size, size, rest, rest);
    await writeGram(first, top, target, work);
    await writeGram(second, bottom, { ...target, at: at + size }, work);
  }
  if (added !== null) blocks.free(added);
}

/** Writes a part and its mirror image. */
function write<M>(
  blocks: Blocks<M>,
  m: M,
  { values, n }: Target,
  row: number,
  column: number,
): void {
  const [rows, columns] = blocks.shape(m);
  const own = blocks.read(m);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const value = own[r * columns + c]!;
      values[(row + r) * n + column + c] = value;
      values[(column + c) * n + row + r] = value;
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
