import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bernoulliExp,
  discreteGaussian,
  discreteLaplace,
  ratioOf,
  type Below,
  type Ratio,
} from '#shared/privacy/differential/discrete-noise.ts';
import { createSystemBelow } from '../../../../../src-main/backend/lib/index.ts';

const draws = 100_000;
const systemBelow = createSystemBelow();

/** Pearson's statistic over the values that are expected at least 10 times, the rest as one; its degrees of freedom beside it. */
function chiSquare(drawn: readonly bigint[], chance: (value: number) => number) {
  const found = new Map<number, number>();
  for (const one of drawn) found.set(Number(one), (found.get(Number(one)) ?? 0) + 1);
  let [statistic, cells, expectedLeft, foundLeft] = [0, 0, drawn.length, drawn.length];
  for (let size = 0; drawn.length * chance(size) >= 10; size += 1)
    for (const value of size === 0 ? [0] : [-size, size]) {
      const expected = drawn.length * chance(value);
      const own = found.get(value) ?? 0;
      statistic += (own - expected) ** 2 / expected;
      cells += 1;
      expectedLeft -= expected;
      foundLeft -= own;
    }
  if (expectedLeft > 1)
    return {
      statistic: statistic + (foundLeft - expectedLeft) ** 2 / expectedLeft,
      freedom: cells,
    };
  return { statistic, freedom: cells - 1 };
}

/** What the statistic stays below in all but one of 1,000,000 tries, by Wilson and Hilferty. */
function limit(freedom: number): number {
  const part = 2 / (9 * freedom);
  return freedom * (1 - part + 4.7534 * Math.sqrt(part)) ** 3;
}

const normalised = (weight: (value: number) => number) => {
  let sum = weight(0);
  for (let value = 1; value < 10_000; value += 1) sum += 2 * weight(value);
  return (value: number) => weight(value) / sum;
};
const many = (draw: (scale: Ratio, below: Below) => bigint, scale: Ratio) =>
  Array.from({ length: draws }, () => draw(scale, systemBelow));

describe('discrete noise', () => {
  it.each([0.3, 1, 4.25])('of Laplace with scale %d has its distribution', (scale) => {
    const chance = normalised((value) => Math.exp(-Math.abs(value) / scale));
    const { statistic, freedom } = chiSquare(many(discreteLaplace, ratioOf(scale)), chance);
    expect(statistic).toBeLessThan(limit(freedom));
  });

  it.each([0.25, 1, 14.5])('of Gauss with variance %d has its distribution', (variance) => {
    const chance = normalised((value) => Math.exp((-value * value) / 2 / variance));
    const { statistic, freedom } = chiSquare(many(discreteGaussian, ratioOf(variance)), chance);
    expect(statistic).toBeLessThan(limit(freedom));
  });

  it('is told from a distribution of a variance 7% larger', () => {
    const chance = normalised((value) => Math.exp((-value * value) / 2 / 15.5));
    const { statistic, freedom } = chiSquare(many(discreteGaussian, ratioOf(14.5)), chance);
    expect(statistic).toBeGreaterThan(limit(freedom));
  });

  it.each([
    [0, 1],
    [0.5, Math.exp(-0.5)],
    [1, Math.exp(-1)],
    [2, Math.exp(-2)],
    [3.75, Math.exp(-3.75)],
  ])('says yes with probability e^-%d', (exponent, chance) => {
    const ratio = exponent === 0 ? { over: 0n, under: 1n } : ratioOf(exponent);
    let yes = 0;
    for (let i = 0; i < draws; i += 1) if (bernoulliExp(ratio, systemBelow)) yes += 1;
    const deviation = Math.sqrt(draws * chance * (1 - chance));
    expect(Math.abs(yes - draws * chance)).toBeLessThanOrEqual(5 * deviation);
  });

  it('draws each number below a limit as often, also beyond 64 bits', () => {
    const counts = Array.from({ length: 7 }, () => 0);
    for (let i = 0; i < draws; i += 1) counts[Number(systemBelow(7n))]! += 1;
    for (const count of counts)
      expect(Math.abs(count - draws / 7)).toBeLessThan(5 * Math.sqrt(draws / 7));
    const large = 3n ** 80n;
    const sample = Array.from({ length: 200 }, () => systemBelow(large));
    expect(sample.every((one) => one >= 0n && one < large)).toBe(true);
    expect(sample.some((one) => one > large / 2n)).toBe(true);
  });

  it('takes a double as the quotient that it is', () => {
    for (const value of [0.1, 1 / 3, 1, 12_345.678, 2 ** 60 + 2 ** 20]) {
      const { over, under } = ratioOf(value);
      expect(Number(over) / Number(under)).toBe(value);
    }
    expect(ratioOf(5e-324)).toEqual({ over: 1n, under: 2n ** 1074n });
    for (const value of [0, -1, Infinity, NaN]) expect(() => ratioOf(value)).toThrow(RangeError);
  });

  it('is made of whole numbers alone: no Math.random, no logarithm, no root but one that is corrected', () => {
    const path = join(
      import.meta.dirname,
      '../../../../../shared/privacy/differential/discrete-noise.ts',
    );
    const source = readFileSync(path, 'utf8');
    expect(source).not.toMatch(/Math\.(random|log|exp|sin|cos|tan)/);
  });
});
