import type { Figure } from '../figure.ts';
import { series } from '../series.ts';
import { axisText } from './axis-text.ts';

/** Horizontal bars, the first one on top. */
export function barsFigure(
  bars: readonly { name: string; value: number }[],
  labels: { name: string; value: string },
): Figure {
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: bars.map((_, index) => index),
        x: bars.map((bar) => bar.value),
        customdata: bars.map((bar) => axisText(bar.name, 200)),
        marker: { color: series(0) },
        hovertemplate: '%{customdata}<br>%{x:,}<extra></extra>',
      },
    ],
    layout: {
      bargap: 0.25,
      xaxis: { title: { text: labels.value }, rangemode: 'tozero' },
      yaxis: {
        autorange: 'reversed',
        tickmode: 'array',
        tickvals: bars.map((_, index) => index),
        ticktext: bars.map((bar) => axisText(bar.name, 24)),
        showgrid: false,
      },
    },
    table: {
      columns: [labels.name, labels.value],
      rows: bars.map((bar) => [bar.name, bar.value]),
    },
  };
}
