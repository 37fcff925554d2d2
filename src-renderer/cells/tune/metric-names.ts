import type { TuneMetric } from '#shared/model/cells/tune.ts';
import { accuracyName } from '../../recommenders/ranking-metrics.ts';

export const metricsOffered: readonly TuneMetric[] = [
  ...(['ndcg', 'recall', 'hitRate', 'precision', 'map', 'mrr'] as const),
];

/** NDCG@10 and the like. */
export function scoreName(metric: TuneMetric, k: number): string {
  return `${accuracyName(metric)}@${k}`;
}
