import type { ChartOutput, ChartSettings } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import type { ChartColumn } from './chart-column.ts';
import type { Grouped } from './group-rows.ts';

/** Columns by what they are for. */
export type ChartColumns = {
  x: ChartColumn;
  y: ChartColumn | null;
  colour: ChartColumn | null;
  facet: ChartColumn | null;
};
export type ChartOptions = Pick<ChartSettings, 'mark' | 'aggregate' | 'unit' | 'most' | 'order'> & {
  rows: number;
  seed: number;
};
/** What one kind of chart adds to what all say. */
export type Drawn = Pick<ChartOutput, 'x' | 'y' | 'drawing' | 'used' | 'points'>;

/** What every kind of chart is drawn from: columns, and the panel and colour of each row. */
export type ChartParts = {
  columns: ChartColumns;
  options: ChartOptions;
  colour: Grouped | null;
  facet: Grouped | null;
  panels: Int32Array;
  colours: Int32Array;
};

/** How rows are grouped, as the result says it. */
export const shown = (grouped: Grouped | null): RowGrouping | null =>
  grouped && { column: grouped.column, unit: grouped.unit, groups: grouped.groups };
/** A column whose rows each have their own place. */
export const alone = ({ column }: ChartColumn): RowGrouping => ({
  column,
  unit: null,
  groups: [],
});

/** Places of a panel and a colour, in order, that have rows. */
export function eachSeries<Made>(
  parts: ChartParts,
  make: (panel: number, colour: number) => Made | null,
): Made[] {
  const panels = parts.facet?.groups.length ?? 1;
  const colours = parts.colour?.groups.length ?? 1;
  return Array.from({ length: panels * colours }, (_, at) =>
    make(Math.floor(at / colours), at % colours),
  ).filter((made): made is Made & object => made !== null);
}
