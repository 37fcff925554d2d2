import type { BeyondAccuracy, RankingMetric } from '#shared/model/cells/compare.ts';
import { m } from '../i18n/paraglide/messages.js';

type Words = { name: () => string; about: () => string };

/** Accuracy at k, in the order the table shows them. */
export const accuracy: readonly (Words & { key: RankingMetric })[] = [
  { key: 'ndcg', name: m.compare_ndcg, about: m.compare_ndcg_about },
  { key: 'hitRate', name: m.compare_hit_rate, about: m.compare_hit_rate_about },
  { key: 'recall', name: m.compare_recall, about: m.compare_recall_about },
  { key: 'recallCapped', name: m.compare_recall_capped, about: m.compare_recall_capped_about },
  { key: 'precision', name: m.compare_precision, about: m.compare_precision_about },
  { key: 'map', name: m.compare_map, about: m.compare_map_about },
  { key: 'mrr', name: m.compare_mrr, about: m.compare_mrr_about },
];

export type BeyondKey = keyof BeyondAccuracy;

/** What lists are judged by beside accuracy. */
export const beyond: readonly (Words & { key: BeyondKey; share: boolean })[] = [
  { key: 'coverage', name: m.compare_coverage, about: m.compare_coverage_about, share: true },
  { key: 'novelty', name: m.compare_novelty, about: m.compare_novelty_about, share: false },
  { key: 'diversity', name: m.compare_diversity, about: m.compare_diversity_about, share: false },
  { key: 'gini', name: m.compare_gini, about: m.compare_gini_about, share: false },
  {
    ...{ key: 'popularityBias', share: false },
    ...{ name: m.compare_popularity_bias, about: m.compare_popularity_bias_about },
  },
];

export function accuracyName(key: RankingMetric): string {
  return accuracy.find((metric) => metric.key === key)?.name() ?? key;
}
