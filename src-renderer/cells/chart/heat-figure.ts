import type { Data } from 'plotly.js-dist-min';
import type { ChartOutput } from '#shared/model/cells/chart.ts';
import { percent, readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { belongs, belongsHead, names, title, type Drawing, type Drawn } from './figure-parts.ts';
import { heatColours, heatScale } from './heat-scale.ts';
import { panelLayout } from './panel-layout.ts';
import { placeGroups } from './place-groups.ts';
import { axisName, isShare, valueWords } from './value-words.ts';

/** Fields of colour. */
export function heatFigure(output: ChartOutput, drawing: Drawing<'cells'>): Drawn {
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
