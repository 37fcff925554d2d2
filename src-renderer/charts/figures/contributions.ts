import { largest, smallest } from '#shared/statistics/extremes.ts';
import { quiet, type Figure } from '../figure.ts';
import { series } from '../series.ts';
import { axisText } from './axis-text.ts';

export type Contribution = { name: string; value: string; contribution: number };

/** A way of bars from the baseline's score to the row's, each beginning where the last one ended. */
export function contributionsFigure(
  parts: readonly Contribution[],
  { from, to }: { from: number; to: number },
  labels: { from: string; to: string; column: string; value: string; contribution: string },
): Figure {
  const names = [
    labels.from,
    ...parts.map(({ name, value }) => `${name} = ${value}`),
    labels.to,
  ].map((text) => axisText(text, 34));
  // Where each bar begins: at nothing for the two scores, else where the last one ended.
  const ends = parts.map((_, index) =>
    parts.slice(0, index + 1).reduce((sum, part) => sum + part.contribution, from),
  );
  const base = [0, from, ...ends.slice(0, -1), 0].slice(0, parts.length + 1).concat(0);
  // Room for the numbers that stand beside the bars.
  const [low, high] = [smallest(ends, Math.min(0, from, to)), largest(ends, Math.max(0, from, to))];
  const room = 0.18 * (high - low || 1);
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: names.map((_, index) => index),
        x: [from, ...parts.map(({ contribution }) => contribution), to],
        // The types of plotly.js leave it out.
        ...{ base },
        marker: {
          color: [
            quiet,
            ...parts.map(({ contribution }) => series(contribution < 0 ? 1 : 0)),
            quiet,
          ],
        },
        text: [plain(from), ...parts.map(({ contribution }) => signed(contribution)), plain(to)],
        textposition: 'outside',
        cliponaxis: false,
        customdata: names,
        hovertemplate: '%{customdata}<br>%{text}<extra></extra>',
      },
    ],
    layout: {
      bargap: 0.35,
      yaxis: {
        autorange: 'reversed',
        tickmode: 'array',
        tickvals: names.map((_, index) => index),
        ticktext: names,
        showgrid: false,
      },
      xaxis: { zeroline: false, range: [low < 0 ? low - room : 0, high + room] },
    },
    table: {
      columns: [labels.column, labels.value, labels.contribution],
      rows: [
        [labels.from, null, from],
        ...parts.map(({ name, value, contribution }) => [name, value, contribution]),
        [labels.to, null, to],
      ],
    },
  };
}

function plain(value: number): string {
  return value.toPrecision(4).replace('-', '−');
}

function signed(value: number): string {
  const text = Math.abs(value) < 0.001 ? value.toFixed(4) : value.toPrecision(3);
  return value < 0 ? text.replace('-', '−') : `+${text}`;
}
