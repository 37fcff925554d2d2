import { expect, it } from 'vitest';
import { largest, smallest } from '#shared/statistics/extremes.ts';

it.each([
  [[3, 1, 2]],
  [[-5, -2]],
  [[0, -0]],
  [[1, NaN, 2]],
  [[Infinity, 1]],
  [[-Infinity, -1]],
  [[]],
])('is what Math says of %o', (values: number[]) => {
  expect(largest(values)).toBe(Math.max(...values));
  expect(smallest(values)).toBe(Math.min(...values));
  expect(largest(values, 1.5)).toBe(Math.max(1.5, ...values));
  expect(smallest(values, 1.5)).toBe(Math.min(1.5, ...values));
});

it('takes lists that are too long to be arguments', () => {
  const values = new Float64Array(1_000_000).map((_, at) => at);
  expect(() => Math.max(...values)).toThrow(RangeError);
  expect([largest(values), smallest(values)]).toEqual([999_999, 0]);
});
