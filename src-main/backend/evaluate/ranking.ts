import { createRocArea, type Ranking } from '#shared/statistics/auc.ts';

/** Area under the ROC curve and average precision; null where one of the two classes is absent. */
export type RankingScores = { rocAuc: number | null; prAuc: number | null };

/**
 * One pass over the ranking. Equal scores count half in the ROC area (trapezoids) and enter the average precision
 * together: sum over thresholds of (recall gained) * precision. `weights` counts each row so many times.
 */
export function rankingScores(
  { order, ends }: Ranking,
  positive: Uint8Array,
  weights: Int32Array | null,
): RankingScores {
  const roc = createRocArea();
  let positives = 0;
  let negatives = 0;
  let precisionSum = 0;
  let from = 0;
  for (const end of ends) {
    let gained = 0;
    let lost = 0;
    for (let at = from; at < end; at++) {
      const row = order[at]!;
      const weight = weights === null ? 1 : weights[row]!;
      if (positive[row] === 1) gained += weight;
      else lost += weight;
    }
    roc.add(gained, lost);
    positives += gained;
    negatives += lost;
    if (gained > 0) precisionSum += (gained * positives) / (positives + negatives);
    from = end;
  }
  return {
    rocAuc: roc.area(),
    prAuc: positives === 0 ? null : precisionSum / positives,
  };
}
