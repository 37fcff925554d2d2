import type { LinkOutput } from '#shared/model/cells/link.ts';
import { quiet, type Figure } from '../../charts/figure.ts';
import { histogramFigure, type HistogramLabels } from '../../charts/figures/histogram.ts';

type Labels = HistogramLabels & { axis: string; match: string; doubtful: string };

/** How many pairs have which score, with the two thresholds; counts by their logarithm, as most pairs are nobody's. */
export function scoreFigure(
  { histogram, thresholds }: Pick<LinkOutput, 'histogram' | 'thresholds'>,
  labels: Labels,
): Figure {
  const figure = histogramFigure(histogram, labels);
  const marks = [
    { at: thresholds.doubtful, text: labels.doubtful, side: 'right' as const },
    { at: thresholds.match, text: labels.match, side: 'left' as const },
  ];
  return {
    ...figure,
    layout: {
      ...figure.layout,
      xaxis: { title: { text: labels.axis } },
      yaxis: { title: { text: labels.count }, type: 'log', dtick: 1 },
      shapes: marks.map(({ at }) => ({
        ...{ type: 'line' as const, x0: at, x1: at, y0: 0, y1: 1, yref: 'paper' as const },
        line: { color: quiet, width: 1, dash: 'dash' as const },
      })),
      annotations: marks.map(({ at, text, side }) => ({
        ...{ x: at, y: 1, yref: 'paper' as const, text, xanchor: side, yanchor: 'top' as const },
        ...{ showarrow: false, font: { size: 11 } },
      })),
    },
  };
}
