import { largest } from '#shared/statistics/extremes.ts';
import type { Trial } from '#shared/model/cells/tune.ts';
import type { Json } from '#shared/model/json.ts';
import { quiet, type Figure } from '../../charts/figure.ts';
import { series } from '../../charts/series.ts';
import { valueOf } from '../parts/search/trials.ts';

type Labels = { setting: string; score: string; value: (value: Json) => string };

/**
 * Score over one setting: every trial a point, a line through the best of each value. Values stand in their order at
 * even steps: the grids searched are mostly geometric.
 */
export function settingFigure(
  trials: readonly Trial[],
  best: Trial | undefined,
  name: string,
  labels: Labels,
): Figure {
  const scored = trials.filter((trial) => trial.score !== null);
  const values = distinct(scored.map((trial) => valueOf(trial, name)));
  const place = (trial: Trial): number =>
    values.findIndex((value) => same(value, valueOf(trial, name)));
  const tops = values.map((_, at) =>
    largest(scored.filter((trial) => place(trial) === at).map(({ score }) => score ?? 0)),
  );
  const text = (value: Json): string => labels.value(value).replace(/</g, '&lt;');
  const hover = `${labels.setting} %{customdata}<br>${labels.score} %{y:.4f}<extra></extra>`;
  return {
    data: [
      {
        ...{ type: 'scatter', mode: 'lines', hoverinfo: 'skip' },
        x: values.map((_, at) => at),
        y: tops,
        line: { color: quiet, width: 1 },
      },
      {
        ...{ type: 'scatter', mode: 'markers', hovertemplate: hover },
        x: scored.map(place),
        y: scored.map(({ score }) => score),
        customdata: scored.map((trial) => text(valueOf(trial, name))),
        marker: { color: series(0), size: 7, opacity: 0.65 },
      },
      {
        ...{ type: 'scatter', mode: 'markers', hovertemplate: hover },
        x: best ? [place(best)] : [],
        y: best ? [best.score] : [],
        customdata: best ? [text(valueOf(best, name))] : [],
        marker: { color: series(1), size: 10, line: { color: 'var(--surface)', width: 2 } },
      },
    ],
    layout: {
      xaxis: {
        ...{ title: { text: labels.setting }, tickmode: 'array', showgrid: false },
        tickvals: values.map((_, at) => at),
        ticktext: values.map(text),
        range: [-0.4, values.length - 0.6],
      },
      yaxis: { title: { text: labels.score } },
    },
    table: {
      columns: [labels.setting, labels.score],
      rows: scored.map((trial) => [labels.value(valueOf(trial, name)), trial.score]),
    },
  };
}

function distinct(values: readonly Json[]): Json[] {
  const found: Json[] = [];
  for (const value of values) if (!found.some((one) => same(one, value))) found.push(value);
  return found.every((value) => typeof value === 'number')
    ? found.sort((a, b) => Number(a) - Number(b))
    : found;
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
