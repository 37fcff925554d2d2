import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Runtime } from '../runtime/runtime.ts';
import type { Pace } from './pace.ts';
import { inverseSpd } from './spd-inverse.ts';

/** Linear algebra on the current runtime: native TensorFlow kernels, or slower stand-ins built from tfjs operations. */
export type Linalg = {
  /** Inverse of a symmetric positive definite [n, n], which is used up. */
  inverse(matrix: Tensor2D, pace: Pace): Promise<Tensor2D>;
};

export function linalgOn(runtime: Pick<Runtime, 'native'>): Linalg {
  return { inverse: (matrix, pace) => inverseSpd(matrix, runtime.native, pace) };
}
