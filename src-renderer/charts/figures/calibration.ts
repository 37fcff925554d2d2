import { quiet, type Figure } from '../figure.ts';
import { series } from '../series.ts';

export type CalibrationBin = { predicted: number; observed: number; count: number };
export type CalibrationLabels = { predicted: string; observed: string; count: string };

/** Observed share of positives over predicted probability; marker area follows the rows in the bin. */
export function calibrationFigure(
  bins: readonly CalibrationBin[],
  labels: CalibrationLabels,
): Figure {
  const filled = bins.filter((bin) => bin.count > 0);
  const most = Math.max(1, ...filled.map((bin) => bin.count));
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: [0, 1],
        y: [0, 1],
        line: { color: quiet, dash: 'dot', width: 1 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines+markers',
        x: filled.map((bin) => bin.predicted),
        y: filled.map((bin) => bin.observed),
        customdata: filled.map((bin) => bin.count),
        line: { color: series(0), width: 1.5 },
        marker: {
          color: series(0),
          opacity: 1,
          line: { width: 0 },
          size: filled.map((bin) => 6 + 12 * Math.sqrt(bin.count / most)),
        },
        hovertemplate: `${labels.predicted} %{x:.3f}<br>${labels.observed} %{y:.3f}<br>${labels.count} %{customdata:,}<extra></extra>`,
      },
    ],
    layout: {
      xaxis: { title: { text: labels.predicted }, range: [-0.03, 1.03] },
      yaxis: { title: { text: labels.observed }, range: [-0.03, 1.03] },
    },
    table: {
      columns: [labels.predicted, labels.observed, labels.count],
      rows: filled.map((bin) => [bin.predicted, bin.observed, bin.count]),
    },
  };
}
