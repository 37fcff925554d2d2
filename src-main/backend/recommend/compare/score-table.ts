import { rankingMetricNames, type RankingMetric } from '#shared/model/cells/compare.ts';
import { aucOfRanks } from '#shared/statistics/auc.ts';
import { metricsAt, tieGroups } from './ranking-metrics.ts';
import type { Ranked } from './rank-users.ts';
import type { TestPart } from './test-part.ts';

/** Number of the column of a metric at the k with number `at`; AUC is the last column. */
export function columnOf(at: number, metric: RankingMetric): number {
  return at * rankingMetricNames.length + rankingMetricNames.indexOf(metric);
}

/** Every metric at every k, and AUC, of every user; several parts (folds) of a user are averaged. */
export class ScoreTable {
  readonly #ks: readonly number[];
  readonly #sums: Float64Array[];
  readonly #counts: Float64Array[];
  readonly #rows: ReadonlyMap<number, number>;

  /** `users` are the rows, in their order. */
  constructor(users: Int32Array, ks: readonly number[]) {
    this.#ks = ks;
    this.#rows = new Map(Array.from(users, (user, row) => [user, row]));
    const columns = ks.length * rankingMetricNames.length + 1;
    const zeros = (): Float64Array => new Float64Array(users.length);
    this.#sums = Array.from({ length: columns }, zeros);
    this.#counts = Array.from({ length: columns }, zeros);
  }

  add({ users, relevant }: TestPart, { ranks, ties, candidates }: Ranked): void {
    users.forEach((user, u) => {
      const row = this.#rows.get(user);
      if (row === undefined) return;
      const [from, to] = [relevant.pointer[u]!, relevant.pointer[u + 1]!];
      const own = ranks.subarray(from, to);
      const groups = tieGroups(own, ties.subarray(from, to), candidates[u]!);
      this.#ks.forEach((k, at) => {
        const values = metricsAt(groups, own.length, k);
        for (const metric of rankingMetricNames)
          this.#put(columnOf(at, metric), row, values[metric]);
      });
      const auc = aucOfRanks(own, candidates[u]!);
      if (auc !== null) this.#put(this.#sums.length - 1, row, auc);
    });
  }

  /** Column by column the users' values; NaN where a user has none. */
  columns(): Float64Array[] {
    return this.#sums.map((sums, column) =>
      sums.map((sum, row) => sum / this.#counts[column]![row]!),
    );
  }

  #put(column: number, row: number, value: number): void {
    this.#sums[column]![row]! += value;
    this.#counts[column]![row]! += 1;
  }
}

/** Mean of one metric over the users of a test part. */
export function meanMetric(
  { users, relevant }: TestPart,
  { ranks, ties, candidates }: Pick<Ranked, 'ranks' | 'ties' | 'candidates'>,
  metric: RankingMetric,
  k: number,
): number {
  let sum = 0;
  users.forEach((_, u) => {
    const [from, to] = [relevant.pointer[u]!, relevant.pointer[u + 1]!];
    const groups = tieGroups(ranks.subarray(from, to), ties.subarray(from, to), candidates[u]!);
    sum += metricsAt(groups, to - from, k)[metric];
  });
  return users.length === 0 ? 0 : sum / users.length;
}
