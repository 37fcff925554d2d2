import type { RankingMetric } from '#shared/model/cells/compare.ts';

export type RankingValues = Record<RankingMetric, number>;

/** Items of equal score with relevant ones among them: `above` items rank before the `size`, of which `relevant` are. */
export type TieGroup = { above: number; size: number; relevant: number };

/**
 * The places of a user's relevant items, best first, from their average ranks and the number of items of the same
 * score. Items ranked behind the `candidates` (left out of the ranking) have none.
 */
export function tieGroups(
  ranks: ArrayLike<number>,
  ties: ArrayLike<number>,
  candidates: number,
): TieGroup[] {
  const groups = new Map<number, TieGroup>();
  for (let at = 0; at < ranks.length; at++) {
    const [rank, size] = [ranks[at]!, ties[at]!];
    if (rank > candidates) continue;
    const known = groups.get(rank);
    if (known) known.relevant += 1;
    else groups.set(rank, { above: rank - (size + 1) / 2, size, relevant: 1 });
  }
  return [...groups.values()].sort((a, b) => a.above - b.above);
}

/**
 * The metrics of one user at `k`, 0..1 each: expected values over all orders of tied items, each as likely (McSherry &
 * Najork 2008, "Computing information retrieval performance measures efficiently in the presence of tied scores"; for
 * NDCG also scikit-learn's `ndcg_score`). `relevant` is at least 1 and counts items without a place too.
 *
 * NDCG: Järvelin & Kekäläinen 2002, binary gains, ideal list cut at k. MAP: average precision over min(k, relevant),
 * as RecBole and ml_metrics have it. Recall is told twice: over all relevant items, and over
 * min(k, relevant) as in Liang et al. 2018 and Steck 2019.
 */
export function metricsAt(groups: readonly TieGroup[], relevant: number, k: number): RankingValues {
  let [before, hits, gain, precisions, missed, reciprocal] = [0, 0, 0, 0, 1, 0];
  for (const { above, size, relevant: own } of groups) {
    // Places of the group within the list.
    const inside = Math.min(size, k - above);
    if (inside <= 0) break;
    const share = own / size;
    hits += share * inside;
    gain += share * (gainTo(above + inside) - gainTo(above));
    // Precision at a relevant item: hits above the group, itself, and those of the group that stand before it.
    const places = harmonicTo(above + inside) - harmonicTo(above);
    const beside = size > 1 ? (own - 1) / (size - 1) : 0;
    precisions += share * ((before + 1) * places + beside * (inside - (above + 1) * places));
    if (before === 0) {
      const first = firstOf(above, size, own, inside);
      reciprocal = first.reciprocal;
      missed = first.missed;
    }
    before += own;
  }
  const reachable = Math.min(k, relevant);
  return {
    hitRate: 1 - missed,
    recall: hits / relevant,
    recallCapped: hits / reachable,
    precision: hits / k,
    ndcg: gain / gainTo(reachable),
    map: precisions / reachable,
    mrr: reciprocal,
  };
}

/** Of the best group: expected 1 / place of its first relevant item, and the chance that none is `inside`. */
function firstOf(
  above: number,
  size: number,
  relevant: number,
  inside: number,
): { reciprocal: number; missed: number } {
  let [reciprocal, missed] = [0, 1];
  for (let place = 1; place <= inside && missed > 0; place++) {
    const chance = missed * Math.min(1, relevant / (size - place + 1));
    reciprocal += chance / (above + place);
    missed -= chance;
  }
  return { reciprocal, missed: Math.max(0, missed) };
}

/** Sum of 1 / log2(place + 1) over the first places: the gain of a list of relevant items only. */
const gainTo = sumsTo((place) => 1 / Math.log2(place + 1));
const harmonicTo = sumsTo((place) => 1 / place);

function sumsTo(term: (place: number) => number): (places: number) => number {
  const sums = [0];
  return (places) => {
    for (let place = sums.length; place <= places; place++) sums.push(sums.at(-1)! + term(place));
    return sums[places]!;
  };
}
