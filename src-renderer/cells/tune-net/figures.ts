import { largest, smallest } from '#shared/statistics/extremes.ts';
import type { NetTrial, TuneNetOutput } from '#shared/model/cells/tune-net.ts';
import type { Json } from '#shared/model/json.ts';
import { quiet, type Figure } from '../../charts/figure.ts';
import { series } from '../../charts/series.ts';

type Scored = NetTrial & { score: number };
type Words = {
  setting(name: string): string;
  value(value: Json): string;
  score: string;
};

const isScored = (trial: NetTrial): trial is Scored => trial.score !== null;

/** Every trial a line over one axis a setting and one for the score; the best stands out, better ones are darker. */
export function parallelFigure(
  { trials, best }: Pick<TuneNetOutput, 'trials' | 'best'>,
  sign: 1 | -1,
  words: Words,
): Figure {
  const winner = trials[best];
  const scored = trials.filter(isScored).sort((a, b) => sign * (a.score - b.score));
  const names = winner?.settings.map(({ name }) => name) ?? [];
  const axes = [
    ...names.map((name) =>
      axisOf(
        scored.map((trial) => valueOf(trial, name)),
        words.value,
      ),
    ),
    axisOf(
      scored.map(({ score }) => score),
      (value) => Number(value).toFixed(4),
    ),
  ];
  const x = axes.map((_, at) => at);
  const line = (trial: Scored, place: number) => ({
    ...{ type: 'scatter' as const, mode: 'lines' as const, x, hoverinfo: 'skip' as const },
    y: axes.map(({ places }) => places[place] ?? 0),
    opacity: trial === winner ? 1 : 0.15 + (0.55 * place) / Math.max(1, scored.length),
    line: { color: trial === winner ? series(1) : series(0), width: trial === winner ? 3 : 1 },
  });
  const labels = [...names.map((name) => words.setting(name)), words.score];
  return {
    data: scored.map(line),
    layout: {
      showlegend: false,
      xaxis: {
        ...{
          tickmode: 'array',
          tickvals: x,
          ticktext: labels.map(wrapped),
          tickangle: 0,
          showgrid: true,
          zeroline: false,
        },
        ...{ range: [-0.35, axes.length - 0.4], gridcolor: quiet, fixedrange: true },
      },
      yaxis: { visible: false, range: [-0.12, 1.12], fixedrange: true },
      annotations: axes.flatMap(({ ticks }, at) =>
        ticks.map(({ place, text }) => ({
          ...{ x: at, y: place, text, showarrow: false, xanchor: 'left' as const, xshift: 5 },
          font: { size: 10 },
          bgcolor: 'var(--ground)',
        })),
      ),
    },
    table: {
      columns: labels,
      rows: scored
        .toReversed()
        .map((trial) => [...names.map((name) => words.value(valueOf(trial, name))), trial.score]),
    },
  };
}

/** How much each setting sets the best apart, the most telling on top. */
export function importanceFigure(
  importance: TuneNetOutput['importance'],
  words: Pick<Words, 'setting'> & { share: string },
): Figure {
  const rows = importance.map(({ name, share }) => ({ name: words.setting(name), share }));
  const upward = rows.toReversed();
  return {
    data: [
      {
        ...{ type: 'bar', orientation: 'h', hovertemplate: '%{y}: %{x:.0%}<extra></extra>' },
        x: upward.map(({ share }) => share),
        y: upward.map(({ name }) => name),
        marker: { color: series(0) },
      },
    ],
    layout: {
      xaxis: { tickformat: '.0%', rangemode: 'tozero', title: { text: words.share } },
      yaxis: { automargin: true, showgrid: false },
      bargap: 0.35,
    },
    table: {
      columns: [words.setting('space'), words.share],
      rows: rows.map(({ name, share }) => [name, share]),
    },
  };
}

type Axis = { places: number[]; ticks: { place: number; text: string }[] };
const mostTicks = 6;

/** Numbers by size between their ends, by orders of magnitude where they span more than one; anything else evenly. */
function axisOf(values: readonly Json[], text: (value: Json) => string): Axis {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return namedAxis(values, text);
  const [low, high] = [smallest(numbers), largest(numbers)];
  const log = low > 0 && high / low > 10;
  const scale = (value: number): number => (log ? Math.log(value) : value);
  const span = scale(high) - scale(low);
  const place = (value: number): number => (span > 0 ? (scale(value) - scale(low)) / span : 0.5);
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  const shown = distinct.length <= mostTicks ? distinct : span > 0 ? [low, high] : [low];
  return {
    places: numbers.map(place),
    ticks: shown.map((value) => ({ place: place(value), text: text(value) })),
  };
}

function namedAxis(values: readonly Json[], text: (value: Json) => string): Axis {
  const names = [...new Set(values.map(text))].sort();
  const place = (name: string): number => (names.indexOf(name) + 0.5) / names.length;
  return {
    places: values.map((value) => place(text(value))),
    ticks: names.map((name) => ({ place: place(name), text: name.replace(/</g, '&lt;') })),
  };
}

function valueOf({ settings }: NetTrial, name: string): Json {
  return settings.find((one) => one.name === name)?.value ?? null;
}

/** Axes stand close together: a word a line. */
function wrapped(label: string): string {
  return label.replace(/</g, '&lt;').replace(/ (?=\S{3,})/g, '<br>');
}
