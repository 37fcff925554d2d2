import type { ChartDrawing, ChartOutput } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import { axisText } from '../../charts/figures/axis-text.ts';
import type { Figure } from '../../charts/figure.ts';
import { series, type SeriesColour } from '../../charts/series.ts';
import { groupWords } from '../parts/group-words.ts';

export type Drawing<Type extends ChartDrawing['type']> = Extract<ChartDrawing, { type: Type }>;
/** Colours by their place among the groups. */
export type Legend = { name: string; colour: SeriesColour; style: 'dots' }[];
export type Drawn = Figure & { height: number };

/** What the groups of a column are called; none where there is no column. */
export const names = (grouping: RowGrouping | null): string[] =>
  grouping?.groups.map((group) => groupWords(grouping, group)) ?? [];

/** In the table behind a chart: panel and colour of a row, and the heads of these columns. */
export const belongs = (
  output: ChartOutput,
  legend: Legend,
  at: { panel: number; colour: number },
): string[] => [
  ...(output.facet ? [names(output.facet)[at.panel] ?? ''] : []),
  ...(legend.length > 0 ? [legend[at.colour]?.name ?? ''] : []),
];
export const belongsHead = ({ facet, colour }: ChartOutput, legend: Legend): string[] => [
  ...(facet ? [facet.column.name] : []),
  ...(legend.length > 0 && colour ? [colour.column.name] : []),
];

/** A title of an axis, markup in names shown as it is. */
export const title = (text: string) => ({ text: axisText(text, 60) });
export const colourOf = (legend: Legend, at: number): string => series(legend[at]?.colour ?? 0);
