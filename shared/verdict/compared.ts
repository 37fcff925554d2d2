import type { CompareOutput } from '../model/cells/compare.ts';

/** Mean NDCG at the main k; 0 where there is none. */
export function metricOf({ recommenders, protocol }: CompareOutput, index: number): number {
  const found = recommenders[index]?.atK.find(({ k }) => k === protocol.mainK);
  return found?.metrics.ndcg.value ?? 0;
}

/** The recommender of the highest NDCG at the main k, the most popular list left out; null where there is no other. */
export function bestOf(output: CompareOutput): number | null {
  const others = output.recommenders.flatMap(({ algorithm }, index) =>
    algorithm.type === 'popular' ? [] : [index],
  );
  return others.reduce<number | null>(
    (best, index) =>
      best === null || metricOf(output, index) > metricOf(output, best) ? index : best,
    null,
  );
}

/** NDCG over that of most popular; null where that is 0 or unknown. */
export function ratioToPopular(
  { recommenders, protocol }: CompareOutput,
  index: number,
): number | null {
  return recommenders[index]?.atK.find(({ k }) => k === protocol.mainK)?.lift.value ?? null;
}
