import { describe, expect, it } from 'vitest';
import { meanOf } from '#shared/statistics/mean.ts';
import { spearman } from '#shared/statistics/rank-association.ts';
import { Sum } from '#shared/statistics/sum.ts';
import { numerics } from '../../../golden/numerics/golden.ts';

describe.each(Object.entries(numerics.columns))('%s', (_, { values, sum, mean }) => {
  it('adds up to what rational numbers do', () => {
    const own = new Sum();
    for (const value of values) own.add(value);
    expect(Math.abs(own.total() - sum)).toBeLessThanOrEqual(Math.abs(sum) * 2 ** -51);
    expect(Math.abs(own.mean()! - mean)).toBeLessThanOrEqual(Math.abs(mean) * 2 ** -51);
    expect(meanOf([null, ...values, NaN])).toBe(own.mean());
  });
});

describe('A sum', () => {
  it('of nothing is 0 and has no mean', () => {
    expect(new Sum().total()).toBe(0);
    expect(new Sum().mean()).toBeNull();
  });

  it('beyond float64 is infinite, and its mean is not', () => {
    const own = new Sum();
    for (const value of [1.5e308, 1.5e308]) own.add(value);
    expect(own.total()).toBe(Infinity);
    expect(own.mean()).toBe(1.5e308);
  });

  it('of what is infinite is so', () => {
    const own = new Sum();
    for (const value of [1, Infinity, 2]) own.add(value);
    expect(own.total()).toBe(Infinity);
  });
});

it("Spearman's rho does not mind sizes and offsets, as scipy's does not", () => {
  const { x, y, rho } = numerics.spearman;
  const found = spearman(Float64Array.from(x), Float64Array.from(y));
  expect(found?.strength).toBeCloseTo(Math.abs(rho), 12);
});
