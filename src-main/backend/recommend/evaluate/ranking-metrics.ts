import type { RankingMetric } from '#shared/model/cells/compare.ts';

export type RankingValues = Record<RankingMetric, number>;

/**
 * Places of a user's relevant items, ascending, from their average ranks (ties share the mean of the places they
 * take). Several tied relevant items would all stand at one place and could count for more than a list has room for,
 * so the i-th best never stands above place i. Without ties among relevant items places are the ranks. Items ranked
 * behind the `candidates` (left out of the ranking) have none.
 */
export function placesOf(ranks: ArrayLike<number>, candidates: number): Float64Array {
  const sorted = Float64Array.from(ranks).sort();
  return sorted.filter((rank) => rank <= candidates).map((rank, at) => Math.max(rank, at + 1));
}

/**
 * The metrics of one user at `k`, 0..1 each. A relevant item counts where its place, fractional under ties, is at
 * most k, and gains 1 / log2(place + 1) or its precision there.
 * `relevant` is at least 1 and counts items without a place too.
 *
 * NDCG: Järvelin & Kekäläinen 2002, binary gains, ideal list cut at k. MAP: average precision over min(k, relevant),
 * as RecBole and ml_metrics have it. Recall is told twice: over all relevant items, and over
 * min(k, relevant) as in Liang et al. 2018 and Steck 2019.
 */
export function metricsAt(places: ArrayLike<number>, relevant: number, k: number): RankingValues {
  let hits = 0;
  let gain = 0;
  let precisions = 0;
  for (; hits < places.length && places[hits]! <= k; hits++) {
    gain += 1 / Math.log2(places[hits]! + 1);
    precisions += (hits + 1) / places[hits]!;
  }
  const reachable = Math.min(k, relevant);
  return {
    hitRate: hits > 0 ? 1 : 0,
    recall: hits / relevant,
    recallCapped: hits / reachable,
    precision: hits / k,
    ndcg: gain / idealGain(reachable),
    map: precisions / reachable,
    mrr: hits > 0 ? 1 / places[0]! : 0,
  };
}

/**
 * Chance that a relevant item ranks above one that is not, half for ties: the Mann-Whitney statistic from average
 * ranks. An item without a rank among the candidates stands behind them. Null where every candidate is relevant.
 */
export function aucOf(ranks: ArrayLike<number>, candidates: number): number | null {
  let ranked = 0;
  let sum = 0;
  for (let at = 0; at < ranks.length; at++) {
    if (ranks[at]! > candidates) continue;
    ranked += 1;
    sum += ranks[at]!;
  }
  const others = candidates - ranked;
  if (others === 0 || ranks.length === 0) return null;
  const beaten = ranked * others - (sum - (ranked * (ranked + 1)) / 2);
  return beaten / (ranks.length * others);
}

const idealGains: number[] = [0];

function idealGain(items: number): number {
  for (let place = idealGains.length; place <= items; place++)
    idealGains[place] = idealGains[place - 1]! + 1 / Math.log2(place + 1);
  return idealGains[items]!;
}
