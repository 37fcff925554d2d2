import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import {
  affordable,
  resampledMeans,
  withInterval,
} from '../../../../../src-main/backend/recommend/compare/bootstrap.ts';

const pace = (): Promise<void> => Promise.resolve();

describe('bootstrap over users', () => {
  it('gives an interval near mean ± 1.96 standard errors', async () => {
    const random = createRandom(5);
    const column = Float64Array.from({ length: 500 }, () => random.next() ** 2);
    const mean = meanOf(column)!;
    const variance = column.reduce((sum, one) => sum + (one - mean) ** 2, 0) / column.length;
    const error = Math.sqrt(variance / column.length);
    const [means] = await resampledMeans([column], { resamples: 4000, random, pace });
    const { low, high } = withInterval(mean, means!);
    expect(low! - (mean - 1.96 * error)).toBeLessThan(0.1 * error);
    expect(Math.abs(high! - (mean + 1.96 * error))).toBeLessThan(0.1 * error);
  });

  it('draws the same users for every column, so that equal columns never differ', async () => {
    const column = Float64Array.from([0, 1, 0, 1, 1]);
    const [a, b] = await resampledMeans([column, column.slice()], {
      ...{ resamples: 50, random: createRandom(1), pace },
    });
    expect(a).toEqual(b);
  });

  it('leaves users without a value out of the mean', async () => {
    const column = Float64Array.from([NaN, 1, 1, NaN, 1]);
    expect(meanOf(column)).toBe(1);
    const [means] = await resampledMeans([column], {
      ...{ resamples: 100, random: createRandom(1), pace },
    });
    expect(means!.filter(Number.isFinite).every((mean) => mean === 1)).toBe(true);
  });

  it('gives no interval without resamples', () => {
    expect(withInterval(0.5, new Float64Array())).toEqual({ value: 0.5, low: null, high: null });
  });

  it('makes fewer resamples of very many users, never fewer than 200', () => {
    expect(affordable(1000, 1e5)).toBe(1000);
    expect(affordable(1000, 1e7)).toBe(300);
    expect(affordable(1000, 1e9)).toBe(200);
    expect(affordable(0, 1e9)).toBe(0);
  });
});
