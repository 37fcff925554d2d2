import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { centredAt, isotonic } from '#shared/statistics/isotonic.ts';

/** The greatest of the least means over all stretches that reach x: the max-min formula (Robertson, Wright and Dykstra 1988). */
function maxMin(x: number[], y: number[]): number[] {
  const values = [...new Set(x)].sort((a, b) => a - b);
  const sums = values.map((value) => {
    const own = y.filter((_, row) => x[row] === value);
    return { sum: own.reduce((a, b) => a + b, 0), count: own.length };
  });
  const mean = (from: number, to: number): number => {
    const part = sums.slice(from, to + 1);
    return part.reduce((a, { sum }) => a + sum, 0) / part.reduce((a, { count }) => a + count, 0);
  };
  return values.map((_, at) => {
    const lows = Array.from({ length: at + 1 }, (__, from) =>
      Math.min(...Array.from({ length: values.length - at }, (___, k) => mean(from, at + k))),
    );
    return Math.max(...lows);
  });
}

describe('isotonic regression', () => {
  it('has in every block the value of the max-min formula, with equal x as one', () => {
    const random = createRandom(4);
    for (let round = 0; round < 20; round++) {
      const x = Array.from({ length: 60 }, () => random.below(25) / 3);
      const y = x.map((value) => Number(random.next() < value / 9));
      const fit = isotonic(x, y);
      const values = [...new Set(x)].sort((a, b) => a - b);
      const wanted = maxMin(x, y);
      const distinct = wanted.filter((value, at) => at === 0 || value - wanted[at - 1]! > 1e-12);
      expect(fit.y.length).toBe(distinct.length);
      fit.y.forEach((value, block) => expect(value).toBeCloseTo(distinct[block]!, 12));
      expect(fit.weight.reduce((a, b) => a + b, 0)).toBe(60);
      // A block's x is the mean of the x in it.
      const inFirst = x.filter((value) => wanted[values.indexOf(value)]! - wanted[0]! < 1e-12);
      expect(fit.x[0]).toBeCloseTo(inFirst.reduce((a, b) => a + b, 0) / inFirst.length, 12);
    }
  });

  it('rises strictly between its blocks and never says that something is certain', () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const fit = isotonic(x, [0, 0, 0, 1, 0, 1, 1, 1]);
    const said = [0, 1, 2, 3, 4, 5, 6, 7, 8, 99].map((at) => centredAt(fit, at));
    for (let at = 1; at < said.length; at++)
      expect(said[at]!).toBeGreaterThanOrEqual(said[at - 1]!);
    expect(said[3]!).toBeLessThan(said[4]!);
    // Three of three: (3 + 1/2) / (3 + 1).
    expect(said.at(-1)).toBeCloseTo(0.875, 12);
    expect(said[0]).toBeCloseTo(0.125, 12);
  });

  it('says the share of a single block everywhere', () => {
    const fit = isotonic([1, 1, 1, 1], [0, 1, 0, 0]);
    expect([-5, 1, 7].map((at) => centredAt(fit, at))).toEqual([0.25, 0.25, 0.25]);
    expect(centredAt(isotonic([1, 2], [1, 1]), 1)).toBeCloseTo(2.5 / 3, 12);
  });
});
