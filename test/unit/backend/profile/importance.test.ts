import { describe, expect, it } from 'vitest';
import { cluster } from '../../../../src-main/backend/profile/segments/clusters.ts';
import {
  gradientImportance,
  permutationImportance,
} from '../../../../src-main/backend/profile/importance.ts';
import { usersAround } from '../../../support/blobs.ts';

const vectors = usersAround(
  [
    [0, 0, 0],
    [10, 0, 0],
  ],
  100,
  1,
);
const clusters = cluster(vectors, 200, 2, 1);

describe('importance of a profile dimension', () => {
  it('is half the users for the one dimension that tells two equal segments apart, and none for the others', () => {
    const [first, second, third] = permutationImportance(vectors, 200, clusters, 1);
    expect(first!.value).toBeGreaterThan(0.45);
    expect(first!.value).toBeLessThan(0.55);
    expect(first!.low).toBeLessThan(first!.value);
    expect(first!.high).toBeGreaterThan(first!.value);
    expect([second!.value, third!.value]).toEqual([0, 0]);
  });

  it('by gradient is what finite differences of the log probability give', () => {
    const one = Float32Array.from([4.2, 0.3, -0.1]);
    const centres = [
      [0, 0, 0],
      [10, 0, 1],
    ];
    const found = gradientImportance(one, 1, { centres, of: Int32Array.from([0]) }, 1);
    const logOwn = (x: readonly number[]): number => {
      const scores = centres.map((c) => -c.reduce((sum, v, d) => sum + (x[d]! - v) ** 2, 0));
      return scores[0]! - Math.log(scores.reduce((sum, s) => sum + Math.exp(s), 0));
    };
    found.forEach(({ value }, d) => {
      const step = 1e-4;
      const moved = (by: number): number[] => Array.from(one, (x, at) => (at === d ? x + by : x));
      const slope = (logOwn(moved(step)) - logOwn(moved(-step))) / (2 * step);
      expect(value).toBeCloseTo(Math.abs(slope), 3);
    });
  });
});
