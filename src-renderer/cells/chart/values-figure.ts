import { largest } from '#shared/statistics/extremes.ts';
import type { Data } from 'plotly.js-dist-min';
import type { ChartLook, ChartOutput } from '#shared/model/cells/chart.ts';
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
import { placeGroups } from './place-groups.ts';
import { axisName, isShare, valueWords } from './value-words.ts';

/** Bars, lines and histograms. */
export function valuesFigure(
  output: ChartOutput,
  drawing: Drawing<'values'>,
  legend: Legend,
  { log = [] }: ChartLook = {},
): Drawn {
  const { mark, aggregate } = output;
  const isLine = mark === 'line';
  const places = placeGroups(output.x, isLine || mark === 'histogram' || output.x.unit !== null);
  const what = valueWords(output);
  const share = isShare(output);
  const isText = output.x.column.type === 'text' || output.x.column.type === 'category';
  const longest = largest(
    places.words.map((word) => word.length),
    0,
  );
  const lying =
    mark === 'bar' &&
    places.named &&
    isText &&
    !output.facet &&
    (longest > 9 || places.words.length > 8);
  const stacked =
    ['count', 'sum', 'share'].includes(aggregate ?? '') && !(mark === 'histogram' && share);
  const line = legend.length > 1 && mark === 'histogram' && share;
  const said = {
    title: title(what),
    rangemode: 'tozero' as const,
    ...(share && { tickformat: '.0%' }),
  };
  const named = { ...places.axis, title: title(axisName(output.x)) };
  const panels = panelLayout(
    names(output.facet),
    lying
      ? { x: said, y: { ...named, range: [places.words.length - 0.5, -0.5] } }
      : {
          x: named,
          y: isLine
            ? { ...said, rangemode: 'normal', ...(log.includes('y') && { type: 'log' }) }
            : said,
        },
    lying ? Math.max(160, 76 + places.words.length * 22) : undefined,
  );
  const data = drawing.series.map(({ panel, colour, values, rows }): Data => {
    const shared = {
      name: legend[colour]?.name ?? what,
      customdata: places.words.map((word, at) => [word, rows[at] ?? 0]),
      hovertemplate: `${legend.length > 0 ? '%{fullData.name}<br>' : ''}%{customdata[0]}<br><b>%{${lying ? 'x' : 'y'}:${share ? '.1%' : ',.6~g'}}</b><br>${m.chart_hover_rows({ rows: '%{customdata[1]:,}' })}<extra></extra>`,
      ...panels.axes(panel),
    };
    const ink = colourOf(legend, colour);
    if (isLine || line)
      return {
        ...shared,
        ...{
          type: 'scatter',
          x: places.at,
          y: values,
          mode: line || places.at.length > 60 ? 'lines' : 'lines+markers',
        },
        ...{
          line: { color: ink, width: 2, shape: line ? 'hvh' : 'linear' },
          marker: { size: 5, color: ink },
        },
      };
    return {
      ...shared,
      ...{ type: 'bar', orientation: lying ? 'h' : 'v', marker: { color: ink } },
      ...(lying ? { x: values, y: places.at } : { x: places.at, y: values }),
      ...(places.widths !== null &&
        (stacked || legend.length < 2) && {
          width: places.widths.map((width) => width * (mark === 'histogram' ? 1 : 0.85)),
        }),
      ...(mark === 'histogram' && {
        marker: { color: ink, line: { color: 'var(--surface)', width: 1 } },
      }),
    };
  });
  return {
    data,
    layout: {
      ...panels.layout,
      barmode: stacked ? 'stack' : 'group',
      bargap: mark === 'histogram' ? 0 : 0.2,
    },
    height: panels.height,
    table: {
      columns: [...belongsHead(output, legend), output.x.column.name, what, m.chart_rows()],
      rows: drawing.series.flatMap((one) =>
        places.words.map((word, at) => [
          ...belongs(output, legend, one),
          word,
          one.values[at] ?? null,
          one.rows[at] ?? 0,
        ]),
      ),
    },
  };
}
