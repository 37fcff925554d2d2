import { largest } from '#shared/statistics/extremes.ts';
import type {
  CompareOutput,
  ComparedRecommender,
  RankingMetric,
} from '#shared/model/cells/compare.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import { grey, nthColour, type SeriesColour } from '../../charts/series.ts';
import type { BeyondKey } from '../../recommenders/ranking-metrics.ts';

/** One recommender at one k, as a row of the table. */
export type Row = {
  /** Its number in the output. */
  index: number;
  name: string;
  /** Told apart for twelve; the added baseline is grey. */
  colour: SeriesColour;
  recommender: ComparedRecommender;
  at: ComparedRecommender['atK'][number];
};

export type SortKey = RankingMetric | BeyondKey | 'lift' | 'auc' | 'fitSeconds' | 'rankSeconds';

export function rowsAt(output: CompareOutput, k: number, names: readonly string[]): Row[] {
  return output.recommenders.flatMap((recommender, index) => {
    const at = recommender.atK.find((one) => one.k === k) ?? recommender.atK[0];
    const colour = recommender.baseline ? grey : nthColour(index);
    return at ? [{ index, name: names[index] ?? '', colour, recommender, at }] : [];
  });
}

/** Highest first where more is better, lowest first for the rest; rows without a value last. */
export function sortRows(rows: readonly Row[], key: SortKey): Row[] {
  const sign = lowerFirst(key) ? 1 : -1;
  const value = (row: Row): number => sortValue(row, key) ?? sign * Infinity;
  return [...rows].sort((a, b) => sign * (value(a) - value(b)) || a.index - b.index);
}

/** Whether less of it is better. */
export function lowerFirst(key: SortKey): boolean {
  return key === 'gini' || key === 'fitSeconds' || key === 'rankSeconds';
}

function sortValue({ at, recommender }: Row, key: SortKey): number | null {
  switch (key) {
    case 'fitSeconds':
    case 'rankSeconds':
      return recommender[key];
    case 'auc':
      return recommender.auc.value;
    case 'lift':
      return at.lift.value;
    case 'coverage':
    case 'novelty':
    case 'diversity':
    case 'gini':
    case 'popularityBias':
      return at.beyond?.[key] ?? null;
    default:
      return at.metrics[key].value;
  }
}

/** Whether the test supports that this recommender is best, or cannot tell it from the best; null for neither. */
export function standing(
  output: CompareOutput,
  k: number,
  metric: RankingMetric,
  index: number,
): 'best' | 'alike' | null {
  const leaders = output.leaders.find((one) => one.k === k)?.metrics[metric] ?? [];
  if (!leaders.includes(index)) return null;
  return leaders.length === 1 ? 'best' : 'alike';
}

/** The upper end of a scale that holds every interval. */
export function highest(estimates: readonly Estimate[]): number {
  return largest(
    estimates.map(({ value, high }) => high ?? value ?? 0),
    1e-9,
  );
}

/** The difference of two recommenders at a k, whichever of them is named first; null for one and the same. */
export function pairOf(
  output: CompareOutput,
  { k, metric }: { k: number; metric: RankingMetric },
  row: number,
  column: number,
) {
  const [a, b] = row < column ? [row, column] : [column, row];
  const found = output.pairs.find((pair) => pair.k === k && pair.a === a && pair.b === b)?.metrics[
    metric
  ];
  if (!found || row === column || found.value === null) return null;
  if (row < column) return { ...found, value: found.value };
  const turned = (value: number | null): number | null => (value === null ? null : -value);
  return { ...found, value: -found.value, low: turned(found.high), high: turned(found.low) };
}
