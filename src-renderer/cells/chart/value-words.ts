import type { ChartOutput } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import { word } from '../../i18n/word.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { ChartAggregate } from '#shared/model/chart-choices.ts';

const figures: Record<ChartAggregate, (inputs: { column: string }) => string> = {
  count: m.chart_rows,
  share: m.chart_share,
  mean: m.chart_mean_of,
  sum: m.chart_sum_of,
  median: m.chart_median_of,
  min: m.chart_min_of,
  max: m.chart_max_of,
  distinct: m.chart_distinct_of,
};

/** What a bar, a line or a field of colour stands for: “mean of amount”, “share of yes” for a boolean. */
export function valueWords({ mark, aggregate, y, colour }: ChartOutput): string {
  const value = mark === 'heat' ? colour : y;
  if (aggregate === null) return y?.column.name ?? '';
  const column = value?.column.name ?? '';
  if (value?.column.type === 'boolean' && aggregate === 'mean') return m.chart_share_of({ column });
  return figures[aggregate]({ column });
}

/** Whether the figures are shares, to be read as percentages. */
export function isShare({ mark, aggregate, y, colour }: ChartOutput): boolean {
  const value = mark === 'heat' ? colour : y;
  return aggregate === 'share' || (value?.column.type === 'boolean' && aggregate === 'mean');
}

/** A column along an axis, with the stretches of time it is cut into. */
export function axisName({ column, unit }: RowGrouping): string {
  const stretch = unit === null ? null : word('value', unit, 'chart');
  return stretch === null
    ? column.name
    : m.chart_axis_in({ column: column.name, unit: stretch.toLocaleLowerCase() });
}

/** What a chart shows, as its title says it. */
export function chartTitle(output: ChartOutput): string {
  const { mark, x, y } = output;
  if (mark === 'scatter' || mark === 'box')
    return m.chart_title_by({ what: y?.column.name ?? '', x: axisName(x) });
  if (mark === 'histogram') return m.chart_title_histogram({ x: axisName(x) });
  if (mark === 'heat')
    return m.chart_title_heat({
      what: valueWords(output),
      x: axisName(x),
      y: y?.column.name ?? '',
    });
  return m.chart_title_by({ what: valueWords(output), x: axisName(x) });
}
