import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../runtime/runtime.ts';
import { nativeOp } from './native-op.ts';
import type { Pace } from './pace.ts';

/** Blocks of at most this size are inverted directly. */
const directSize = 256;
/** Multiplications of one slice of a product: some 20 ms on two cores, or in plain JavaScript. */
const sliceWork = { native: 5e8, other: 5e6 };

type Work = { native: NativeBackend | null; done: (multiplications: number) => Promise<void> };

/**
 * Inverse of a symmetric positive definite matrix by halves: with Schur complement S = D - B' A^-1 B,
 * the inverse is [[A^-1 + W S^-1 W', -W S^-1], [., S^-1]], W = A^-1 B (Boyd & Vandenberghe, appendix A.5.5).
 * Nearly all of the work is matrix products, which use every core. Uses up the matrix.
 */
export async function inverseSpd(
  matrix: tf.Tensor2D,
  native: NativeBackend | null,
  pace: Pace,
): Promise<tf.Tensor2D> {
  const total = workOf(matrix.shape[0]);
  let spent = 0;
  const done = async (multiplications: number): Promise<void> => {
    spent += multiplications;
    await pace(Math.min(1, spent / total));
  };
  return inverse(matrix, { native, done });
}

/** Multiplications of an inverse of this size. */
function workOf(n: number): number {
  if (n <= directSize) return n ** 3;
  const half = n >> 1;
  const rest = n - half;
  return workOf(half) + workOf(rest) + 2 * half * half * rest + 2 * half * rest * rest;
}

async function inverse(matrix: tf.Tensor2D, work: Work): Promise<tf.Tensor2D> {
  const n = matrix.shape[0];
  if (n <= directSize) {
    const made = direct(matrix, work.native);
    matrix.dispose();
    return work.done(n ** 3).then(
      () => made,
      (thrown) => {
        made.dispose();
        throw thrown;
      },
    );
  }
  const half = n >> 1;
  const rest = n - half;
  const kept: tf.Tensor[] = [];
  const keep = <T extends tf.Tensor>(made: T): T => {
    kept.push(made);
    return made;
  };
  try {
    keep(matrix);
    const b = keep(tf.slice2d(matrix, [0, half], [half, rest]));
    const a = keep(await inverse(tf.slice2d(matrix, [0, 0], [half, half]), work));
    const w = keep(await product(a, b, work));
    const through = keep(await product(keep(tf.transpose<tf.Tensor2D>(b)), w, work));
    const schur = tf.tidy(() =>
      tf.sub<tf.Tensor2D>(tf.slice2d(matrix, [half, half], [rest, rest]), through),
    );
    const s = keep(await inverse(schur, work));
    const off = keep(await product(w, s, work));
    const added = keep(await product(off, keep(tf.transpose<tf.Tensor2D>(w)), work));
    return tf.tidy(() => {
      const corner = tf.neg<tf.Tensor2D>(off);
      const top = tf.concat2d([tf.add<tf.Tensor2D>(a, added), corner], 1);
      return tf.concat2d([top, tf.concat2d([tf.transpose<tf.Tensor2D>(corner), s], 1)], 0);
    });
  } finally {
    tf.dispose(kept);
  }
}

/** a b in slices of rows, a look at the messages after each. */
async function product(a: tf.Tensor2D, b: tf.Tensor2D, work: Work): Promise<tf.Tensor2D> {
  const [rows, inner] = a.shape;
  const columns = b.shape[1];
  const limit = work.native ? sliceWork.native : sliceWork.other;
  const step = Math.max(16, Math.floor(limit / (inner * columns)));
  const parts: tf.Tensor2D[] = [];
  try {
    for (let from = 0; from < rows; from += step) {
      const count = Math.min(step, rows - from);
      const part = tf.tidy(() =>
        tf.matMul<tf.Tensor2D>(tf.slice2d(a, [from, 0], [count, inner]), b),
      );
      parts.push(part);
      await work.done(count * inner * columns);
    }
    return parts.length === 1 ? tf.clone(parts[0]!) : tf.concat2d(parts, 0);
  } finally {
    tf.dispose(parts);
  }
}

function direct(matrix: tf.Tensor2D, native: NativeBackend | null): tf.Tensor2D {
  if (native)
    return tf.tidy(() =>
      tf.reshape(nativeOp(native, 'MatrixInverse', [matrix], { adjoint: false }), matrix.shape),
    );
  const n = matrix.shape[0];
  return tf.tensor2d(gaussJordan(matrix.dataSync(), n), [n, n]);
}

/** In float64; the diagonal of a positive definite matrix needs no pivoting. */
function gaussJordan(values: ArrayLike<number>, n: number): Float32Array {
  const a = Float64Array.from(values);
  for (let p = 0; p < n; p++) {
    const pivot = 1 / a[p * n + p]!;
    a[p * n + p] = 1;
    for (let j = 0; j < n; j++) a[p * n + j]! *= pivot;
    for (let i = 0; i < n; i++) {
      if (i === p) continue;
      const factor = a[i * n + p]!;
      if (factor === 0) continue;
      a[i * n + p] = 0;
      for (let j = 0; j < n; j++) a[i * n + j]! -= factor * a[p * n + j]!;
    }
  }
  return Float32Array.from(a);
}
