import type { Data } from 'plotly.js-dist-min';
import type { ChartOutput } from '#shared/model/cells/chart.ts';
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
import { axisName } from './value-words.ts';

/** A box for each group, in each colour. */
export function boxesFigure(output: ChartOutput, drawing: Drawing<'boxes'>, legend: Legend): Drawn {
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
