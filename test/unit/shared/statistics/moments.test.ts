import { describe, expect, it } from 'vitest';
import {
  addMoment,
  createMoments,
  deviationOf,
  isRounding,
  meanOf,
} from '#shared/statistics/moments.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { numerics } from '../../../golden/numerics/golden.ts';

/** Of the deviation, or of the value where that is larger by far, as float64 can tell it. */
const close = (found: number, wanted: number, size: number): void =>
  expect(Math.abs(found / size - wanted / size)).toBeLessThan(1e-9);

describe.each(Object.entries(numerics.columns))('Statistics of %s', (_, golden) => {
  const { values, mean, deviation, quartiles } = golden;

  it('are as rational arithmetic has them', () => {
    const moments = createMoments();
    for (const value of values) addMoment(moments, value);
    // What float64 can tell apart at that offset.
    const step = Math.abs(mean) * 2e-15;
    expect(Math.abs(meanOf(moments) - mean)).toBeLessThanOrEqual(1e-12 * deviation + step);
    close(deviationOf(moments, 1), deviation, deviation);
    const sorted = Float64Array.from(values).sort();
    quartiles.forEach((quartile, q) =>
      close(quantile(sorted, (q + 1) / 4)!, quartile, deviation + Math.abs(quartile)),
    );
  });
});

describe('A spread', () => {
  it('is rounding where the values differ by some units in the last place', () => {
    expect(isRounding(0, 0, 40)).toBe(true);
    // One ulp of 0.3, as in scikit-learn#17794.
    expect(isRounding(2.8e-17, 0.3, 40)).toBe(true);
    expect(isRounding(1e-6, 1e9, 1_000_000)).toBe(true);
  });

  it('is none where they differ by more, whatever their number', () => {
    expect(isRounding(0.01, 1e9, 1_000_000)).toBe(false);
    expect(isRounding(1e-300, 0, 40)).toBe(false);
  });
});
