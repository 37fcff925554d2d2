import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { linalgOn } from '../../../../src-main/engine/linalg/linalg.ts';
import { factorise, solveFactorised } from '../../../../src-main/engine/linalg/small-cholesky.ts';
import { testRuntimes, useRuntime } from '../models/test-runtimes.ts';

/** X'X + ridge of random X: [n, n]. */
function randomSpd(n: number, ridge: number): Float32Array {
  const random = createRandom(n);
  const x = Float64Array.from({ length: 2 * n * n }, () => random.next() - 0.5);
  const out = new Float32Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = i === j ? ridge : 0;
      for (let r = 0; r < 2 * n; r++) sum += x[r * n + i]! * x[r * n + j]!;
      out[i * n + j] = sum;
    }
  return out;
}

describe.each(await testRuntimes())(
  'The inverse of a positive definite matrix on %s',
  (runtime) => {
    it.each([1, 2, 255, 257, 301])('times the matrix is the identity, size %i', async (n) => {
      const { inverse } = linalgOn(await useRuntime(runtime));
      const before = tf.memory().numTensors;
      const values = randomSpd(n, 1);
      const made = await inverse(tf.tensor2d(values, [n, n]), async () => undefined);
      const product = tf.tidy(() => tf.matMul(tf.tensor2d(values, [n, n]), made));
      const error = tf.tidy(() => tf.max(tf.abs(tf.sub(product, tf.eye(n)))).dataSync()[0]);
      expect(error).toBeLessThan(2e-4);
      tf.dispose([made, product]);
      expect(tf.memory().numTensors).toBe(before);
    });

    it('tells the share done, and stops where that throws, keeping no tensors', async () => {
      const { inverse } = linalgOn(await useRuntime(runtime));
      const before = tf.memory().numTensors;
      const shares: number[] = [];
      const matrix = (): tf.Tensor2D => tf.tensor2d(randomSpd(300, 1), [300, 300]);
      const made = await inverse(matrix(), async (share) => void shares.push(share));
      made.dispose();
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBeCloseTo(1);
      const stopped = inverse(matrix(), async (share) => {
        if (share > 0.5) throw new PortraitError('cancelled');
      });
      await expect(stopped).rejects.toThrow(PortraitError);
      expect(tf.memory().numTensors).toBe(before);
    });
  },
);

describe('A small Cholesky factor', () => {
  it('solves its equations', () => {
    const n = 12;
    const matrix = Float64Array.from(randomSpd(n, 0.5));
    const wanted = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
    const right = wanted.map((_, i) =>
      wanted.reduce((sum, x, j) => sum + matrix[i * n + j]! * x, 0),
    );
    const found = solveFactorised(factorise(matrix, n), right, n);
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 6));
  });

  it('reads the lower half only', () => {
    const full = factorise(Float64Array.of(4, 2, 2, 5), 2);
    const lower = factorise(Float64Array.of(4, 99, 2, 5), 2);
    const right = Float64Array.of(1, 1);
    expect(solveFactorised(lower, right, 2)).toEqual(solveFactorised(full, right, 2));
  });
});
