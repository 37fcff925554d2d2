import { describe, expect, it } from 'vitest';
import { calibrationOf } from '../../../../src-main/backend/evaluate/calibration.ts';
import {
  binaryMetrics,
  classesMetrics,
  likeliest,
} from '../../../../src-main/backend/evaluate/classification.ts';
import { classScores, confusionOf } from '../../../../src-main/backend/evaluate/confusion.ts';
import { prCurve, rocCurve } from '../../../../src-main/backend/evaluate/curves.ts';
import { rankScores } from '#shared/statistics/auc.ts';
import { rankingScores } from '../../../../src-main/backend/evaluate/ranking.ts';
import { numberMetrics } from '../../../../src-main/backend/evaluate/regression.ts';
import { atThreshold, cheapestThreshold } from '../../../../src-main/backend/evaluate/threshold.ts';
import { createRandom } from '#shared/random/index.ts';

// Expected numbers: scikit-learn 1.9.1 on the same arrays (float32 scores), zero_division as nan.
const actual = Uint8Array.from([0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0]);
const scores = Float32Array.from([
  0.1, 0.8, 0.4, 0.4, 0.9, 0.2, 0.4, 0.4, 0.05, 0.7, 0.7, 0.3, 0.3, 0.95, 0.15, 0, 0.6, 1, 0.5,
  0.25,
]);

function expectClose(
  found: Record<string, number | null>,
  wanted: Record<string, number | null>,
): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, value] of Object.entries(wanted)) {
    if (value === null) expect(found[name], name).toBeNull();
    else expect(found[name], name).toBeCloseTo(value, 6);
  }
}

describe('binary metrics', () => {
  const cases = [
    {
      name: 'with ties',
      actual,
      scores,
      threshold: 0.5,
      wanted: [0.7, 0.625, 0.625, 0.625, 0.8541666666666667, 0.8214285714285714, 0.439738125, 0.15],
    },
    {
      name: 'at a threshold that is itself a score',
      actual,
      scores,
      threshold: Math.fround(0.4),
      wanted: [0.7, 0.5833333333, 0.875, 0.7, 0.8541666666666667, 0.8214285714, 0.439738125, 0.15],
    },
    {
      name: 'for perfect scores',
      actual,
      scores: Float32Array.from(actual),
      threshold: 0.5,
      wanted: [1, 1, 1, 1, 1, 1, 1.19209304e-7, 0],
    },
    {
      name: 'for constant scores',
      actual,
      scores: new Float32Array(20).fill(0.4),
      threshold: 0.5,
      wanted: [0.6, null, 0, 0, 0.5, 0.4, 0.67301154, 0.24],
    },
    {
      name: 'without positives',
      actual: new Uint8Array(20),
      scores,
      threshold: 0.5,
      wanted: [0.6, 0, null, 0, null, null, 1.5227087736, 0.295],
    },
    {
      name: 'without negatives',
      actual: new Uint8Array(20).fill(1),
      scores,
      threshold: 0.5,
      wanted: [0.4, 1, 0.4, 0.5714285714, null, 1, 1.72518897, 0.385],
    },
  ];

  it.each(cases)('agree with scikit-learn $name', (entry) => {
    const names = ['accuracy', 'precision', 'recall', 'f1', 'rocAuc', 'prAuc', 'logLoss', 'brier'];
    const found = binaryMetrics(entry.actual, entry.scores, entry.threshold)(null);
    expectClose(
      found,
      Object.fromEntries(names.map((name, at) => [name, entry.wanted[at] ?? null])),
    );
  });

  it('of weighted rows are those of the rows written out', () => {
    const random = createRandom(4);
    const weights = Int32Array.from(actual, () => random.below(4));
    const written = [...weights].flatMap((weight, row) => Array<number>(weight).fill(row));
    const found = binaryMetrics(actual, scores, 0.5)(weights);
    const wanted = binaryMetrics(
      Uint8Array.from(written, (row) => actual[row] ?? 0),
      Float32Array.from(written, (row) => scores[row] ?? 0),
      0.5,
    )(null);
    for (const [name, value] of Object.entries(wanted)) {
      expect(Reflect.get(found, name), name).toBeCloseTo(value ?? NaN, 12);
    }
  });

  it('are null for no rows at all', () => {
    const found = binaryMetrics(new Uint8Array(0), new Float32Array(0), 0.5)(null);
    expect(Object.values(found).every((value) => value === null)).toBe(true);
  });
});

describe('metrics of several classes', () => {
  const codes = Uint8Array.from([0, 1, 2, 2, 1, 0, 0, 2, 1, 1, 0, 2]);
  const probabilities = Float32Array.from(
    [
      [0.7, 0.2, 0.1],
      [0.2, 0.5, 0.3],
      [0.1, 0.3, 0.6],
      [0.4, 0.4, 0.2],
      [0.3, 0.3, 0.4],
      [0.9, 0.05, 0.05],
      [0.2, 0.7, 0.1],
      [0.1, 0.1, 0.8],
      [0.25, 0.5, 0.25],
      [0.6, 0.3, 0.1],
      [0.4, 0.35, 0.25],
      [0.05, 0.15, 0.8],
    ].flat(),
  );

  it('agree with scikit-learn’s macro, one against the rest', () => {
    expectClose(classesMetrics(codes, probabilities, 3)(null), {
      accuracy: 0.6666666666666666,
      precision: 0.6722222222222222,
      recall: 0.6666666666666666,
      f1: 0.6626984126984127,
      rocAuc: 0.8020833333333334,
      prAuc: 0.7398148148148147,
      logLoss: 0.7790462243913338,
      brier: 0.46166667342185974,
    });
  });

  it('count as scikit-learn’s confusion matrix and report do', () => {
    const confusion = confusionOf(codes, likeliest(probabilities, 3), 3);
    expect(confusion).toEqual([
      [3, 1, 0],
      [1, 2, 1],
      [1, 0, 3],
    ]);
    const row = classScores(confusion, 1);
    expectClose(row, {
      precision: 0.6666666666666666,
      recall: 0.5,
      f1: 0.5714285714285714,
      support: 4,
      predicted: 3,
    });
  });

  it('leave classes that do not occur out of the areas', () => {
    const found = classesMetrics(Uint8Array.from([0, 1, 0]), probabilities.subarray(0, 9), 3)(null);
    expect(found.rocAuc).not.toBeNull();
    const one = classesMetrics(Uint8Array.from([0, 0, 0]), probabilities.subarray(0, 9), 3)(null);
    expect(one.rocAuc).toBeNull();
  });
});

describe('metrics of numbers', () => {
  const wanted = [3, -0.5, 2, 7, 4.2, 0, 12.5];
  const found = [2.5, 0, 2, 8, 4, 1, 9.5];

  it('agree with scikit-learn', () => {
    expectClose(numberMetrics(wanted, found)(null), {
      mae: 0.8857142857142858,
      rmse: 1.2839670667783611,
      r2: 0.905822277146921,
      medianError: 0.5,
    });
  });

  it('have no R2 where the actual values do not vary', () => {
    expect(numberMetrics([5, 5, 5], [4, 5, 6])(null)).toMatchObject({ r2: null, medianError: 1 });
    expect(numberMetrics([0.1, 0.1, 0.1], [4, 5, 6])(null).r2).toBeNull();
  });

  it('of weighted rows are those of the rows written out', () => {
    const weights = Int32Array.from([2, 0, 1, 3, 0, 1, 1]);
    const rows = [...weights].flatMap((weight, row) => Array<number>(weight).fill(row));
    const pick = (list: number[]): number[] => rows.map((row) => list[row] ?? 0);
    expectClose(
      numberMetrics(wanted, found)(weights),
      numberMetrics(pick(wanted), pick(found))(null),
    );
  });
});

describe('curves', () => {
  const ranking = rankScores(scores);

  it('pass through scikit-learn’s points, equal scores in one step', () => {
    const roc = rocCurve(ranking, scores, actual);
    const at = (roc?.threshold ?? []).indexOf(Math.fround(0.4));
    expect([roc?.x[at], roc?.y[at]]).toEqual([0.4166666666666667, 0.875]);
    expect(roc?.x).toHaveLength(16);
    expect([roc?.x[0], roc?.y[0], roc?.x.at(-1), roc?.y.at(-1)]).toEqual([0, 0, 1, 1]);
    const pr = prCurve(ranking, scores, actual);
    expect(pr?.x.slice(1)).toEqual([
      0.125, 0.25, 0.375, 0.5, 0.625, 0.625, 0.625, 0.875, 1, 1, 1, 1, 1, 1, 1,
    ]);
    expect(pr?.y[8]).toBeCloseTo(0.5833333333, 9);
    expect(pr?.y.at(-1)).toBeCloseTo(0.4, 12);
  });

  it('do not exist where a class is absent', () => {
    expect(rocCurve(ranking, scores, new Uint8Array(20))).toBeNull();
    expect(rocCurve(ranking, scores, new Uint8Array(20).fill(1))).toBeNull();
    expect(prCurve(ranking, scores, new Uint8Array(20))).toBeNull();
  });

  it('keep their area when thinned to 500 points', () => {
    const random = createRandom(11);
    const many = Uint8Array.from({ length: 40_000 }, () => (random.next() < 0.15 ? 1 : 0));
    const noisy = Float32Array.from(
      many,
      (code) => (random.next() + random.next() + 0.5 * code) / 2.5,
    );
    const rank = rankScores(noisy);
    const exact = rankingScores(rank, many, null);
    const roc = rocCurve(rank, noisy, many);
    const pr = prCurve(rank, noisy, many);
    expect(roc?.x.length).toBeLessThanOrEqual(500);
    expect(pr?.x.length).toBeLessThanOrEqual(500);
    expect(Math.abs(trapezoids(roc) - (exact.rocAuc ?? 0))).toBeLessThan(0.001);
    expect(Math.abs(trapezoids(pr) - (exact.prAuc ?? 0))).toBeLessThan(0.002);
  });
});

function trapezoids(curve: { x: number[]; y: number[] } | null): number {
  const { x, y } = curve ?? { x: [], y: [] };
  return x.slice(1).reduce((area, value, at) => {
    return area + ((value - (x[at] ?? 0)) * ((y[at] ?? 0) + (y[at + 1] ?? 0))) / 2;
  }, 0);
}

describe('calibration', () => {
  it('agrees with scikit-learn’s ten uniform bins', () => {
    const found = calibrationOf(scores, actual);
    const wanted = [
      [0.025, 0],
      [0.125, 0],
      [0.225, 0],
      [0.3, 0.5],
      [0.42, 0.4],
      [0.6666666667, 0.3333333333],
      [0.85, 1],
      [0.975, 1],
    ];
    expect(found).toHaveLength(wanted.length);
    found.forEach((bin, at) => {
      expect(bin.predicted).toBeCloseTo(wanted[at]?.[0] ?? NaN, 6);
      expect(bin.observed).toBeCloseTo(wanted[at]?.[1] ?? NaN, 9);
    });
    expect(found.reduce((sum, bin) => sum + bin.count, 0)).toBe(20);
  });
});

describe('the cheapest threshold', () => {
  const ranking = rankScores(scores);
  const prices = [
    { falsePositive: 1, falseNegative: 1 },
    { falsePositive: 1, falseNegative: 8 },
    { falsePositive: 9, falseNegative: 1 },
    { falsePositive: 0, falseNegative: 1 },
    { falsePositive: 1, falseNegative: 0 },
  ];

  it.each(prices)('costs no more than any other ($falsePositive to $falseNegative)', (costs) => {
    const threshold = cheapestThreshold(ranking, actual, scores, costs);
    const cost = (at: number): number => atThreshold(actual, scores, at, costs).cost;
    const tried = Array.from({ length: 1001 }, (_, step) => cost(step / 1000));
    expect(cost(threshold)).toBe(Math.min(...tried));
  });

  it('never counts on a threshold above a score of one', () => {
    const sure = Float32Array.from([1, 1, 0.2]);
    const codes = Uint8Array.from([0, 0, 1]);
    const costs = { falsePositive: 1, falseNegative: 1 };
    const threshold = cheapestThreshold(rankScores(sure), codes, sure, costs);
    expect(threshold).toBeLessThanOrEqual(1);
    expect(atThreshold(codes, sure, threshold, costs).cost).toBe(2);
  });
});
