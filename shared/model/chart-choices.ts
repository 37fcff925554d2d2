import { z } from 'zod';
import type { Column, ColumnType } from './table.ts';

/** Kinds of chart, and what a bar, a line or a field of colour stands for. */
export const chartMark = z.enum(['bar', 'line', 'scatter', 'histogram', 'box', 'heat']);
export type ChartMark = z.infer<typeof chartMark>;

/** `distinct`: different values; `share`: of the rows that are drawn together (see the Chart cell). */
export const chartAggregate = z.enum([
  ...(['count', 'share', 'mean', 'sum', 'median', 'min', 'max', 'distinct'] as const),
]);
export type ChartAggregate = z.infer<typeof chartAggregate>;

type Sort = 'number' | 'time' | 'group';
const sorts: Record<ColumnType, Sort> = {
  ...{ integer: 'number', real: 'number', date: 'time' },
  ...{ category: 'group', boolean: 'group', text: 'group' },
};
type Typed = Pick<Column, 'type'>;

/** Kinds of chart that two columns can make, the one proposed first. */
export function chartMarks(x: Typed, y: Typed | null): ChartMark[] {
  const across = sorts[x.type];
  if (y === null) {
    if (across === 'number') return ['histogram', 'bar', 'line'];
    return across === 'time' ? ['line', 'bar'] : ['bar'];
  }
  const up = sorts[y.type];
  if (up === 'number') {
    if (across === 'number') return ['scatter', 'line', 'bar', 'box', 'heat'];
    return across === 'time' ? ['line', 'bar', 'scatter', 'box', 'heat'] : ['bar', 'box', 'heat'];
  }
  if (up === 'time' && across !== 'group') return ['scatter', 'heat', 'line', 'bar'];
  if (y.type === 'boolean') return across === 'group' ? ['bar', 'heat'] : ['line', 'bar', 'heat'];
  return across === 'group' ? ['heat', 'bar'] : ['heat', 'line', 'bar'];
}

/** What a kind of chart can show of its columns, the one proposed first; none where it shows the rows themselves. */
export function chartAggregates(
  mark: ChartMark,
  y: Typed | null,
  colour: Typed | null,
): ChartAggregate[] {
  if (mark === 'scatter' || mark === 'box') return [];
  if (mark === 'histogram') return ['count', 'share'];
  const value = mark === 'heat' ? colour : y;
  if (value === null) return ['count', 'share'];
  if (value.type === 'boolean') return ['mean', 'sum'];
  if (sorts[value.type] !== 'number') return ['distinct'];
  return ['mean', 'sum', 'median', 'min', 'max', 'distinct'];
}

/** The column along the x axis where none is chosen: the first that is a time, else a category, else a number, else any. */
export function proposedX(columns: readonly Column[]): string | null {
  const wanted: readonly ColumnType[][] = [['date'], ['category', 'boolean'], ['real', 'integer']];
  for (const types of wanted) {
    const found = columns.find(({ type }) => types.includes(type));
    if (found) return found.name;
  }
  return columns[0]?.name ?? null;
}
