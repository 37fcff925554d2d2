import type * as tf from '@tensorflow/tfjs-core';
import { PortraitError } from '#shared/errors/index.ts';

/** Types and shapes of tensors as one word: what a capture holds for. */
export function signatureOf(tensors: readonly tf.Tensor[]): string {
  return tensors.map(({ dtype, shape }) => `${dtype}[${shape.join(',')}]`).join(' ');
}

/** @throws PortraitError `engine_capture_shape` where the tensors are not as captured */
export function checkSignature(tensors: readonly tf.Tensor[], expected: string): void {
  const found = signatureOf(tensors);
  if (found !== expected) {
    throw new PortraitError('engine_capture_shape', { name: 'its inputs', found, expected });
  }
}
