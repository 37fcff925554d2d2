import { quiet, type Figure } from '../figure.ts';
import { series } from '../series.ts';

/** Predicted over actual values with the line of perfect prediction. */
export function scatterFigure(
  points: { actual: readonly number[]; predicted: readonly number[] },
  labels: { actual: string; predicted: string },
): Figure {
  const all = [...points.actual, ...points.predicted].filter(Number.isFinite);
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  const diagonal = all.length > 0 ? [low, high] : [];
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: diagonal,
        y: diagonal,
        line: { color: quiet, dash: 'dot', width: 1 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: [...points.actual],
        y: [...points.predicted],
        marker: { color: series(0), size: 5, opacity: 0.5 },
        hovertemplate: `${labels.actual} %{x:.4g}<br>${labels.predicted} %{y:.4g}<extra></extra>`,
      },
    ],
    layout: {
      xaxis: { title: { text: labels.actual } },
      yaxis: { title: { text: labels.predicted } },
    },
    table: {
      columns: [labels.actual, labels.predicted],
      rows: points.actual.map((actual, index) => [actual, points.predicted[index] ?? null]),
    },
  };
}
