import type { CompareEvidence } from '../evidence.ts';
import { bestOf, metricOf, ratioToPopular } from '../compared.ts';
import type { Verdict } from '../verdict.ts';

/** The recommender with the highest NDCG at the main k: its lists are what one would use. */
export function bestRecommender({ output }: CompareEvidence): Verdict<'best_recommender'> | null {
  const at = bestOf(output);
  const best = at === null ? undefined : output.recommenders[at];
  if (at === null || best === undefined || metricOf(output, at) <= 0) return null;
  const k = output.protocol.mainK;
  const precision = best.atK.find((one) => one.k === k)?.metrics.precision.value ?? 0;
  return {
    id: 'best_recommender',
    tone: 'good',
    values: {
      algorithm: best.algorithm.type,
      k,
      hits: precision * k,
      ratio: ratioToPopular(output, at),
    },
    actions: best.baseline
      ? []
      : [
          {
            id: 'lists',
            add: {
              kind: 'batch',
              settings: { refit: true },
              inputs: { recommender: { slot: 'recommenders', at } },
            },
          },
        ],
  };
}
