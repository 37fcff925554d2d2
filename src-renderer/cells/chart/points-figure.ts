import type { Data } from 'plotly.js-dist-min';
import type { ChartLook, ChartOutput } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import {
  belongs,
  belongsHead,
  colourOf,
  names,
  title,
  type Drawing,
  type Drawn,
  type Legend,
} from './figure-parts.ts';
import { panelLayout } from './panel-layout.ts';
import { trendLine } from './trend-line.ts';

/** Times are counted in milliseconds. */
const dayMs = 86_400_000;

/** Rows as points. */
export function pointsFigure(
  output: ChartOutput,
  drawing: Drawing<'points'>,
  legend: Legend,
  { log = [], trend = false }: ChartLook = {},
): Drawn {
  const { x, y } = output;
  const isTime = (grouping: RowGrouping | null) => grouping?.column.type === 'date';
  const moment = (value: number) => new Date(value).toISOString().slice(0, 19).replace('T', ' ');
  const along = (grouping: RowGrouping | null, values: readonly number[]) =>
    isTime(grouping) ? values.map(moment) : [...values];
  const byPowers = { x: log.includes('x') && !isTime(x), y: log.includes('y') && !isTime(y) };
  const axis = (grouping: RowGrouping | null, isLog: boolean) => ({
    title: title(grouping?.column.name ?? ''),
    ...(isTime(grouping) && { type: 'date' as const }),
    ...(isLog && { type: 'log' as const }),
  });
  const panels = panelLayout(names(output.facet), {
    x: axis(x, byPowers.x),
    y: axis(y, byPowers.y),
  });
  const many = (output.points ?? 0) > 1000;
  const lines = drawing.series.flatMap(({ panel, colour, ...own }): Data[] => {
    const line = trend ? trendLine(own.x, own.y, byPowers) : null;
    if (line === null) return [];
    const daily = isTime(x) && !isTime(y);
    const slope = readable(daily ? line.slope * dayMs : line.slope, 3);
    const about = { slope, r2: readable(line.r2, 3) };
    return [
      {
        ...{ type: 'scatter', mode: 'lines', x: along(x, line.x), y: along(y, line.y) },
        name: legend[colour]?.name ?? '',
        line: { color: colourOf(legend, colour), width: 2, dash: 'dash' },
        hovertemplate: `${legend.length > 0 ? '%{fullData.name}<br>' : ''}${(daily ? m.chart_trend_hover_day : m.chart_trend_hover)(about)}<extra></extra>`,
        ...panels.axes(panel),
      },
    ];
  });
  const points = drawing.series.map(({ panel, colour, ...own }): Data => ({
    ...{ type: 'scatter', mode: 'markers', x: along(x, own.x), y: along(y, own.y) },
    ...{ name: legend[colour]?.name ?? '', customdata: own.rows },
    marker: { color: colourOf(legend, colour), size: many ? 4 : 6, opacity: many ? 0.5 : 0.7 },
    hovertemplate: `${legend.length > 0 ? '%{fullData.name}<br>' : ''}%{x}, %{y}<br>${m.chart_hover_row({ row: '%{customdata:,}' })}<extra></extra>`,
    ...panels.axes(panel),
  }));
  return {
    data: [...points, ...lines],
    ...{ layout: panels.layout, height: panels.height },
    table: {
      columns: [m.chart_row(), ...belongsHead(output, legend), x.column.name, y?.column.name ?? ''],
      rows: drawing.series.flatMap((one) => {
        const [across, up] = [along(x, one.x), along(y, one.y)];
        return one.rows.map((row, at) => [
          row,
          ...belongs(output, legend, one),
          across[at] ?? null,
          up[at] ?? null,
        ]);
      }),
    },
  };
}
