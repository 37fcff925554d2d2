import type { Figure } from '../figure.ts';
import { series } from '../series.ts';
import { axisText } from './axis-text.ts';

type Bar = {
  column: string;
  mean: number;
  deviation: number;
  low: number | null;
  high: number | null;
};

export type ImportanceLabels = {
  column: string;
  drop: string;
  deviation: string;
  low: string;
  high: string;
};

/** Horizontal bars with their intervals, the most important column on top. */
export function importanceFigure(bars: readonly Bar[], labels: ImportanceLabels): Figure {
  const reach = (bar: Bar, end: number | null): number =>
    end === null ? 0 : Math.abs(end - bar.mean);
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: bars.map((_, index) => index),
        x: bars.map(({ mean }) => mean),
        customdata: bars.map(({ column }) => axisText(column, 80)),
        marker: { color: series(0) },
        error_x: {
          type: 'data',
          symmetric: false,
          array: bars.map((bar) => reach(bar, bar.high)),
          arrayminus: bars.map((bar) => reach(bar, bar.low)),
          color: 'var(--ink-2)',
          thickness: 1.5,
          width: 3,
        },
        hovertemplate: '%{customdata}<br>%{x:.4f}<extra></extra>',
      },
    ],
    layout: {
      bargap: 0.35,
      xaxis: { title: { text: labels.drop }, zeroline: true },
      yaxis: {
        autorange: 'reversed',
        tickmode: 'array',
        tickvals: bars.map((_, index) => index),
        ticktext: bars.map(({ column }) => axisText(column, 24)),
        showgrid: false,
      },
    },
    table: {
      columns: [labels.column, labels.drop, labels.deviation, labels.low, labels.high],
      rows: bars.map(({ column, mean, deviation, low, high }) => [
        column,
        mean,
        deviation,
        low,
        high,
      ]),
    },
  };
}
