import type { z } from 'zod';
import type { calibrationBin } from '#shared/model/results/metrics.ts';
import { proportionInterval } from '#shared/statistics/proportion-interval.ts';

const bins = 10;

/**
 * Mean prediction and share of positives, with its interval, in ten equally wide bins of the score, each with its upper edge (as scikit-learn has
 * them); empty ones left out.
 */
export function calibrationOf(
  scores: ArrayLike<number>,
  positive: Uint8Array,
): z.infer<typeof calibrationBin>[] {
  const sums = Array.from({ length: bins }, () => ({ predicted: 0, observed: 0, count: 0 }));
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    const bin = sums[Math.max(0, Math.ceil(score * bins) - 1)];
    if (bin === undefined) continue;
    bin.predicted += score;
    bin.observed += positive[row]!;
    bin.count++;
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ predicted, observed, count }) => ({
      predicted: predicted / count,
      observed: observed / count,
      count,
      ...proportionInterval(observed, count),
    }));
}
