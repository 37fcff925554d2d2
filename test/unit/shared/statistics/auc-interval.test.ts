import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { aucInterval } from '#shared/statistics/auc-interval.ts';

const drawn = (count: number, up: number, seed: number): Float64Array => {
  const random = createRandom(seed);
  // Coarse, so that scores tie.
  return Float64Array.from({ length: count }, () => Math.round(6 * (random.next() + up)) / 6);
};

describe('the interval of an AUC', () => {
  it('is DeLong’s, counted pair by pair', () => {
    const [positives, negatives] = [drawn(40, 0.3, 1), drawn(70, 0, 2)];
    const beats = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const won = [...positives].map((a) => mean([...negatives].map((b) => beats(a, b))));
    const lost = [...negatives].map((b) => mean([...positives].map((a) => beats(a, b))));
    const auc = mean(won);
    const spread = (values: number[]): number =>
      values.reduce((sum, value) => sum + (value - auc) ** 2, 0) / (values.length - 1);
    const error = Math.sqrt(spread(won) / 40 + spread(lost) / 70);
    const half = (1.959963984540054 * error) / (auc * (1 - auc));
    const logit = Math.log(auc / (1 - auc));
    const found = aucInterval(positives, negatives);
    expect(found.value).toBeCloseTo(auc, 12);
    expect(found.low).toBeCloseTo(1 / (1 + Math.exp(half - logit)), 12);
    expect(found.high).toBeCloseTo(1 / (1 + Math.exp(-half - logit)), 12);
  });

  it('covers the true value in about 95 of 100 samples', () => {
    // Uniform on 0..1 against uniform on .3..1.3: P(a > b) = 1 - .7² / 2.
    const truth = 1 - 0.7 ** 2 / 2;
    let covered = 0;
    for (let seed = 0; seed < 400; seed++) {
      const random = createRandom(seed + 10);
      const positives = Float64Array.from({ length: 60 }, () => random.next() + 0.3);
      const negatives = Float64Array.from({ length: 60 }, () => random.next());
      const { low, high } = aucInterval(positives, negatives);
      if (low! <= truth && truth <= high!) covered += 1;
    }
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.98);
  });

  it('is not given where nothing can be said of it', () => {
    expect(aucInterval(Float64Array.of(1), Float64Array.of())).toEqual({
      ...{ value: null, low: null, high: null },
    });
    expect(aucInterval(Float64Array.of(2, 3), Float64Array.of(0, 1)).low).toBeNull();
    expect(aucInterval(Float64Array.of(1), Float64Array.of(0, 2))).toEqual({
      ...{ value: 0.5, low: null, high: null },
    });
    // Equal scores are no proof that the area is exactly a half.
    expect(aucInterval(Float64Array.of(1, 1, 1), Float64Array.of(1, 1))).toEqual({
      ...{ value: 0.5, low: null, high: null },
    });
  });
});
