import type { Runtime } from '../runtime/runtime.ts';
import { IllConditioned } from '#shared/linear/ill-conditioned.ts';
import { nativeBlocks } from './native-blocks.ts';
import type { Pace } from './pace.ts';
import { plainBlocks } from './plain-blocks.ts';
import { inverseSpd } from './spd-inverse.ts';

/** Linear algebra on native TensorFlow kernels, or in plain JavaScript where there are none. */
export type Linalg = {
  /**
   * Inverse of a symmetric positive definite [n, n], row-major, rounded to float32.
   * @throws IllConditioned where it would not be right
   */
  inverse(matrix: Float64Array, n: number, pace: Pace): Promise<Float32Array>;
};

/** Error of the tried columns, of their largest value, up to which an inverse made in float32 is taken. */
const enough = 3e-6;
/** The same in float64, beyond which there is none. */
const tolerated = 1e-5;

export function linalgOn({ native }: Pick<Runtime, 'native'>): Linalg {
  return {
    // Products in float32 take half the time, and most logs allow them; the rest is done once more in float64.
    inverse: async (matrix, n, pace) => {
      const quick = (done: number): Promise<void> => pace(done / 3);
      const slow = (done: number): Promise<void> => pace((1 + 2 * done) / 3);
      if (native) {
        const first = await inverseSpd(matrix, n, nativeBlocks(native, 'float32'), quick);
        if (first.error <= enough) {
          await pace(1);
          return first.inverse;
        }
      }
      const { inverse, error } = native
        ? await inverseSpd(matrix, n, nativeBlocks(native, 'float64'), slow)
        : await inverseSpd(matrix, n, plainBlocks, pace);
      if (!(error <= tolerated)) throw new IllConditioned(error);
      return inverse;
    },
  };
}
