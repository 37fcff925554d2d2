import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import {
  groupedFolds,
  stratifiedFolds,
  timeFolds,
  type Fold,
} from '../../../../src-main/backend/tune/folds.ts';

const all = (count: number) => Int32Array.from({ length: count }, (_, row) => row);
const lists = (folds: Fold[]) =>
  folds.map(({ train, validation }) => [[...train], [...validation]]);

function expectDivision(folds: Fold[], rows: Int32Array) {
  const seen = folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b);
  expect(seen).toEqual([...rows]);
  for (const { train, validation } of folds) {
    expect(train.length + validation.length).toBe(rows.length);
    expect(validation.some((row) => train.includes(row))).toBe(false);
  }
}

describe('folds at random', () => {
  it('have as many rows of each class as one another, to one, and leave other rows out', () => {
    const random = createRandom(1);
    const codes = Int32Array.from({ length: 503 }, () =>
      random.next() < 0.07 ? 1 : random.next() < 0.3 ? 2 : 0,
    );
    const rows = all(503).filter((row) => row % 5 !== 0);
    const folds = stratifiedFolds(rows, codes, { count: 7, repeats: 1, seed: 4 });
    expectDivision(folds, rows);
    for (const code of [0, 1, 2]) {
      const counts = folds.map(
        ({ validation }) => validation.filter((row) => codes[row] === code).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    const sizes = folds.map(({ validation }) => validation.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('are drawn anew in each repeat, and the same for the same seed', () => {
    const codes = new Int32Array(40);
    const folds = stratifiedFolds(all(40), codes, { count: 4, repeats: 2, seed: 9 });
    expect(folds).toHaveLength(8);
    expectDivision(folds.slice(0, 4), all(40));
    expectDivision(folds.slice(4), all(40));
    expect(lists(folds.slice(0, 4))).not.toEqual(lists(folds.slice(4)));
    expect(lists(stratifiedFolds(all(40), codes, { count: 4, repeats: 2, seed: 9 }))).toEqual(
      lists(folds),
    );
  });
});

describe('folds by group', () => {
  it('never share a group, and are as large as scikit-learn’s', () => {
    // GroupKFold(3).split of group sizes 9, 7, 5, 4, 3, 1, 1 gives validation sizes 10, 10, 10.
    const sizes = [9, 7, 5, 4, 3, 1, 1];
    const keys = Int32Array.from(sizes.flatMap((size, key) => new Array<number>(size).fill(key)));
    const folds = groupedFolds(all(30), keys, { count: 3, repeats: 2, seed: 5 });
    expectDivision(folds.slice(0, 3), all(30));
    for (const { train, validation } of folds) {
      expect(validation.length).toBe(10);
      const learnt = new Set(train.map((row) => keys[row]!));
      expect(validation.some((row) => learnt.has(keys[row]!))).toBe(false);
    }
  });

  it('need a group for each', () => {
    expect(() =>
      groupedFolds(all(6), Int32Array.of(0, 0, 0, 1, 1, 1), { count: 3, repeats: 1, seed: 1 }),
    ).toThrow('too few for 3 folds');
  });
});

it('folds by time are scikit-learn’s TimeSeriesSplit in order of time', () => {
  // [(len(a), list(b)) for a, b in TimeSeriesSplit(4).split(range(11))] -> 3 [3,4], 5 [5,6], 7 [7,8], 9 [9,10]
  const times = Float64Array.from({ length: 11 }, (_, row) => 100 - row);
  const folds = timeFolds(all(11), times, 4);
  expect(folds.map(({ train, validation }) => [train.length, [...validation]])).toEqual([
    [3, [6, 7]],
    [5, [4, 5]],
    [7, [2, 3]],
    [9, [0, 1]],
  ]);
  const gaps = timeFolds(all(3), Float64Array.of(5, NaN, 1), 2);
  expect(lists(gaps)).toEqual([
    [[1], [2]],
    [[1, 2], [0]],
  ]);
});
