import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed, shuffle } from '#shared/random/index.ts';

describe('seeded random numbers', () => {
  it('are the same for the same seed and others for another', () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });

  it('fill the unit interval evenly (chi-squared of 100 bins below its 99.9% quantile)', () => {
    const random = createRandom(7);
    const counts = new Array<number>(100).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const bin = Math.floor(random.next() * 100);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const chi = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(148.2);
  });

  it('shuffle into every order about equally often', () => {
    const random = createRandom(3);
    const seen = new Map<string, number>();
    for (let round = 0; round < 6000; round++) {
      const order = shuffle(Int32Array.from([0, 1, 2]), random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('get seeds of their own for different uses', () => {
    const seeds = new Set(['split', 'bootstrap', 'a', 'b', ''].map((name) => deriveSeed(1, name)));
    expect(seeds.size).toBe(5);
    expect(deriveSeed(1, 'split')).not.toBe(deriveSeed(2, 'split'));
  });
});
