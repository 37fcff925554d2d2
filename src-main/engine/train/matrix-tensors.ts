import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../matrix/matrix.ts';

export type MatrixTensors = { x: tf.Tensor2D; y: tf.Tensor2D };

const made = new WeakMap<Matrix, MatrixTensors>();

/** The whole matrix as tensors, made once: on the native runtime they share the matrix's memory. */
export function matrixTensors(matrix: Matrix): MatrixTensors {
  let tensors = made.get(matrix);
  if (!tensors) {
    tensors = {
      x: tf.keep(tf.tensor2d(matrix.x, [matrix.rows, matrix.columns])),
      y: tf.keep(tf.tensor2d(matrix.y, [matrix.rows, matrix.targets])),
    };
    made.set(matrix, tensors);
  }
  return tensors;
}

/** Frees the tensors of a matrix that is gone; nothing where there are none. */
export function dropMatrixTensors(matrix: Matrix | null): void {
  const tensors = matrix && made.get(matrix);
  if (!tensors) return;
  made.delete(matrix);
  tf.dispose([tensors.x, tensors.y]);
}
