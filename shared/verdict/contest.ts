import type { EvaluateOutput } from '../model/cells/evaluate.ts';

type Scored = EvaluateOutput['model'];

/** Metrics of which less is more. */
const lowerIsBetter: ReadonlySet<string> = new Set([
  'logLoss',
  'brier',
  'mae',
  'rmse',
  'medianError',
]);

/** Differences below half of the third decimal, or of a thousandth of the figure where that is more, count as none. */
const smallest = 5e-4;

/** Metric by metric: on how many of those both have, each is ahead. */
export function contest(
  model: Scored,
  baseline: Scored,
): { of: number; model: number; baseline: number } {
  const own = metricsOf(model);
  const theirs = metricsOf(baseline);
  const counts = { of: 0, model: 0, baseline: 0 };
  for (const [name, a] of own) {
    const b = theirs.get(name);
    if (b === undefined) continue;
    counts.of += 1;
    const ahead = lowerIsBetter.has(name) ? b - a : a - b;
    if (Math.abs(ahead) < smallest * Math.max(1, Math.abs(a), Math.abs(b))) continue;
    counts[ahead > 0 ? 'model' : 'baseline'] += 1;
  }
  return counts;
}

/** The figure read first: ROC AUC where both have one, else log loss, or the root mean squared error. */
export function firstMetric(model: Scored, baseline: Scored) {
  const own = metricsOf(model);
  const theirs = metricsOf(baseline);
  for (const metric of ['rocAuc', 'logLoss', 'rmse']) {
    const [a, b] = [own.get(metric), theirs.get(metric)];
    if (a !== undefined && b !== undefined) return { metric, own: a, theirs: b };
  }
  return null;
}

/** The strongest baseline: each is measured against the next, which stays where it is ahead on no fewer metrics. */
export function strongest(baselines: readonly Scored[]): Scored | null {
  return baselines.reduce<Scored | null>((best, one) => {
    if (best === null) return one;
    const counts = contest(best, one);
    return counts.baseline >= counts.model ? one : best;
  }, null);
}

function metricsOf({ classification, regression }: Scored): Map<string, number> {
  return new Map(
    Object.entries({ ...classification, ...regression }).flatMap(([name, { value }]) =>
      value === null ? [] : [[name, value] as const],
    ),
  );
}
