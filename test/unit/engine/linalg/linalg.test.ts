import { describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { IllConditioned } from '#shared/linear/ill-conditioned.ts';
import { linalgOn } from '../../../../src-main/engine/linalg/linalg.ts';
import { solver as smallSolver } from '#shared/linear/small-cholesky.ts';
import { solver } from '../../../support/float64.ts';
import { testRuntimes, useRuntime } from '../recommenders/test-runtimes.ts';

/** X'X + ridge of random X: [n, n]. */
function randomSpd(n: number, ridge: number): Float64Array {
  const random = createRandom(n);
  const x = Float64Array.from({ length: 2 * n * n }, () => random.next() - 0.5);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = i === j ? ridge : 0;
      for (let r = 0; r < 2 * n; r++) sum += x[r * n + i]! * x[r * n + j]!;
      out[i * n + j] = sum;
    }
  return out;
}

/** Q D Q' with eigenvalues from 1 down to 1 / condition, Q a product of reflections: [n, n]. */
function conditioned(n: number, condition: number): Float64Array {
  const random = createRandom(n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = condition ** (-i / (n - 1));
  for (let reflection = 0; reflection < 8; reflection++) {
    const v = Float64Array.from({ length: n }, () => random.next() - 0.5);
    const square = v.reduce((sum, x) => sum + x * x, 0);
    // (I - 2 v v'/v'v) from the left, then from the right.
    for (const [row, column] of [
      [n, 1],
      [1, n],
    ] as const)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += v[i]! * out[i * row + j * column]!;
        for (let i = 0; i < n; i++) out[i * row + j * column]! -= (2 * v[i]! * sum) / square;
      }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
  return out;
}

const patient = async (): Promise<void> => undefined;
const ready = (await testRuntimes()) as readonly ('native' | 'cpu')[];

describe.each(ready)('The inverse of a positive definite matrix on %s', (runtime) => {
  it.each([1, 2, 255, 257, 301])('times the matrix is the identity, size %i', async (n) => {
    const { inverse } = linalgOn(await useRuntime(runtime));
    const matrix = randomSpd(n, 1);
    const made = await inverse(matrix, n, patient);
    let worst = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let sum = -Number(i === j);
        for (let k = 0; k < n; k++) sum += matrix[i * n + k]! * made[k * n + j]!;
        worst = Math.max(worst, Math.abs(sum));
      }
    expect(worst).toBeLessThan(1e-5);
  });

  it.each([1e3, 1e5, 1e8])('is as float64 has it, condition %f', async (condition) => {
    const n = 700;
    const { inverse } = linalgOn(await useRuntime(runtime));
    const matrix = conditioned(n, condition);
    const made = await inverse(matrix, n, patient);
    const solve = solver(matrix, n);
    for (const column of [0, 350, 699]) {
      const wanted = solve(Float64Array.from({ length: n }, (_, i) => Number(i === column)));
      const largest = wanted.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      wanted.forEach((x, i) =>
        expect(Math.abs(made[i * n + column]! - x) / largest).toBeLessThan(1e-5),
      );
    }
  });

  it('is refused where the matrix is singular in float64, or not positive definite', async () => {
    const { inverse } = linalgOn(await useRuntime(runtime));
    for (const matrix of [conditioned(300, 1e17), Float64Array.of(1, 2, 2, 1), Float64Array.of(0)])
      await expect(inverse(matrix, Math.sqrt(matrix.length), patient)).rejects.toThrow(
        IllConditioned,
      );
  });

  it('tells the share done, and stops where that throws, keeping no tensors', async () => {
    const used = await useRuntime(runtime);
    const { inverse } = linalgOn(used);
    const tensors = (): number => used.native?.binding.getNumOfTensors() ?? 0;
    const before = tensors();
    const shares: number[] = [];
    await inverse(randomSpd(300, 1), 300, async (share) => void shares.push(share));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1);
    const stopped = inverse(randomSpd(300, 1), 300, async (share) => {
      if (share > 0.2) throw new PortraitError('cancelled');
    });
    await expect(stopped).rejects.toThrow(PortraitError);
    expect(tensors()).toBe(before);
  });
});

describe('Small equations', () => {
  it('are solved', () => {
    const n = 12;
    const matrix = randomSpd(n, 0.5);
    const wanted = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
    const right = wanted.map((_, i) =>
      wanted.reduce((sum, x, j) => sum + matrix[i * n + j]! * x, 0),
    );
    const found = smallSolver(matrix, n)(right);
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 6));
  });

  it('are read from the lower half only', () => {
    const full = smallSolver(Float64Array.of(4, 2, 2, 5), 2);
    const lower = smallSolver(Float64Array.of(4, 99, 2, 5), 2);
    expect(lower([1, 1])).toEqual(full([1, 1]));
  });

  it('may be singular where there is a solution', () => {
    // Rank one: x + 2y = 3 twice over.
    const [x, y] = smallSolver(Float64Array.of(1, 2, 2, 4), 2)([3, 6]);
    expect(x! + 2 * y!).toBeCloseTo(3, 7);
  });

  it.each([
    ['have no solution', [1, 2, 2, 4], [3, 7]],
    ['are not positive semidefinite', [1, 2, 2, 1], [1, 3]],
    ['hold what is no number', [NaN, 0, 0, 1], [1, 1]],
    ['overflow', [1e308, 1e308, 1e308, 1e308], [1e308, -1e308]],
  ])('are refused where they %s', (_, matrix, right) => {
    expect(() => smallSolver(Float64Array.from(matrix), 2)(right)).toThrow(IllConditioned);
  });
});
