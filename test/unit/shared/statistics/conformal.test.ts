import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import {
  classNonconformity,
  conformalQuantile,
  numberNonconformity,
  predictionSet,
} from '#shared/statistics/conformal.ts';
import { spread } from '../../../support/spread.ts';

/** Three columns as rows that add up to 1. */
function shares(columns: Float64Array[], change: (value: number) => number): number[][] {
  const rows = [...(columns[0] ?? [])].map((_, row) => columns.map((one) => change(one[row] ?? 0)));
  return rows.map((row) => row.map((value) => value / row.reduce((sum, one) => sum + one, 0)));
}

// MAPIE 1.x, SplitConformalRegressor over a model that gives back its input.
it.each([
  [0.8, 3.3346677194349468, 6.665332280565053],
  [0.9, 3.1682030996889807, 6.831796900311019],
  [0.95, 3.0700765414549096, 6.92992345854509],
])('the bounds of numbers at %f are those of MAPIE', (coverage, low, high) => {
  const predicted = spread(205, 3).map((value) => value * 10);
  const off = spread(205, 4).map((value) => (value - 0.5) * 4);
  const scores = predicted.map((value, row) => numberNonconformity(value + (off[row] ?? 0), value));
  const quantile = conformalQuantile(scores, coverage) ?? NaN;
  expect(5 - quantile).toBeCloseTo(low, 12);
  expect(5 + quantile).toBeCloseTo(high, 12);
});

// MAPIE 1.x, SplitConformalClassifier(conformity_score='lac'), a set as a mark a class.
it.each([
  [
    0.8,
    '010 101 001 010 010 001 001 001 100 010 010 110 010 001 010 011 010 100 110 010 010 010 100 001 001 110 110 100 010 001 001 100 010 010 001 101 100 001 110 001',
  ],
  [
    0.9,
    '010 101 001 110 011 001 001 001 100 010 110 110 010 011 010 011 111 100 110 110 010 010 100 001 001 110 110 100 010 001 001 110 010 011 001 101 100 101 110 101',
  ],
])('the sets of classes at %f are those of MAPIE', (coverage, sets) => {
  const known = shares([spread(153, 5), spread(153, 6), spread(153, 7)], (value) => value + 0.05);
  const drawn = spread(153, 8);
  const mixed = spread(153, 9);
  const scores = known.map((row, at) => {
    const likeliest = row.indexOf(Math.max(...row));
    const actual = (mixed[at] ?? 0) < 0.6 ? likeliest : Math.floor((drawn[at] ?? 0) * 3);
    return classNonconformity(row, actual);
  });
  const quantile = conformalQuantile(scores, coverage) ?? NaN;
  const asked = shares([spread(40, 10), spread(40, 11), spread(40, 12)], (v) => v ** 3 + 0.02);
  const made = asked.map((row) => {
    const set = predictionSet(row, quantile);
    return row.map((_, at) => (set.includes(at) ? '1' : '0')).join('');
  });
  expect(made.join(' ')).toBe(sets);
});

describe('the quantile', () => {
  it('is the whole-numbered one where rows times share is whole', () => {
    const scores = Array.from({ length: 99 }, (_, at) => at + 1);
    expect(conformalQuantile(scores, 0.9)).toBe(90);
    expect(conformalQuantile(scores.slice(0, 9), 0.9)).toBe(9);
  });

  it('is not there for too few rows', () => {
    expect(conformalQuantile([1, 2, 3, 4, 5, 6, 7, 8], 0.9)).toBeNull();
    expect(conformalQuantile([], 0.5)).toBeNull();
  });

  it('covers new rows as often as it promises, and hardly more', () => {
    const random = createRandom(3);
    const draw = (): number => random.next() ** 3;
    const trials = 4000;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const quantile = conformalQuantile(Array.from({ length: 30 }, draw), 0.8) ?? Infinity;
      if (draw() <= quantile) covered += 1;
    }
    // Exactly 25 / 31 in the long run; four standard errors of 4,000 trials.
    expect(Math.abs(covered / trials - 25 / 31)).toBeLessThan(4 * Math.sqrt(0.16 / trials));
  });
});

it('a set without any class likely enough holds the likeliest', () => {
  expect(predictionSet([0.3, 0.4, 0.3], 0.1)).toEqual([1]);
});
