import { describe, expect, it } from 'vitest';
import { aucOfRanks, rocAuc } from '#shared/statistics/auc.ts';
import { cramersV } from '#shared/statistics/contingency.ts';
import { percentileInterval } from '#shared/statistics/interval.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import { midranks } from '#shared/statistics/midranks.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { kruskalWallis, spearman } from '#shared/statistics/rank-association.ts';
import { golden } from '../../../golden/statistics/reference.ts';

describe('the area under the ROC curve', () => {
  it.each(golden.auc)('equals roc_auc_score: $name', ({ scores, labels, auc }) => {
    expect(rocAuc(scores, (row) => labels[row] === 1)).toBeCloseTo(auc, 12);
  });

  it.each(golden.auc)('is the same from average ranks: $name', ({ scores, labels, auc }) => {
    const ranks = midranks(Float64Array.from(scores, (score) => -score));
    const positives = ranks.filter((_, row) => labels[row] === 1);
    expect(aucOfRanks(positives, scores.length)).toBeCloseTo(auc, 12);
  });

  it('is not defined for one class, for no rows, or for scores that are no numbers', () => {
    expect(rocAuc([1, 2], () => true)).toBeNull();
    expect(rocAuc([1, 2], () => false)).toBeNull();
    expect(rocAuc([], () => true)).toBeNull();
    expect(rocAuc([NaN, 2], (row) => row === 0)).toBeNull();
  });

  it('takes infinities as scores', () => {
    expect(rocAuc([-Infinity, 0, Infinity], (row) => row === 2)).toBe(1);
  });
});

describe('AUC from average ranks', () => {
  it('is not defined where everything is relevant', () => {
    expect(aucOfRanks([1, 2], 2)).toBeNull();
  });

  it('counts an item without a rank as behind every other', () => {
    expect(aucOfRanks([1, 5], 4)).toBe(0.5);
  });
});

describe('tests of association', () => {
  it('have the ranks of scipy.stats.rankdata', () => {
    expect(midranks(golden.ranks.values)).toEqual(golden.ranks.ranks);
  });

  it("have Spearman's rho of SciPy", () => {
    const { x, y, rho } = golden.spearman;
    expect(spearman(x, y)?.strength).toBeCloseTo(Math.abs(rho), 12);
  });

  it('have the H of scipy.stats.kruskal', () => {
    const { values, groups, h } = golden.kruskal;
    expect(kruskalWallis(values, groups, 4)?.chiSquared).toBeCloseTo(h, 10);
  });

  it('have the chi-squared of SciPy and the V made of it, and leave out rows without a group', () => {
    const { groups, codes, chi2, v } = golden.cramer;
    const found = cramersV([...groups, -1, 2], 9, [...codes, 1, -1], 4);
    expect(found?.chiSquared).toBeCloseTo(chi2, 10);
    expect(found?.strength).toBeCloseTo(v, 12);
  });

  it('have a V for two classes whose square is the adjusted R2 of least squares by group', () => {
    const { groups, codes, v } = golden.binary;
    expect(cramersV(groups, 7, codes, 2)?.strength).toBeCloseTo(v, 10);
  });

  it('say nothing where a side does not vary', () => {
    expect(cramersV([0, 0], 1, [0, 1], 2)).toBeNull();
    expect(spearman(new Float64Array([1, 1]), new Float64Array([1, 2]))).toBeNull();
    expect(kruskalWallis(new Float64Array([1, 2]), [0, 0], 1)).toBeNull();
    expect(kruskalWallis(new Float64Array(), [], 2)).toBeNull();
  });
});

describe('quantile, mean and interval', () => {
  it('are the quantiles of NumPy', () => {
    const { values, at, found } = golden.quantiles;
    at.forEach((share, i) => expect(quantile(values, share)).toBeCloseTo(found[i] ?? NaN, 12));
  });

  it('leave gaps out of the mean, and have none of nothing', () => {
    expect(meanOf([1, null, 3, NaN])).toBe(2);
    expect(meanOf([null])).toBeNull();
  });

  it('give no interval from fewer than 20 resamples that are numbers', () => {
    const some = Array.from({ length: 19 }, (_, i) => i);
    expect(percentileInterval([...some, NaN, Infinity])).toEqual({ low: null, high: null });
    const { low, high } = percentileInterval([19, ...some]);
    expect(low).toBeCloseTo(0.475, 12);
    expect(high).toBeCloseTo(18.525, 12);
  });
});
