import { largest } from '#shared/statistics/extremes.ts';
import type { Data, ErrorBar, Layout } from 'plotly.js-dist-min';
import { quiet, type Figure } from '../figure.ts';
import { nthColour, series } from '../series.ts';

/** `low` and `high`: ends of the observed share's interval, where there is one. */
export type CalibrationBin = {
  predicted: number;
  observed: number;
  count: number;
  low?: number | undefined;
  high?: number | undefined;
};
/** `low` and `high` head the ends of intervals in the table. */
export type CalibrationLabels = {
  predicted: string;
  observed: string;
  count: string;
  low?: string;
  high?: string;
};

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
        error_y: whiskers(filled, series(0)),
        hovertemplate: hover(labels, filled) + '<extra></extra>',
      },
    ],
    layout: layoutOf(labels),
    table: tableOf(labels, filled, [], () => []),
  };
}

/** The same, a line for each group. */
export function groupCalibrationFigure(
  groups: readonly { name: string; bins: readonly CalibrationBin[] }[],
  labels: CalibrationLabels & { group: string },
): Figure {
  const named = groups.flatMap(({ name, bins }) => bins.map((bin) => ({ name, ...bin })));
  return {
    data: [
      diagonal,
      ...groups.map(({ name, bins }, at): Data => ({
        ...{ type: 'scatter', mode: 'lines+markers', name },
        ...{ x: bins.map((bin) => bin.predicted), y: bins.map((bin) => bin.observed) },
        customdata: bins.map((bin) => bin.count),
        line: { color: series(nthColour(at)), width: 1.5 },
        marker: { color: series(nthColour(at)), size: 6 },
        error_y: whiskers(bins, series(nthColour(at))),
        hovertemplate: `%{fullData.name}<br>${hover(labels, bins)}<extra></extra>`,
      })),
    ],
    layout: layoutOf(labels),
    table: tableOf(labels, named, [labels.group], ({ name }) => [name]),
  };
}

const hasIntervals = (bins: readonly CalibrationBin[]): boolean =>
  bins.some(({ low, high }) => low !== undefined && high !== undefined);

function whiskers(bins: readonly CalibrationBin[], color: string): ErrorBar {
  return {
    ...{ type: 'data', symmetric: false, visible: hasIntervals(bins) },
    array: bins.map(({ observed, high }) => (high ?? observed) - observed),
    arrayminus: bins.map(({ observed, low }) => observed - (low ?? observed)),
    ...{ color, thickness: 1, width: 2 },
  };
}

function hover(labels: CalibrationLabels, bins: readonly CalibrationBin[]): string {
  const spread = hasIntervals(bins) ? ' (+%{error_y.array:.3f} −%{error_y.arrayminus:.3f})' : '';
  return `${labels.predicted} %{x:.3f}<br>${labels.observed} %{y:.3f}${spread}<br>${labels.count} %{customdata:,}`;
}

function tableOf<B extends CalibrationBin>(
  labels: CalibrationLabels,
  bins: readonly B[],
  head: string[],
  of: (bin: B) => string[],
): Figure['table'] {
  const ends = hasIntervals(bins);
  return {
    columns: [
      ...[...head, labels.predicted, labels.observed, labels.count],
      ...(ends ? [labels.low ?? '', labels.high ?? ''] : []),
    ],
    rows: bins.map((bin) => [
      ...[...of(bin), bin.predicted, bin.observed, bin.count],
      ...(ends ? [bin.low ?? null, bin.high ?? null] : []),
    ]),
  };
}
