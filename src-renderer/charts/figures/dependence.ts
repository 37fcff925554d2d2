import type { Figure } from '../figure.ts';
import { series } from '../series.ts';
import { axisText } from './axis-text.ts';

export type Dependence = {
  values: readonly (string | number | null)[];
  mean: readonly number[];
  curves: readonly { row: number; scores: readonly number[] }[];
};

/** The mean line over thin lines of single rows; categories and days side by side, in the order given. */
export function dependenceFigure(
  { values, mean, curves }: Dependence,
  scale: 'numbers' | 'days' | 'categories',
  labels: { column: string; score: string },
): Figure {
  const texts = values.map((value) => axisText(String(value), 18));
  const x = scale === 'categories' ? values.map((_, index) => index) : [...values];
  const mode = scale === 'categories' ? 'lines+markers' : 'lines';
  return {
    data: [
      ...curves.map(({ row, scores }) => ({
        type: 'scatter' as const,
        mode: 'lines' as const,
        x,
        y: [...scores],
        name: String(row),
        line: { color: 'var(--ink-3)', width: 1 },
        opacity: 0.35,
        hoverinfo: 'skip' as const,
      })),
      {
        type: 'scatter',
        mode,
        x,
        y: [...mean],
        customdata: texts,
        line: { color: series(0), width: 3 },
        marker: { size: 7 },
        hovertemplate: '%{customdata}<br>%{y:.4f}<extra></extra>',
      },
    ],
    layout: {
      xaxis: {
        title: { text: axisText(labels.column, 60) },
        ...(scale === 'categories'
          ? { tickmode: 'array', tickvals: x, ticktext: texts }
          : { type: scale === 'days' ? 'date' : 'linear' }),
      },
      yaxis: { title: { text: labels.score } },
      showlegend: false,
    },
    table: {
      columns: [labels.column, labels.score],
      rows: values.map((value, index) => [value, mean[index] ?? null]),
    },
  };
}
