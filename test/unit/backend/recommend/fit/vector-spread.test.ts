import { describe, expect, it } from 'vitest';
import { vectorSpread } from '../../../../../src-main/backend/recommend/fit/vector-spread.ts';

const waves = (seed: number, each: (wave: number, column: number) => number) =>
  Float32Array.from({ length: 1600 }, (_, i) => each(Math.sin(i * i * 0.37 + seed), i % 8));

describe('how far vectors differ', () => {
  it('is told of free ones as NumPy does (svd, mean of the Gram matrix of unit rows)', () => {
    const spread = vectorSpread({ columns: 8, value: waves(1, (wave) => wave) })!;
    expect(spread.dimensions).toBe(8);
    expect(spread.effectiveRank).toBeCloseTo(7.978978717997215, 5);
    expect(spread.meanCosine).toBeCloseTo(0.0020018858443140316, 6);
  });

  it('is told of ones that point the same way', () => {
    const value = waves(2, (wave, column) => 0.05 * wave + column + 1);
    const spread = vectorSpread({ columns: 8, value })!;
    expect(spread.effectiveRank).toBeCloseTo(1.1243738654949078, 5);
    expect(spread.meanCosine).toBeCloseTo(0.9999584888500538, 6);
  });

  it('leaves out a column that is the same for everyone, and rows of zeros', () => {
    const free = waves(1, (wave) => wave);
    const value = new Float32Array(202 * 9);
    for (let row = 0; row < 200; row++) {
      value.set(free.subarray(row * 8, row * 8 + 8), row * 9);
      value[row * 9 + 8] = 1;
    }
    const spread = vectorSpread({ columns: 9, value })!;
    expect(spread.dimensions).toBe(8);
    expect(spread.effectiveRank).toBeCloseTo(7.978978717997215, 5);
  });

  it('is one direction where everyone has the same vector, and nothing for one user or numbers that are none', () => {
    const same = new Float32Array(20).fill(2);
    expect(vectorSpread({ columns: 4, value: same })).toEqual({
      ...{ effectiveRank: 1, dimensions: 4, meanCosine: 1 },
    });
    expect(vectorSpread({ columns: 4, value: same.slice(0, 4) })).toBeNull();
    expect(vectorSpread({ columns: 4, value: new Float32Array(20).fill(NaN) })).toBeNull();
    expect(vectorSpread({ columns: 0, value: new Float32Array(0) })).toBeNull();
  });
});
