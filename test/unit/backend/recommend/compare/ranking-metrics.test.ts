import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rankingMetrics } from '#shared/model/cells/compare.ts';
import { aucOfRanks } from '#shared/statistics/auc.ts';
import {
  metricsAt,
  tieGroups,
} from '../../../../../src-main/backend/recommend/compare/ranking-metrics.ts';
import { averageRanks } from '../../../../../src-main/engine/recommenders/serve/average-ranks.ts';

/** Groups of items that share their score with no other. */
function untied(ranks: number[], candidates: number) {
  return tieGroups(
    ranks,
    ranks.map(() => 1),
    candidates,
  );
}

describe('ranking metrics of one user', () => {
  it('come out as by hand for hits at places 1 and 4 of five relevant items', () => {
    const values = metricsAt(untied([4, 1, 12, 30, 31], 100), 5, 4);
    const ideal = 1 + 1 / Math.log2(3) + 1 / 2 + 1 / Math.log2(5);
    expect(values.hitRate).toBe(1);
    expect(values.recall).toBeCloseTo(2 / 5, 12);
    expect(values.recallCapped).toBeCloseTo(2 / 4, 12);
    expect(values.precision).toBeCloseTo(2 / 4, 12);
    expect(values.ndcg).toBeCloseTo((1 + 1 / Math.log2(5)) / ideal, 12);
    expect(values.map).toBeCloseTo((1 / 1 + 2 / 4) / 4, 12);
    expect(values.mrr).toBe(1);
  });

  it('are zero where nothing relevant is in the list', () => {
    const values = metricsAt(untied([11, 40], 100), 2, 10);
    expect(Object.values(values)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('divide recall by the relevant items and capped recall by what a list has room for', () => {
    const places = untied([1, 2, 3, 4, 5, 6], 100);
    expect(metricsAt(places, 6, 3)).toMatchObject({ recall: 0.5, recallCapped: 1, ndcg: 1 });
    expect(metricsAt(places, 6, 10)).toMatchObject({ recall: 1, recallCapped: 1 });
    expect(metricsAt(places, 6, 10).map).toBeCloseTo(1, 12);
  });

  it('leave out an item that was not ranked', () => {
    const values = metricsAt(untied([5, 4], 4), 2, 10);
    expect(values.recall).toBeCloseTo(0.5, 12);
    expect(values.mrr).toBeCloseTo(0.25, 12);
  });
});

describe('ranking metrics under ties', () => {
  it('give one relevant item of nine alike the chance of a place: 4/9 at 4, 5/9 at 5', () => {
    const group = tieGroups([5], [9], 9);
    expect(metricsAt(group, 1, 4).hitRate).toBeCloseTo(4 / 9, 12);
    expect(metricsAt(group, 1, 5).hitRate).toBeCloseTo(5 / 9, 12);
    expect(metricsAt(group, 1, 5).recall).toBeCloseTo(5 / 9, 12);
    // scikit-learn 1.9.1: ndcg_score([[0, 0, 0, 0, 1, 0, 0, 0, 0]], [[1] * 9], k=5)
    expect(metricsAt(group, 1, 5).ndcg).toBeCloseTo(0.3276065687643768, 12);
  });

  it('are the means over every order, as counted in Python, and the NDCG and AUC of scikit-learn', () => {
    const golden = z.array(
      z.object({
        scores: z.array(z.number()),
        relevant: z.array(z.number()),
        k: z.number(),
        auc: z.number().nullable(),
        values: z.record(rankingMetrics.keyof(), z.number()),
      }),
    );
    const path = new URL('../../../../golden/ranking/ties.json', import.meta.url);
    const cases = golden.parse(JSON.parse(readFileSync(path, 'utf8')));
    expect(cases.length).toBeGreaterThan(50);
    for (const { scores, relevant, k, auc, values } of cases) {
      const ranks = new Float32Array(relevant.length);
      const ties = new Int32Array(relevant.length);
      const items = Int32Array.from(relevant);
      const candidates = averageRanks(Float32Array.from(scores), items, ranks, ties);
      const found = metricsAt(tieGroups(ranks, ties, candidates), relevant.length, k);
      for (const [name, value] of Object.entries(values))
        expect(
          found[rankingMetrics.keyof().parse(name)],
          `${name} of ${scores.join()}`,
        ).toBeCloseTo(value, 10);
      if (auc === null) expect(aucOfRanks(ranks, candidates)).toBeNull();
      else expect(aucOfRanks(ranks, candidates)).toBeCloseTo(auc, 10);
    }
  });

  it('stay quick and finite where a million items are alike', () => {
    const values = metricsAt(tieGroups([500_000.5], [1_000_000], 1_000_000), 1, 1000);
    expect(values.recall).toBeCloseTo(1e-3, 12);
    expect(values.hitRate).toBeCloseTo(1e-3, 12);
  });
});
