import type { AnonymityReport } from '#shared/model/cells/anonymity.ts';
import type { Figure } from '../../charts/figure.ts';
import { grey, series } from '../../charts/series.ts';

type Labels = { size: string; rows: string; before: string; after: string };

/** How many rows stand in groups of which size, as the table is and as it was made. */
export function sizesFigure(
  before: AnonymityReport,
  after: AnonymityReport,
  labels: Labels,
): Figure {
  const names = before.sizes.map(({ from, to }) =>
    to === null ? `≥ ${from}` : to === from ? String(from) : `${from}–${to}`,
  );
  const bars = (report: AnonymityReport, name: string, colour: number) => ({
    ...{ type: 'bar' as const, name, x: names, y: report.sizes.map(({ rows }) => rows) },
    marker: { color: series(colour) },
    hovertemplate: '%{x}: %{y:,}<extra>%{fullData.name}</extra>',
  });
  return {
    data: [bars(before, labels.before, grey), bars(after, labels.after, 0)],
    layout: {
      ...{ bargap: 0.25, bargroupgap: 0.05 },
      xaxis: { type: 'category', title: { text: labels.size } },
      yaxis: { title: { text: labels.rows }, rangemode: 'tozero' },
    },
    table: {
      columns: [labels.size, labels.before, labels.after],
      rows: names.map((name, at) => [name, before.sizes[at]!.rows, after.sizes[at]!.rows]),
    },
  };
}
