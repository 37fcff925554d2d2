import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { DenseRows } from '../../../../../src-main/engine/recommenders/matrices/dense-rows.ts';

const random = createRandom(11);
const [count, columns] = [23, 37];
const values = Float32Array.from({ length: count * columns }, () => random.next() - 0.5);

describe.each([
  ['one block', 2 ** 20],
  ['several blocks', 5 * 48 * 4],
])('Dense rows in %s', (_, bytes) => {
  const rows = new DenseRows(columns, values, bytes);

  it.each([0, 1, 3, 4, 9, count])('sums %i of them with their weights', (length) => {
    const index = Int32Array.from({ length }, (_, k) => (k * 7) % count);
    const value = Float32Array.from({ length }, () => random.next() - 0.5);
    const out = new Float32Array(columns).fill(9);
    rows.sum({ index, value }, out);
    out.forEach((got, column) => {
      let wanted = 0;
      index.forEach((row, k) => (wanted += value[k]! * values[row * columns + column]!));
      expect(got).toBeCloseTo(wanted, 5);
    });
  });

  it('gives back what was put in', () => {
    expect(rows.values()).toEqual(values);
    expect(rows.at(17, 36)).toBe(values[17 * columns + 36]);
  });

  it('refuses more weights than there are rows', () => {
    const twice = Int32Array.from({ length: count + 1 }, () => 0);
    const out = new Float32Array(columns);
    expect(() => rows.sum({ index: twice, value: new Float32Array(count + 1) }, out)).toThrow(
      RangeError,
    );
  });
});

it('Dense rows of nothing sum up to nothing', () => {
  const rows = new DenseRows(0, new Float32Array(0));
  expect(rows.values()).toHaveLength(0);
});
