import type { EvaluateEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';
import { contest, firstMetric, strongest } from '../contest.ts';

/** Ahead of every baseline on more than half of the metrics, or level with the strongest: then the test part decides. */
export function aheadOfBaseline({
  output,
}: EvaluateEvidence): Verdict<'better_than_baseline' | 'level_with_baseline'> | null {
  const baseline = strongest(output.baselines);
  const figure = baseline && firstMetric(output.model, baseline);
  if (!baseline || !figure) return null;
  const counts = contest(output.model, baseline);
  if (counts.baseline * 2 > counts.of) return null;
  const better = counts.model * 2 > counts.of;
  const values = { baseline: baseline.name, ahead: counts.model, of: counts.of, ...figure };
  if (!better) return { id: 'level_with_baseline', tone: 'info', values, actions: [] };
  const add = {
    kind: 'evaluate',
    settings: { part: 'test' },
    inputs: { run: { kind: 'train' }, decision: 'self' as const },
  };
  return {
    id: 'better_than_baseline',
    tone: 'good',
    values,
    actions: output.part === 'test' ? [] : [{ id: 'open_test', add }],
  };
}
