import { rankingMetricNames, type CompareOutput } from '#shared/model/cells/compare.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';

const about = (value: number): Estimate => ({ value, low: value - 0.01, high: value + 0.01 });
const every = <T>(value: T) =>
  Object.fromEntries(rankingMetricNames.map((name) => [name, value])) as Record<
    (typeof rankingMetricNames)[number],
    T
  >;

/** Three recommenders at k 5 and 10; the second is best, the third the added baseline. */
export function comparison(): CompareOutput {
  const recommender = (ndcg: number, baseline = false): CompareOutput['recommenders'][number] => ({
    algorithm: baseline ? { type: 'popular', bySegment: false } : { type: 'ease', lambda: 500 },
    ...{ baseline, auc: about(0.8), segments: [], fitSeconds: baseline ? 0 : 2, rankSeconds: 1 },
    atK: [5, 10].map((k) => ({
      ...{ k, metrics: every(about(ndcg)), lift: about(ndcg / 0.04) },
      beyond: { coverage: 0.5, novelty: 3, diversity: null, gini: 1 - ndcg, popularityBias: 2 },
    })),
  });
  const difference = { value: -0.02, low: -0.03, high: -0.01, p: 0.001, adjusted: 0.003 };
  return {
    protocol: {
      ...{ split: 'time', cut: '2024-05-01T00:00:00.000Z', candidates: 'all', folds: 0 },
      ...{ seenRemoved: true, ties: 'expected', users: 9, items: 8, learntPairs: 40 },
      ...{ testUsers: 7, testPairs: 12, mainK: 10, resamples: 100, flips: 999, synthetic: false },
    },
    recommenders: [recommender(0.08), recommender(0.1), recommender(0.04, true)],
    pairs: [
      { a: 0, b: 1, k: 5, metrics: every({ ...difference, value: 0.01, low: -0.01, high: 0.03 }) },
      { a: 0, b: 1, k: 10, metrics: every(difference) },
      { a: 0, b: 2, k: 10, metrics: every({ ...difference, value: 0.04, low: 0.03, high: 0.05 }) },
      { a: 1, b: 2, k: 10, metrics: every({ ...difference, value: 0.06, low: 0.05, high: 0.07 }) },
    ],
    leaders: [
      { k: 5, metrics: every([1, 0]) },
      { k: 10, metrics: every([1]) },
    ],
  };
}
