import { accuracyOf, classScores, confusionOf, type Confusion } from './confusion.ts';
import type { Ranking } from '#shared/statistics/auc.ts';

export type Costs = { falsePositive: number; falseNegative: number };

/** What a threshold does: confusion, rates of the positive class, and the cost of its errors. */
export function atThreshold(
  actual: Uint8Array,
  scores: ArrayLike<number>,
  threshold: number,
  costs: Costs,
): {
  confusion: Confusion;
  accuracy: number;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  cost: number;
} {
  const predicted = Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));
  const confusion = confusionOf(actual, predicted, 2);
  const { precision, recall, f1 } = classScores(confusion, 1);
  const cost = confusion[0]![1]! * costs.falsePositive + confusion[1]![0]! * costs.falseNegative;
  return { confusion, accuracy: accuracyOf(confusion) ?? 0, precision, recall, f1, cost };
}

/**
 * The threshold whose errors cost least. Thresholds lie midway between neighbouring scores; of equally cheap ones the
 * one nearest to .5 is taken.
 */
export function cheapestThreshold(
  { order, ends }: Ranking,
  actual: Uint8Array,
  scores: ArrayLike<number>,
  costs: Costs,
): number {
  const scoreAt = (at: number): number | undefined => {
    const row = order[at];
    return row === undefined ? undefined : scores[row];
  };
  let cost = actual.reduce((sum, code) => sum + code, 0) * costs.falseNegative;
  const highest = scoreAt(0) ?? 0;
  // No threshold in 0..1 lies above a score of 1.
  let best = { cost: highest < 1 ? cost : Infinity, threshold: midway(1, highest) };
  let from = 0;
  for (const end of ends) {
    for (; from < end; from++) {
      cost += actual[order[from]!] === 1 ? -costs.falseNegative : costs.falsePositive;
    }
    const threshold = midway(scoreAt(end - 1) ?? 0, scoreAt(end) ?? 0);
    const slack = 1e-9 * Math.max(1, cost);
    const nearer = Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (cost < best.cost - slack || (cost <= best.cost + slack && nearer)) {
      best = { cost, threshold };
    }
  }
  return best.threshold;
}

const midway = (above: number, below: number): number => (above + below) / 2;
