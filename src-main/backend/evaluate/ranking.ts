/** Rows in descending order of score; `ends[i]` is where the i-th group of equal scores ends. */
export type Ranking = { order: Int32Array; ends: Int32Array };

export function rankScores(scores: ArrayLike<number>): Ranking {
  const score = (row: number): number => scores[row] ?? 0;
  const order = Int32Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => score(b) - score(a) || a - b);
  const ends: number[] = [];
  order.forEach((row, at) => {
    const next = order[at + 1];
    if (next === undefined || score(next) !== score(row)) ends.push(at + 1);
  });
  return { order, ends: Int32Array.from(ends) };
}

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
  let positives = 0;
  let negatives = 0;
  let area = 0;
  let precisionSum = 0;
  let from = 0;
  for (const end of ends) {
    let gained = 0;
    let lost = 0;
    for (let at = from; at < end; at++) {
      const row = order[at] ?? 0;
      const weight = weights === null ? 1 : (weights[row] ?? 0);
      if (positive[row] === 1) gained += weight;
      else lost += weight;
    }
    area += lost * (positives + gained / 2);
    positives += gained;
    negatives += lost;
    if (gained > 0) precisionSum += (gained * positives) / (positives + negatives);
    from = end;
  }
  return {
    rocAuc: positives === 0 || negatives === 0 ? null : area / (positives * negatives),
    prAuc: positives === 0 ? null : precisionSum / positives,
  };
}
