import { largest, smallest } from '#shared/statistics/extremes.ts';
import type { ComparedRecommender, RankingMetric } from '#shared/model/cells/compare.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import { quiet, type Figure } from '../../charts/figure.ts';
import { series, seriesShape } from '../../charts/series.ts';
import { fixed } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { beyond, type BeyondKey } from '../../recommenders/ranking-metrics.ts';
import type { Row } from './rows.ts';

/** Plotly reads a few HTML tags in texts; names are shown as they are. */
const plain = (text: string, length = 26): string =>
  (text.length > length ? `${text.slice(0, length - 1)}…` : text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');

/** How far an interval reaches to each side, as plotly wants it. */
function whiskers(estimates: readonly Estimate[], color: string) {
  const arms = (end: 'low' | 'high') =>
    estimates.map((one) => Math.abs((one[end] ?? one.value ?? 0) - (one.value ?? 0)));
  const [array, arrayminus] = [arms('high'), arms('low')];
  return {
    ...{ array, arrayminus, color, thickness: 2, width: 0, symmetric: false },
    type: 'data' as const,
  };
}

const intervalText = ({ low, high }: Estimate): string =>
  low === null || high === null ? '' : `${fixed(low, 4)} – ${fixed(high, 4)}`;

/** One metric of every recommender with its interval, and where most popular stands. */
export function intervalsFigure(rows: readonly Row[], metric: RankingMetric, name: string): Figure {
  const popular = rows.find(({ recommender: { algorithm } }) => isPopular(algorithm));
  const reference = popular?.at.metrics[metric].value ?? null;
  return {
    data: rows.map((row, place) => ({
      ...{ type: 'scatter', mode: 'markers' },
      x: [row.at.metrics[metric].value],
      y: [place],
      error_x: whiskers([row.at.metrics[metric]], series(row.colour)),
      marker: { color: series(row.colour), symbol: seriesShape(row.colour), size: 9 },
      customdata: [[plain(row.name), intervalText(row.at.metrics[metric])]],
      hovertemplate: '%{customdata[0]}<br>%{x:.4f}<br>%{customdata[1]}<extra></extra>',
    })),
    layout: {
      xaxis: { title: { text: name }, rangemode: 'tozero' },
      yaxis: {
        ...{ range: [rows.length - 0.4, -0.6], tickmode: 'array', showgrid: false },
        tickvals: rows.map((_, place) => place),
        ticktext: rows.map((row) => plain(row.name)),
      },
      shapes:
        reference === null
          ? []
          : [
              {
                ...{ type: 'line', x0: reference, x1: reference, y0: 0, y1: 1, yref: 'paper' },
                line: { color: quiet, width: 1, dash: 'dot' },
                layer: 'below',
              },
            ],
    },
    table: {
      columns: [m.compare_recommender(), name, m.compare_low(), m.compare_high()],
      rows: rows.map((row) => {
        const { value, low, high } = row.at.metrics[metric];
        return [row.name, value, low, high];
      }),
    },
  };
}

export function isPopular(algorithm: ComparedRecommender['algorithm']): boolean {
  return algorithm.type === 'popular' && !algorithm.bySegment;
}

type Group = ComparedRecommender['segments'][number];

/** NDCG or recall of every recommender in every group of users, with intervals. */
export function groupsFigure(
  rows: readonly Row[],
  by: Group['by'],
  metric: 'ndcg' | 'recall',
  names: { metric: string; group: (group: Group) => string },
): Figure {
  const own = (row: Row): Group[] => row.recommender.segments.filter((one) => one.by === by);
  const groups = rows[0] ? own(rows[0]) : [];
  const step = 0.7 / Math.max(1, rows.length);
  return {
    data: rows.map((row, r) => ({
      ...{ type: 'scatter', mode: 'markers', name: plain(row.name) },
      x: own(row).map((group) => group[metric].value),
      y: own(row).map((_, place) => place + (r - (rows.length - 1) / 2) * step),
      error_x: whiskers(
        own(row).map((group) => group[metric]),
        series(row.colour),
      ),
      marker: { color: series(row.colour), symbol: seriesShape(row.colour), size: 7 },
      customdata: own(row).map((group) => [plain(names.group(group), 60), plain(row.name)]),
      hovertemplate: '%{customdata[1]}<br>%{customdata[0]}<br>%{x:.4f}<extra></extra>',
    })),
    layout: {
      xaxis: { title: { text: names.metric }, rangemode: 'tozero' },
      yaxis: {
        ...{ range: [groups.length - 0.5, -0.5], tickmode: 'array', showgrid: false },
        tickvals: groups.map((_, place) => place),
        ticktext: groups.map((group) => plain(names.group(group), 40)),
      },
      shapes: groups.slice(1).map((_, place) => ({
        ...{ type: 'line', xref: 'paper', x0: 0, x1: 1, y0: place + 0.5, y1: place + 0.5 },
        line: { color: 'var(--chart-grid)', width: 1 },
        layer: 'below',
      })),
    },
    table: {
      columns: [m.compare_group(), m.compare_users(), ...rows.map((row) => row.name)],
      rows: groups.map((group, place) => [
        names.group(group),
        group.users,
        ...rows.map((row) => own(row)[place]?.[metric].value ?? null),
      ]),
    },
  };
}

/** NDCG over one of the measures beside accuracy: what is paid for what. */
export function beyondFigure(rows: readonly Row[], key: BeyondKey, ndcg: string): Figure {
  const label = beyond.find((one) => one.key === key)?.name() ?? key;
  const shown = rows.filter((row) => (row.at.beyond?.[key] ?? null) !== null);
  return {
    data: shown.map((row) => ({
      ...{ type: 'scatter', mode: 'markers' },
      x: [row.at.beyond?.[key] ?? null],
      y: [row.at.metrics.ndcg.value],
      marker: { color: series(row.colour), symbol: seriesShape(row.colour), size: 10 },
      hovertemplate: `${plain(row.name)}<br>${label} %{x:.4f}<br>${ndcg} %{y:.4f}<extra></extra>`,
    })),
    layout: {
      xaxis: { title: { text: label }, ...paddedRange(shown.map((row) => row.at.beyond?.[key])) },
      yaxis: {
        title: { text: ndcg },
        range: [
          0,
          1.18 *
            largest(
              shown.map((row) => row.at.metrics.ndcg.value ?? 0),
              1e-6,
            ),
        ],
      },
    },
    table: {
      columns: [m.compare_recommender(), ndcg, ...beyond.map(({ name }) => name())],
      rows: rows.map((row) => [
        row.name,
        row.at.metrics.ndcg.value,
        ...beyond.map((one) => row.at.beyond?.[one.key] ?? null),
      ]),
    },
  };
}

/** Room at both ends for the points; from 0 where that is near. */
function paddedRange(values: readonly (number | null | undefined)[]): {
  range?: [number, number];
} {
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length === 0) return {};
  const [low, high] = [smallest(known), largest(known)];
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const nearZero = low >= 0 && low - pad <= 0.25 * high;
  return { range: [nearZero ? 0 : low - pad, high + pad] };
}
