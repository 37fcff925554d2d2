import type { EngineResult } from '#shared/engine/protocol.ts';
import type { SparseRows } from '#shared/engine/recommend.ts';
import {
  metricsAt,
  tieGroups,
  type RankingValues,
} from '../../../src-main/backend/recommend/compare/ranking-metrics.ts';

/** Means over test users at 10, from what the engine ranked; rows of `relevant` follow the users ranked. */
export function meanMetrics(
  { ranks, ties, candidates }: EngineResult<'recommend.rank'>,
  relevant: SparseRows,
): RankingValues {
  const users = relevant.pointer.length - 1;
  const sums: RankingValues = {
    ...{ hitRate: 0, recall: 0, recallCapped: 0, precision: 0, ndcg: 0, map: 0, mrr: 0 },
  };
  const names = Object.keys(sums) as (keyof RankingValues)[];
  for (let user = 0; user < users; user++) {
    const [from, to] = [relevant.pointer[user]!, relevant.pointer[user + 1]!];
    const groups = tieGroups(ranks.subarray(from, to), ties.subarray(from, to), candidates[user]!);
    const values = metricsAt(groups, to - from, 10);
    for (const name of names) sums[name] += values[name] / users;
  }
  return sums;
}
