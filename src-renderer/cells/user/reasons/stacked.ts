import { storedTime } from '#shared/values/time/index.ts';
import type { HistoryEntry } from '#shared/model/cells/user.ts';
import type { Span } from '../history/time-axis.ts';

export type Mark = { item: number; x: number; level: number; fresh: boolean };

const column = 3;
const mostLevels = 10;

/** A mark for each entry within the span; those that fall on the same pixels stand on one another. */
export function stacked(entries: readonly HistoryEntry[], span: Span, width: number): Mark[] {
  const levels = new Map<number, number>();
  return entries.flatMap(({ item, time, fresh }) => {
    if (time === null) return [];
    const share = ((storedTime(time) ?? NaN) - span.from) / (span.to - span.from);
    if (share < 0 || share > 1) return [];
    const x = Math.round((share * width) / column) * column;
    const level = levels.get(x) ?? 0;
    levels.set(x, level + 1);
    return [{ item: item.item, x, level: Math.min(level, mostLevels), fresh: fresh > 0 }];
  });
}
