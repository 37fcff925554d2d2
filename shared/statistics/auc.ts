import { distinctValues, lastAtMost } from './distinct.ts';

/**
 * Area under the ROC curve, 0..1: the share of (positive, negative) pairs in the right order, ties counting half
 * (Mann-Whitney; scikit-learn's roc_auc_score). Groups of equal scores are added from the highest score down; counts
 * may be weights or expected counts.
 */
export type RocArea = {
  add(positives: number, negatives: number): void;
  /** Null where one of the two is absent. */
  area(): number | null;
};

export function createRocArea(): RocArea {
  let [above, below, won] = [0, 0, 0];
  return {
    add(positives, negatives) {
      won += negatives * (above + positives / 2);
      above += positives;
      below += negatives;
    },
    area: () => (above > 0 && below > 0 ? won / (above * below) : null),
  };
}

/** Rows in descending order of score; `ends[i]` is where the i-th group of equal scores ends. */
export type Ranking = { order: Int32Array; ends: Int32Array };

export function rankScores(scores: ArrayLike<number>): Ranking {
  const score = (row: number): number => scores[row]!;
  const order = Int32Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => score(b) - score(a) || a - b);
  const ends: number[] = [];
  order.forEach((row, at) => {
    const next = order[at + 1];
    if (next === undefined || score(next) !== score(row)) ends.push(at + 1);
  });
  return { order, ends: Int32Array.from(ends) };
}

/** Area under the ROC curve of scores; null where a class is absent or a score is not a number. */
export function rocAuc(
  scores: ArrayLike<number>,
  isPositive: (row: number) => boolean,
): number | null {
  for (let row = 0; row < scores.length; row++) if (Number.isNaN(scores[row])) return null;
  const distinct = distinctValues(scores);
  const positives = new Uint32Array(distinct.length);
  const negatives = new Uint32Array(distinct.length);
  for (let row = 0; row < scores.length; row++) {
    const counts = isPositive(row) ? positives : negatives;
    counts[lastAtMost(distinct, scores[row]!)]! += 1;
  }
  const roc = createRocArea();
  for (let at = distinct.length - 1; at >= 0; at--) roc.add(positives[at]!, negatives[at]!);
  return roc.area();
}

/**
 * The same from the average ranks (1 the best, ties sharing the mean) of the positives among `candidates`. A positive
 * without a rank among them stands behind them all.
 */
export function aucOfRanks(ranks: ArrayLike<number>, candidates: number): number | null {
  let [ranked, sum] = [0, 0];
  for (let at = 0; at < ranks.length; at++) {
    if (ranks[at]! > candidates) continue;
    ranked++;
    sum += ranks[at]!;
  }
  const others = candidates - ranked;
  if (others === 0 || ranks.length === 0) return null;
  return (ranked * others - (sum - (ranked * (ranked + 1)) / 2)) / (ranks.length * others);
}
