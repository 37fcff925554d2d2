import { halvedDropout, mostDropout } from '../dropout.ts';
import type { EvaluateEvidence } from '../evidence.ts';
import type { Action, Verdict } from '../verdict.ts';
import { contest, firstMetric, strongest } from '../contest.ts';

/** The strongest baseline is ahead on more than half of the metrics. */
export function beatenByBaseline({
  output,
  layers,
}: EvaluateEvidence): Verdict<'beaten_by_baseline'> | null {
  const baseline = strongest(output.baselines);
  const figure = baseline && firstMetric(output.model, baseline);
  if (!baseline || !figure) return null;
  const counts = contest(output.model, baseline);
  if (counts.baseline * 2 <= counts.of) return null;
  const actions: Action[] = [];
  if (mostDropout(layers) > 0)
    actions.push({
      id: 'less_dropout',
      changes: [{ of: { kind: 'model' }, path: ['layers'], value: halvedDropout(layers) }],
      run: { kind: 'train' },
    });
  if ((baseline.name === 'logistic' || baseline.name === 'linear') && layers.length > 0)
    actions.push({
      id: 'use_linear',
      add: { kind: 'model', settings: { layers: [] }, inputs: { features: { kind: 'features' } } },
    });
  return {
    id: 'beaten_by_baseline',
    tone: 'warn',
    values: { baseline: baseline.name, ahead: counts.baseline, of: counts.of, ...figure },
    // What is seen on the test part is no reason to change anything: that is what it was kept for.
    actions: output.part === 'test' ? [] : actions,
  };
}
