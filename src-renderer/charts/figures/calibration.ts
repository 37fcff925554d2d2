import { largest } from '#shared/statistics/extremes.ts';
import type { Data, Layout } from 'plotly.js-dist-min';
import { quiet, type Figure } from '../figure.ts';
import { nthColour, series } from '../series.ts';

export type CalibrationBin = { predicted: number; observed: number; count: number };
export type CalibrationLabels = { predicted: string; observed: string; count: string };

/** Where what is predicted is what is observed. */
const diagonal: Data = {
  ...{ type: 'scatter', mode: 'lines', x: [0, 1], y: [0, 1] },
  ...{ line: { color: quiet, dash: 'dot', width: 1 }, hoverinfo: 'skip' },
};
const layoutOf = (labels: CalibrationLabels): Partial<Layout> => ({
  xaxis: { title: { text: labels.predicted }, range: [-0.03, 1.03] },
  yaxis: { title: { text: labels.observed }, range: [-0.03, 1.03] },
});

/** Observed share of positives over predicted probability; marker area follows the rows in the bin. */
export function calibrationFigure(
  bins: readonly CalibrationBin[],
  labels: CalibrationLabels,
): Figure {
  const filled = bins.filter((bin) => bin.count > 0);
  const most = largest(
    filled.map((bin) => bin.count),
    1,
  );
  return {
    data: [
      diagonal,
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
    layout: layoutOf(labels),
    table: {
      columns: [labels.predicted, labels.observed, labels.count],
      rows: filled.map((bin) => [bin.predicted, bin.observed, bin.count]),
    },
  };
}

/** The same, a line for each group. */
export function groupCalibrationFigure(
  groups: readonly { name: string; bins: readonly CalibrationBin[] }[],
  labels: CalibrationLabels & { group: string },
): Figure {
  const said = `${labels.predicted} %{x:.3f}<br>${labels.observed} %{y:.3f}<br>${labels.count} %{customdata:,}`;
  return {
    data: [
      diagonal,
      ...groups.map(({ name, bins }, at): Data => ({
        ...{ type: 'scatter', mode: 'lines+markers', name },
        ...{ x: bins.map((bin) => bin.predicted), y: bins.map((bin) => bin.observed) },
        customdata: bins.map((bin) => bin.count),
        line: { color: series(nthColour(at)), width: 1.5 },
        marker: { color: series(nthColour(at)), size: 6 },
        hovertemplate: `%{fullData.name}<br>${said}<extra></extra>`,
      })),
    ],
    layout: layoutOf(labels),
    table: {
      columns: [labels.group, labels.predicted, labels.observed, labels.count],
      rows: groups.flatMap(({ name, bins }) =>
        bins.map((bin) => [name, bin.predicted, bin.observed, bin.count]),
      ),
    },
  };
}
