import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { proportionalShares, partSize } from '../../../../src-main/backend/features/proportions.ts';
import {
  createKeyCodes,
  splitByKey,
  splitByTime,
  splitStratified,
} from '../../../../src-main/backend/features/split.ts';

const count = (parts: Uint8Array, code: number): number =>
  parts.filter((part) => part === code).length;

describe('the stratified split', () => {
  // Test rows per class of scikit-learn 1.9.1, train_test_split(test_size, stratify).
  it.each([
    { sizes: [10422, 1908], share: 0.2, wanted: [2084, 382] },
    { sizes: [10422, 1908], share: 0.25, wanted: [2606, 477] },
    { sizes: [10422, 1908], share: 0.33, wanted: [3439, 630] },
    { sizes: [7, 5, 3], share: 0.2, wanted: [1, 1, 1] },
    { sizes: [7, 5, 3], share: 0.25, wanted: [2, 1, 1] },
    { sizes: [7, 5, 3], share: 0.33, wanted: [2, 2, 1] },
    { sizes: [13, 13, 13, 2], share: 0.2, wanted: [3, 3, 3, 0] },
  ])('takes $wanted of $sizes at $share, as scikit-learn does', ({ sizes, share, wanted }) => {
    const rows = sizes.reduce((sum, size) => sum + size, 0);
    const draws = partSize(rows, share);
    expect(proportionalShares(sizes, draws, createRandom(1))).toEqual(wanted);
    const codes = Int32Array.from(sizes.flatMap((size, code) => Array<number>(size).fill(code)));
    const parts = splitStratified(codes, { validation: 0, test: share, seed: 3 });
    expect(
      sizes.map((_, code) =>
        count(
          parts.filter((_p, row) => codes[row] === code),
          2,
        ),
      ),
    ).toEqual(wanted);
  });

  it('is the same for the same seed and another for another', () => {
    const codes = Int32Array.from({ length: 1000 }, (_, row) => row % 3);
    const split = (seed: number): Uint8Array =>
      splitStratified(codes, { validation: 0.1, test: 0.2, seed });
    expect(split(5)).toEqual(split(5));
    expect(split(5)).not.toEqual(split(6));
    expect([0, 1, 2].map((code) => count(split(5), code))).toEqual([700, 100, 200]);
  });

  it('leaves rows without a label out', () => {
    const codes = Int32Array.from({ length: 100 }, (_, row) => (row < 10 ? -1 : 0));
    const parts = splitStratified(codes, { validation: 0, test: 0.5, seed: 1 });
    expect([...parts.subarray(0, 10)]).toEqual(Array(10).fill(255));
    expect(count(parts, 2)).toBe(45);
  });
});

describe('the split by key', () => {
  it('never tears a key apart, and comes near the wanted sizes', () => {
    const keys = createKeyCodes(3000);
    const users = Array.from({ length: 3000 }, (_, row) => `u${(row * row) % 211}`);
    users.forEach((user, row) => keys.add(row, user));
    const labelled = new Int32Array(3000);
    const parts = splitByKey(labelled, keys.codes, { validation: 0.1, test: 0.2, seed: 9 });
    const partsOf = new Map<string, Set<number>>();
    users.forEach((user, row) => {
      partsOf.set(user, (partsOf.get(user) ?? new Set()).add(parts[row] ?? -1));
    });
    expect([...partsOf.values()].every((set) => set.size === 1)).toBe(true);
    expect(Math.abs(count(parts, 2) - 600)).toBeLessThan(15);
    expect(Math.abs(count(parts, 1) - 300)).toBeLessThan(15);
  });

  it('treats rows without a key as keys of their own', () => {
    const keys = createKeyCodes(100);
    for (let row = 0; row < 100; row++) keys.add(row, null);
    const parts = splitByKey(new Int32Array(100), keys.codes, {
      validation: 0,
      test: 0.2,
      seed: 1,
    });
    expect(count(parts, 2)).toBe(20);
  });
});

describe('the split by time', () => {
  it('tests the latest rows and validates on those before', () => {
    const times = Float64Array.from({ length: 10 }, (_, row) => (row * 7) % 10);
    const parts = splitByTime(new Int32Array(10), times, { validation: 0.2, test: 0.3 });
    times.forEach((time, row) => expect(parts[row]).toBe(time >= 7 ? 2 : time >= 5 ? 1 : 0));
  });

  it('shares rows of equal time out in table order, and takes a missing time as earliest', () => {
    const times = Float64Array.from([NaN, 1, 1, 1, 1, 1, 1, 1, 1, NaN]);
    const parts = splitByTime(new Int32Array(10), times, { validation: 0.2, test: 0.3 });
    expect([...parts]).toEqual([0, 0, 0, 0, 1, 1, 2, 2, 2, 0]);
  });
});
