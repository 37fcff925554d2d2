import type { RunView } from '#shared/contract/runs.ts';
import { smooth } from '../../charts/lines/smooth.ts';
import type { LineSeries } from '../../charts/lines/line-series.ts';

export type Metric = 'accuracy' | 'auc' | 'mae';
type Names = { batch: string; train: string; validation: string };

/** Loss over epochs: every batch faintly (and smoothed where asked), both parts at each epoch's end. */
export function lossLines(view: RunView, names: Names, smoothing: number): LineSeries[] {
  return [
    ...batchLines(view, view.steps.loss, names, smoothing),
    ...epochLines(view, (part) => part.loss, names),
  ];
}

/**
 * Where the epoch axis ends: at the last epoch once the run has ended; before, at the whole length or a half, quarter,
 * eighth … of it, so that the curve fills the chart and the axis changes seldom.
 */
export function axisEnd(view: RunView): number {
  const done = Math.max(
    view.epochs.at(-1)?.epoch ?? 0,
    (view.steps.step.at(-1) ?? 0) / Math.max(1, view.stepsPerEpoch),
  );
  if (view.state === 'ended') return Math.max(1, done);
  let end = view.settings.epochs;
  while (end / 2 >= Math.max(1, done)) end /= 2;
  return end;
}

/** A metric over epochs, as the loss; the AUC has no value per batch. */
export function metricLines(
  view: RunView,
  metric: Metric,
  names: Names,
  smoothing: number,
): LineSeries[] {
  const ofBatches = metric === batchMetric(view) && hasScores(view);
  return [
    ...(ofBatches ? batchLines(view, view.steps.score, names, smoothing) : []),
    ...epochLines(view, (part) => part[metric], names),
  ];
}

/** Metrics this run has values of, the one with values per batch first. */
export function metricsOf(view: RunView): Metric[] {
  const first = view.epochs[0];
  const known = ['accuracy', 'mae', 'auc'] as const;
  return known.filter(
    (name) =>
      first?.train[name] !== undefined ||
      first?.validation?.[name] !== undefined ||
      (name === batchMetric(view) && hasScores(view)),
  );
}

/** What a batch's score is. */
function batchMetric({ spec }: RunView): Metric {
  const { loss } = spec.output;
  return loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy' ? 'accuracy' : 'mae';
}

/** Runs of an older version have none. */
function hasScores({ steps }: RunView): boolean {
  return steps.score.some((score) => score !== null);
}

type Part = RunView['epochs'][number]['train'];

function batchLines(
  view: RunView,
  values: readonly (number | null)[],
  names: Names,
  smoothing: number,
): LineSeries[] {
  const perEpoch = Math.max(1, view.stepsPerEpoch);
  const x: number[] = [];
  const y: number[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    x.push((view.steps.step[index] ?? 0) / perEpoch);
    y.push(value);
  });
  const raw: LineSeries = { name: names.batch, x, y, colour: 0, style: 'faint' };
  if (smoothing === 0 || x.length <= 2) return [raw];
  return [raw, { ...raw, y: smooth(y, smoothing), colour: 5, style: 'thin' }];
}

function epochLines(
  view: RunView,
  value: (part: Part) => number | undefined,
  names: Names,
): LineSeries[] {
  const part = (
    name: string,
    colour: number,
    of: (epoch: RunView['epochs'][number]) => Part | null,
  ) => {
    const points = view.epochs.flatMap((epoch) => {
      const metrics = of(epoch);
      const y = metrics ? value(metrics) : undefined;
      return y === undefined ? [] : [{ x: epoch.epoch, y }];
    });
    const line: LineSeries = {
      name,
      x: points.map(({ x }) => x),
      y: points.map(({ y }) => y),
      colour,
      style: 'solid',
    };
    return line.x.length > 0 ? [line] : [];
  };
  return [
    ...part(names.train, 0, (epoch) => epoch.train),
    ...part(names.validation, 1, (epoch) => epoch.validation),
  ];
}
