import type { Histogram } from '#shared/model/run.ts';
import type { Figure } from '../figure.ts';
import { series } from '../series.ts';

export type HistogramLabels = { from: string; to: string; count: string };

/** Counts per bin as bars of their true width; `date` reads the edges as epoch milliseconds. */
export function histogramFigure(
  histogram: Histogram,
  labels: HistogramLabels,
  kind: 'number' | 'date' = 'number',
): Figure {
  const { edges, counts } = histogram;
  const from = counts.map((_, index) => edges[index]!);
  const to = counts.map((_, index) => edges[index + 1] ?? edges[index] ?? 0);
  const say = (value: number) => (kind === 'date' ? dateText(value) : Number(value.toPrecision(6)));
  return {
    data: [
      {
        type: 'bar',
        x: from.map((start, index) => (start + (to[index] ?? start)) / 2),
        y: counts,
        width: from.map((start, index) => (to[index] ?? start) - start),
        customdata: from.map((start, index) => [say(start), say(to[index] ?? start)]),
        marker: { color: series(0), line: { color: 'var(--surface)', width: 1 } },
        hovertemplate: '%{customdata[0]} – %{customdata[1]}<br>%{y:,}<extra></extra>',
      },
    ],
    layout: {
      bargap: 0,
      xaxis: kind === 'date' ? { type: 'date' } : {},
      yaxis: { title: { text: labels.count }, rangemode: 'tozero' },
    },
    table: {
      columns: [labels.from, labels.to, labels.count],
      rows: counts.map((count, index) => [say(from[index]!), say(to[index]!), count]),
    },
  };
}

function dateText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
