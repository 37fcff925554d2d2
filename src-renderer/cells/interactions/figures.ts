import { storedTime } from '#shared/values/time/index.ts';
import type { InteractionsOutput } from '#shared/model/cells/interactions.ts';
import { barsFigure } from '../../charts/figures/bars.ts';
import { quiet, type Figure } from '../../charts/figure.ts';
import { series } from '../../charts/series.ts';
import { compact, percent, readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** Bars that fit with their names. */
export const segmentsDrawn = 8;

/** Share of the learnt pairs that the most popular items hold, over the share of items; the diagonal is even demand. */
export function tailFigure(tail: InteractionsOutput['longTail']): Figure {
  const points = [{ share: 0, interactions: 0 }, ...tail];
  const labels = { x: m.interactions_tail_items(), y: m.interactions_tail_pairs() };
  return {
    data: [
      {
        ...{ type: 'scatter', mode: 'lines' },
        x: points.map(({ share }) => share),
        y: points.map(({ interactions }) => interactions),
        fill: 'tozeroy',
        fillcolor: 'var(--accent-soft)',
        line: { color: series(0), width: 2 },
        hovertemplate: `${labels.x} %{x:.1%}<br>${labels.y} %{y:.1%}<extra></extra>`,
      },
      {
        ...{ type: 'scatter', mode: 'lines', x: [0, 1], y: [0, 1], hoverinfo: 'skip' },
        line: { color: quiet, dash: 'dot', width: 1 },
      },
    ],
    layout: {
      xaxis: {
        title: { text: labels.x },
        tickformat: '.0%',
        tickvals: [0, 0.2, 0.4, 0.6, 0.8, 1],
        range: [0, 1.005],
      },
      yaxis: { title: { text: labels.y }, tickformat: '.0%', range: [0, 1.02] },
    },
    table: {
      columns: [labels.x, labels.y],
      rows: tail.map(({ share, interactions }) => [percent(share), percent(interactions)]),
    },
  };
}

/** Events over time, those after the cut in the colour of the test part. */
export function activityFigure(output: InteractionsOutput): Figure {
  const { activity, cut } = output;
  const day = cut?.slice(0, 10) ?? null;
  const span = activity[1] ? instant(activity[1].from) - instant(activity[0]!.from) : 86_400_000;
  return {
    data: [
      {
        type: 'bar',
        x: activity.map(({ from }) => instant(from) + span / 2),
        y: activity.map(({ events }) => events),
        width: activity.map(() => span * 0.9),
        customdata: activity.map(({ from }) => from),
        marker: {
          color: activity.map(({ from }) => series(day !== null && from > day ? 1 : 0)),
        },
        hovertemplate: '%{customdata}<br>%{y:,}<extra></extra>',
      },
    ],
    layout: {
      bargap: 0,
      xaxis: { type: 'date' },
      yaxis: { title: { text: m.interactions_events() }, rangemode: 'tozero' },
      ...(cut !== null && {
        shapes: [
          {
            ...{ type: 'line', x0: cut, x1: cut, yref: 'paper', y0: 0, y1: 1 },
            line: { color: 'var(--ink)', width: 1.5, dash: 'dash' },
          },
        ],
        annotations: [
          {
            ...{ x: cut, yref: 'paper', y: 1, xanchor: 'right', yanchor: 'top', xshift: -4 },
            text: m.interactions_cut({ time: momentText(cut) }),
            showarrow: false,
            font: { size: 11, color: 'var(--ink)' },
            bgcolor: 'var(--surface)',
          },
        ],
      }),
    },
    table: {
      columns: [m.interactions_from(), m.interactions_events()],
      rows: activity.map(({ from, events }) => [from, events]),
    },
  };
}

/** Users or items by how many they have, in steps that double. */
export function countsFigure(
  { edges, counts }: InteractionsOutput['perUser'],
  labels: { x: string; y: string },
): Figure {
  const names = counts.map((_, bin) => rangeText(edges[bin] ?? 0, (edges[bin + 1] ?? 1) - 1));
  return {
    data: [
      {
        type: 'bar',
        x: counts.map((_, bin) => bin),
        y: counts,
        customdata: names,
        marker: { color: series(0) },
        hovertemplate: '%{customdata}<br>%{y:,}<extra></extra>',
      },
    ],
    layout: {
      bargap: 0.12,
      xaxis: {
        title: { text: labels.x },
        tickvals: counts.map((_, bin) => bin - 0.5),
        ticktext: counts.map((_, bin) => compact(edges[bin] ?? 0)),
        tickangle: 0,
        showgrid: false,
      },
      yaxis: { title: { text: labels.y }, rangemode: 'tozero' },
    },
    table: { columns: [labels.x, labels.y], rows: names.map((name, bin) => [name, counts[bin]!]) },
  };
}

/** The largest segments; the table has all. */
export function segmentsFigure(segments: InteractionsOutput['segments']): Figure {
  const bars = segments
    .map(({ name, users }) => ({ name, value: users }))
    .sort((a, b) => b.value - a.value);
  const labels = { name: m.interactions_segment(), value: m.interactions_users() };
  return {
    ...barsFigure(bars.slice(0, segmentsDrawn), labels),
    table: barsFigure(bars, labels).table,
  };
}

/** A moment as read from ISO text, to the minute. */
export function momentText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function rangeText(from: number, to: number): string {
  return from === to ? readable(from) : `${readable(from)}–${readable(to)}`;
}

function instant(day: string): number {
  return storedTime(day) ?? NaN;
}
