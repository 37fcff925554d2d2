import { describe, expect, it } from 'vitest';
import {
  binOf,
  decileEnds,
  populationStability,
  stabilityByChance,
} from '#shared/statistics/population-stability.ts';
import { spread } from '../../../support/spread.ts';

const counted = (ends: number[], values: Float64Array): number[] => {
  const counts = Array.from({ length: ends.length + 1 }, () => 0);
  for (const value of values) {
    const bin = binOf(ends, value);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
};

describe('the population stability index', () => {
  const before = spread(1000, 1).map((value) => value ** 2 * 100);
  const now = spread(400, 2).map((value) => value ** 2 * 120 + 3);

  it('over tenths is what numpy makes of it', () => {
    const ends = decileEnds(before.toSorted());
    const expected = [
      1.1939710599625841, 3.4734503137150865, 8.626144472035245, 16.617871531126912,
      24.138864913396954, 34.59984322020477, 48.277131396980636, 62.264986057690756,
      81.00987932673002,
    ];
    expect(ends).toHaveLength(9);
    ends.forEach((end, at) => expect(end).toBeCloseTo(expected[at] ?? NaN, 9));
    const counts = counted(ends, now);
    expect(counts).toEqual([0, 20, 68, 47, 37, 47, 38, 28, 40, 75]);
    expect(populationStability(counted(ends, before), counts)).toBeCloseTo(0.8340751581891093, 10);
  });

  it('takes an empty bin for a ten-thousandth', () => {
    expect(populationStability([50, 30, 20, 0], [10, 10, 5, 5])).toBeCloseTo(1.312855212800833, 12);
  });

  it('is 0 of equal shares, and not there for no rows', () => {
    expect(populationStability([1, 2, 3], [10, 20, 30])).toBeCloseTo(0, 15);
    expect(populationStability([0, 0], [1, 2])).toBeNull();
    expect(populationStability([1, 2], [0, 0])).toBeNull();
  });
});

it('bins of equal numbers are one', () => {
  const ends = decileEnds([0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
  expect(new Set(ends).size).toBe(ends.length);
  expect(counted(ends, Float64Array.from([-1, 0, 0.5, 3])).reduce((a, b) => a + b)).toBe(4);
  expect(decileEnds([])).toEqual([]);
});

// scipy: chi2.ppf(.95, bins - 1) * (1/n + 1/m); the approximation is good to a few per cent, best with many bins.
it.each([
  [2, 100, 50, 0.11524376462082371],
  [10, 1000, 400, 0.05921642161617157],
  [31, 20000, 500, 0.0897345922427715],
])('what %i bins reach by chance is near what scipy says', (bins, n, m, expected) => {
  expect(Math.abs(stabilityByChance(bins, n, m) / expected - 1)).toBeLessThan(0.03);
});
