import { describe, expect, it } from 'vitest';
import type { SparseRows } from '#shared/engine/recommend.ts';
import {
  beyondAccuracyAt,
  catalogueOf,
  giniIndex,
} from '../../../../../src-main/backend/recommend/compare/beyond-accuracy.ts';

const pace = (): Promise<void> => Promise.resolve();

function rows(...lists: number[][]): SparseRows {
  const index = Int32Array.from(lists.flat());
  const pointer = Int32Array.from([
    0,
    ...lists.map((_, at) => lists.slice(0, at + 1).flat().length),
  ]);
  return { pointer, index, value: new Float32Array(index.length).fill(1) };
}

describe('what lists are judged by beside accuracy', () => {
  // Items 0..3; item 0 has 3 users, 1 has 2, 2 has 1, 3 none.
  const learnt = rows([0, 1], [0, 1], [0, 2], []);
  const catalogue = catalogueOf(learnt, 4);

  it('comes out as by hand', async () => {
    const lists = {
      users: Int32Array.from([0, 2]),
      top: Int32Array.from([2, 3, 1, -1]),
      width: 2,
    };
    const [one, two] = await beyondAccuracyAt([1, 2], lists, catalogue, pace);
    expect(one!.coverage).toBe(2 / 4);
    expect(two!.coverage).toBe(3 / 4);
    // Item 2 has 1 of 4 users, 3 has none and counts as 1 of 4, 1 has 2 of 4.
    expect(two!.novelty).toBeCloseTo((2 + 2 + 1) / 3, 12);
    expect(one!.novelty).toBeCloseTo((2 + 1) / 2, 12);
    // Lists: popularity 1 and 2; the users' own items: (3 + 2) / 2 and (3 + 1) / 2.
    expect(one!.popularityBias).toBeCloseTo((1 + 2) / (2.5 + 2), 12);
    expect(one!.diversity).toBeNull();
    expect(two!.diversity).toBe(1);
  });

  it('takes diversity as one less the mean cosine over all pairs of a list', async () => {
    const lists = { users: Int32Array.from([3]), top: Int32Array.from([0, 1, 2]), width: 3 };
    const [all] = await beyondAccuracyAt([3], lists, catalogue, pace);
    const cosines = [2 / Math.sqrt(3 * 2), 1 / Math.sqrt(3), 0];
    const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / 3;
    expect(all!.diversity).toBeCloseTo(1 - mean, 6);
  });
});

describe('the Gini index', () => {
  it('is half the relative mean absolute difference', () => {
    const counts = Int32Array.from([0, 1, 5, 9, 2]);
    const mean = 17 / 5;
    const differences = counts.reduce(
      (sum, a) => sum + counts.reduce((inner, b) => inner + Math.abs(a - b), 0),
      0,
    );
    expect(giniIndex(counts)).toBeCloseTo(differences / 25 / (2 * mean), 12);
  });

  it('is 0 for equal counts and near 1 where one item takes all', () => {
    expect(giniIndex(Int32Array.from([4, 4, 4]))).toBe(0);
    const one = new Int32Array(100);
    one[0] = 50;
    expect(giniIndex(one)).toBeCloseTo(0.99, 12);
  });
});
