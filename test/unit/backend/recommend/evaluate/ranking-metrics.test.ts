import { describe, expect, it } from 'vitest';
import {
  aucOf,
  metricsAt,
  placesOf,
} from '../../../../../src-main/backend/recommend/evaluate/ranking-metrics.ts';
import { createRandom } from '#shared/random/index.ts';

describe('ranking metrics of one user', () => {
  it('come out as by hand for hits at places 1 and 4 of five relevant items', () => {
    const values = metricsAt(placesOf([4, 1, 12, 30, 31], 100), 5, 4);
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
    const values = metricsAt(placesOf([11, 40], 100), 2, 10);
    expect(Object.values(values)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('divide recall by the relevant items and capped recall by what a list has room for', () => {
    const places = placesOf([1, 2, 3, 4, 5, 6], 100);
    expect(metricsAt(places, 6, 3)).toMatchObject({ recall: 0.5, recallCapped: 1, ndcg: 1 });
    expect(metricsAt(places, 6, 10)).toMatchObject({ recall: 1, recallCapped: 1, map: 1 });
  });

  it('count a tied item at its average rank, so that constant scores earn no hit', () => {
    // Every one of 99 candidates has the same score: the one relevant item stands at 50.
    expect(metricsAt(placesOf([50], 99), 1, 10).hitRate).toBe(0);
    expect(metricsAt(placesOf([1.5], 99), 1, 2).ndcg).toBeCloseTo(1 / Math.log2(2.5), 12);
    expect(metricsAt(placesOf([10.5], 99), 1, 10).recall).toBe(0);
  });

  it('never pass 1 where several relevant items share a rank', () => {
    expect([...placesOf([2, 2, 2], 50)]).toEqual([2, 2, 3]);
    const values = metricsAt(placesOf([2, 2, 2], 50), 3, 2);
    for (const value of Object.values(values)) expect(value).toBeLessThanOrEqual(1);
    expect(values.precision).toBe(1);
  });

  it('leave out an item that was not ranked', () => {
    expect(metricsAt(placesOf([5, 4], 4), 2, 10)).toMatchObject({ recall: 0.5, mrr: 0.25 });
  });
});

describe('AUC from average ranks', () => {
  it('equals the share of pairs in which the relevant item scores higher, ties counting half', () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 30; trial++) {
      const scores = Array.from({ length: 20 }, () => random.below(6));
      const relevant = new Set([0, 3, 7, 8]);
      const ranks = [...relevant].map((item) => {
        const own = scores[item]!;
        const better = scores.filter((score) => score > own).length;
        const equal = scores.filter((score) => score === own).length - 1;
        return 1 + better + equal / 2;
      });
      let won = 0;
      let pairs = 0;
      scores.forEach((score, item) => {
        if (relevant.has(item)) return;
        for (const one of relevant) {
          pairs += 1;
          won += scores[one]! > score ? 1 : scores[one] === score ? 0.5 : 0;
        }
      });
      expect(aucOf(ranks, 20)).toBeCloseTo(won / pairs, 12);
    }
  });

  it('is not defined where everything is relevant', () => {
    expect(aucOf([1, 2], 2)).toBeNull();
  });

  it('counts an item that was left out of the ranking as beaten by all', () => {
    expect(aucOf([1, 6], 5)).toBeCloseTo(0.5, 12);
  });
});
