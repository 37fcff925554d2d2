import type { RunView } from '#shared/contract/runs.ts';
import { smooth } from '../../charts/lines/smooth.ts';
import type { LineSeries } from '../../charts/lines/line-series.ts';

export type Metric = 'accuracy' | 'auc' | 'mae';
type Names = { batch: string; train: string; validation: string };

/** Loss over epochs: every batch faintly (and smoothed where asked), both parts at each epoch's end. */
export function lossLines(view: RunView, names: Names, smoothing: number): LineSeries[] {
  const perEpoch = Math.max(1, view.stepsPerEpoch);
  const x = view.steps.step.map((step) => step / perEpoch);
  const lines: LineSeries[] = [
    { name: names.batch, x, y: view.steps.loss, colour: 0, style: 'faint' },
  ];
  if (smoothing > 0 && x.length > 2) {
    const y = smooth(view.steps.loss, smoothing);
    lines.push({ name: names.batch, x, y, colour: 5, style: 'thin' });
  }
  return [...lines, ...epochLines(view, (part) => part.loss, names)];
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

/** A metric over epochs for both parts. */
export function metricLines(view: RunView, metric: Metric, names: Names): LineSeries[] {
  return epochLines(view, (part) => part[metric], names);
}

/** Metrics this run has values of. */
export function metricsOf(view: RunView): Metric[] {
  const first = view.epochs[0];
  const known = ['auc', 'accuracy', 'mae'] as const;
  return known.filter(
    (name) => first?.train[name] !== undefined || first?.validation?.[name] !== undefined,
  );
}

type Part = RunView['epochs'][number]['train'];

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
