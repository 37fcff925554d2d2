import type { Data } from 'plotly.js-dist-min';
import type { ChartDrawing, ChartOutput } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import { axisText } from '../../charts/figures/axis-text.ts';
import type { Figure } from '../../charts/figure.ts';
import { grey, nthColour, series, type SeriesColour } from '../../charts/series.ts';
import { percent, readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { heatColours, heatScale } from './heat-scale.ts';
import { groupWords } from '../parts/group-words.ts';
import { panelLayout } from './panel-layout.ts';
import { placeGroups } from './place-groups.ts';
import { axisName, isShare, valueWords } from './value-words.ts';

export type ChartFigure = Figure & {
  height: number;
  legend: { name: string; colour: SeriesColour; style: 'dots' }[];
};
type Drawing<Type extends ChartDrawing['type']> = Extract<ChartDrawing, { type: Type }>;

/** What a chart's result looks like. */
export function chartFigure(output: ChartOutput): ChartFigure {
  const { drawing } = output;
  const colours = output.mark === 'heat' ? [] : (output.colour?.groups ?? []);
  const legend = colours.map((group, at) => ({
    name: groupWords(output.colour!, group),
    colour: group.type === 'missing' ? grey : nthColour(at),
    style: 'dots' as const,
  }));
  const figure = {
    values: () => valuesFigure(output, drawing as Drawing<'values'>, legend),
    points: () => pointsFigure(output, drawing as Drawing<'points'>, legend),
    boxes: () => boxesFigure(output, drawing as Drawing<'boxes'>, legend),
    cells: () => cellsFigure(output, drawing as Drawing<'cells'>),
  }[drawing.type]();
  return { ...figure, legend };
}

type Legend = ChartFigure['legend'];
type Drawn = Figure & { height: number };

const names = (grouping: RowGrouping | null): string[] =>
  grouping?.groups.map((group) => groupWords(grouping, group)) ?? [];
/** A cell for each of a row's panel and colour in the table behind the chart. */
const belongs = (output: ChartOutput, legend: Legend, at: { panel: number; colour: number }) => [
  ...(output.facet ? [names(output.facet)[at.panel] ?? ''] : []),
  ...(legend.length > 0 ? [legend[at.colour]?.name ?? ''] : []),
];
const belongsHead = ({ facet, colour }: ChartOutput, legend: Legend): string[] => [
  ...(facet ? [facet.column.name] : []),
  ...(legend.length > 0 && colour ? [colour.column.name] : []),
];
const title = (text: string) => ({ text: axisText(text, 60) });
const colourOf = (legend: Legend, at: number): string => series(legend[at]?.colour ?? 0);

function valuesFigure(output: ChartOutput, drawing: Drawing<'values'>, legend: Legend): Drawn {
  const { mark, aggregate } = output;
  const isLine = mark === 'line';
  const places = placeGroups(output.x, isLine || mark === 'histogram' || output.x.unit !== null);
  const what = valueWords(output);
  const share = isShare(output);
  const isText = output.x.column.type === 'text' || output.x.column.type === 'category';
  const longest = Math.max(0, ...places.words.map((word) => word.length));
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
      : { x: named, y: isLine ? { ...said, rangemode: 'normal' } : said },
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

function pointsFigure(output: ChartOutput, drawing: Drawing<'points'>, legend: Legend): Drawn {
  const { x, y } = output;
  const isTime = (grouping: RowGrouping | null) => grouping?.column.type === 'date';
  const moment = (value: number) => new Date(value).toISOString().slice(0, 19).replace('T', ' ');
  const along = (grouping: RowGrouping | null, values: readonly number[]) =>
    isTime(grouping) ? values.map(moment) : [...values];
  const axis = (grouping: RowGrouping | null) => ({
    title: title(grouping?.column.name ?? ''),
    ...(isTime(grouping) && { type: 'date' as const }),
  });
  const panels = panelLayout(names(output.facet), { x: axis(x), y: axis(y) });
  const many = (output.points ?? 0) > 1000;
  return {
    data: drawing.series.map(({ panel, colour, ...own }): Data => ({
      ...{ type: 'scatter', mode: 'markers', x: along(x, own.x), y: along(y, own.y) },
      ...{ name: legend[colour]?.name ?? '', customdata: own.rows },
      marker: { color: colourOf(legend, colour), size: many ? 4 : 6, opacity: many ? 0.5 : 0.7 },
      hovertemplate: `${legend.length > 0 ? '%{fullData.name}<br>' : ''}%{x}, %{y}<br>${m.chart_hover_row({ row: '%{customdata:,}' })}<extra></extra>`,
      ...panels.axes(panel),
    })),
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

function boxesFigure(output: ChartOutput, drawing: Drawing<'boxes'>, legend: Legend): Drawn {
  const places = placeGroups(output.x, false);
  const panels = panelLayout(names(output.facet), {
    x: { ...places.axis, title: title(axisName(output.x)) },
    y: { title: title(output.y?.column.name ?? '') },
  });
  return {
    data: drawing.series.map(({ panel, colour, boxes }) => {
      const shown = boxes.flatMap((box, at) => (box ? [{ box, at }] : []));
      // Where the first box has no points plotly draws none at all; one within the whiskers is not drawn.
      const trace = {
        ...{ type: 'box', name: legend[colour]?.name ?? '', x: shown.map(({ at }) => at) },
        ...{ q1: shown.map(({ box }) => box.first), q3: shown.map(({ box }) => box.third) },
        ...{ median: shown.map(({ box }) => box.median), mean: shown.map(({ box }) => box.mean) },
        ...{
          lowerfence: shown.map(({ box }) => box.low),
          upperfence: shown.map(({ box }) => box.high),
        },
        ...{
          y: shown.map(({ box }) => (box.outliers.length > 0 ? box.outliers : [box.median])),
          boxpoints: 'outliers',
          boxmean: true,
          whiskerwidth: 0.4,
        },
        ...{
          line: { width: 1.5, color: colourOf(legend, colour) },
          marker: { size: 3, opacity: 0.6, color: colourOf(legend, colour) },
        },
        ...panels.axes(panel),
      };
      // Boxes given by their five numbers are younger than the library's types.
      return trace as unknown as Data;
    }),
    layout: { ...panels.layout, boxmode: legend.length > 1 ? 'group' : 'overlay' },
    height: panels.height,
    table: {
      columns: [
        ...[...belongsHead(output, legend), output.x.column.name, m.chart_rows()],
        ...[m.chart_box_low(), m.chart_box_first(), m.chart_box_median(), m.chart_box_third()],
        ...[m.chart_box_high(), m.chart_box_mean(), m.chart_box_beyond()],
      ],
      rows: drawing.series.flatMap((one) =>
        one.boxes.flatMap((box, at) =>
          box
            ? [
                [
                  ...belongs(output, legend, one),
                  places.words[at] ?? '',
                  box.rows,
                  box.low,
                  box.first,
                  box.median,
                  box.third,
                  box.high,
                  box.mean,
                  box.beyond,
                ],
              ]
            : [],
        ),
      ),
    },
  };
}

function cellsFigure(output: ChartOutput, drawing: Drawing<'cells'>): Drawn {
  const [x, y] = [placeGroups(output.x, false), placeGroups(output.y!, false)];
  const share = isShare(output);
  const what = valueWords(output);
  const texts = x.words.length <= 12 && y.words.length <= 20 && !output.facet;
  // Numbers and times rise, names are read from above.
  const { type } = output.y!.column;
  const down = type === 'text' || type === 'category' || type === 'boolean';
  const panels = panelLayout(
    names(output.facet),
    {
      x: { ...x.axis, title: title(axisName(output.x)) },
      y: {
        ...{ ...y.axis, title: title(axisName(output.y!)) },
        ...(down && { range: [y.words.length - 0.5, -0.5] }),
      },
    },
    Math.min(640, Math.max(240, 96 + y.words.length * 24)),
  );
  const fields = drawing.panels.map(({ panel, values, rows }) => ({
    panel,
    fields: values.flatMap((line, b) =>
      line.flatMap((value, a) =>
        value === null ? [] : [{ a, b, value, rows: rows[b]?.[a] ?? 0 }],
      ),
    ),
  }));
  const all = fields.flatMap((one) => one.fields.map(({ value }) => value));
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  const least = output.aggregate === 'count' || share ? 0 : low;
  const say = (value: number) => (share ? percent(value, 0) : readable(value, 3));
  const scale = heatScale(say(least), say(high));
  return {
    // Bars of one field each: the library's heat maps are pictures, which our policy of styles forbids.
    data: fields.map(({ panel, fields: own }): Data => ({
      ...{ type: 'bar', x: own.map(({ a }) => a), width: 0.96 },
      ...{ base: own.map(({ b }) => b - 0.48), y: own.map(() => 0.96) },
      marker: {
        color: own.map(({ value }) => value),
        ...{ cmin: least, cmax: high },
        colorscale: heatColours.map((colour, at): [number, string] => [at, colour]),
      },
      customdata: own.map(({ a, b, value, rows }) => [
        ...[x.words[a] ?? '', y.words[b] ?? ''],
        ...[share ? percent(value) : readable(value), readable(rows)],
      ]),
      hovertemplate: `%{customdata[0]}<br>%{customdata[1]}<br><b>%{customdata[2]}</b><br>${m.chart_hover_rows({ rows: '%{customdata[3]}' })}<extra></extra>`,
      ...(texts && {
        text: own.map(({ value }) => say(value)),
        ...{
          textposition: 'inside',
          insidetextanchor: 'middle',
          constraintext: 'none',
          textangle: 0,
        },
      }),
      ...panels.axes(panel),
    })),
    layout: {
      ...{ ...panels.layout, barmode: 'overlay', shapes: scale.shapes, margin: { t: 30 } },
      annotations: [...(panels.layout.annotations ?? []), ...scale.annotations],
    },
    height: panels.height,
    table: {
      columns: [
        ...belongsHead(output, []),
        ...[output.x.column.name, output.y!.column.name, what, m.chart_rows()],
      ],
      rows: fields.flatMap(({ panel, fields: own }) =>
        own.map(({ a, b, value, rows }) => [
          ...belongs(output, [], { panel, colour: 0 }),
          ...[x.words[a] ?? '', y.words[b] ?? '', value, rows],
        ]),
      ),
    },
  };
}
