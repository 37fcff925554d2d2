import type { MembershipCheck } from '#shared/model/results/membership.ts';
import { rankScores, type Ranking } from '#shared/statistics/auc.ts';
import { rankingScores, withIntervals } from '../evaluate/index.ts';

const mostFalse = 0.01;

/** How well smaller losses tell training rows from others, each figure with its bootstrap interval. */
export async function membershipScores(
  trained: Float64Array,
  others: Float64Array,
  options: { resamples: number; seed: number; pace: () => Promise<void> },
): Promise<Pick<MembershipCheck, 'auc' | 'foundAtOnePercent'>> {
  const rows = trained.length + others.length;
  const closeness = Float64Array.from({ length: rows }, (_, row) =>
    row < trained.length ? -trained[row]! : -others[row - trained.length]!,
  );
  const isTrained = Uint8Array.from(closeness, (_, row) => (row < trained.length ? 1 : 0));
  const ranking = rankScores(closeness);
  const figures = (weights: Int32Array | null) => ({
    auc: rankingScores(ranking, isTrained, weights).rocAuc,
    foundAtOnePercent: foundAt(mostFalse, ranking, isTrained, weights),
  });
  return withIntervals(['auc', 'foundAtOnePercent'], rows, figures, options);
}

/** Largest share of positives found by any threshold that takes at most a share of the others for one; null where a side is empty. */
function foundAt(
  most: number,
  { order, ends }: Ranking,
  positive: Uint8Array,
  weights: Int32Array | null,
): number | null {
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const sides = [0, 0];
  for (let row = 0; row < positive.length; row++) sides[positive[row]!]! += weightOf(row);
  const [negatives, positives] = [sides[0]!, sides[1]!];
  if (negatives === 0 || positives === 0) return null;
  let [found, wrong, at] = [0, 0, 0];
  for (const end of ends) {
    let [gained, lost] = [0, 0];
    for (; at < end; at++) {
      const row = order[at]!;
      if (positive[row] === 1) gained += weightOf(row);
      else lost += weightOf(row);
    }
    if (wrong + lost > most * negatives) break;
    found += gained;
    wrong += lost;
  }
  return found / positives;
}
