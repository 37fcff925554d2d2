import { data } from '#shared/model/cells/data.ts';
import type { CellProps } from '../cell-view.ts';
import { preparedBy } from '../parts/warnings/feature-warnings.ts';

type Best = { accuracy: number; auc: number };

/** The labels that are planted in the sample shop and in tables of other fields. */
const planted: readonly string[] = [
  ...['will_subscribe', 'responds', 'defaults', 'stays_away', 'leaves', 'spam', 'cancelled'],
];

/** What the best possible model reaches on the label, where the rows come from the sample shop; else null. */
export function bestPossible(upstream: CellProps['upstream']): Best | null {
  if (!planted.includes(preparedBy(upstream)?.prep.label.column ?? '')) return null;
  const sources = upstream('data').map(({ output }) => data.output.safeParse(output).data);
  return sources.find((source) => source?.bestAchievable)?.bestAchievable ?? null;
}

/** How far from guessing (0.5) to the best a ROC AUC has come, 0 to 1. */
export function shareOfBest(auc: number, best: Best): number {
  return Math.min(1, Math.max(0, (auc - 0.5) / (best.auc - 0.5)));
}
