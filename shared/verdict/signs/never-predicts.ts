import type { EvaluateOutput } from '../../model/cells/evaluate.ts';
import type { EvaluateEvidence } from '../evidence.ts';
import type { Action, Verdict } from '../verdict.ts';

/** A class that rows of the part have and no row is said to be of. */
export function neverPredicts(evidence: EvaluateEvidence): Verdict<'never_predicts'> | null {
  const { output, classWeights, decided } = evidence;
  const missing = output.classes.flatMap((value, index) => {
    const rows = sum(output.confusion[index] ?? []);
    const predicted = sum(output.confusion.map((row) => row[index]!));
    return rows > 0 && predicted === 0 ? [{ value, rows }] : [];
  });
  if (missing.length === 0) return null;
  const actions: Action[] = [];
  const threshold = bestThreshold(output);
  if (threshold !== null)
    actions.push({
      id: 'move_threshold',
      changes: [
        { of: decided ? { kind: 'evaluate' } : 'self', path: ['threshold'], value: threshold },
      ],
    });
  if (classWeights === 'none')
    actions.push({
      id: 'weight_classes',
      changes: [{ of: { kind: 'train' }, path: ['classWeights'], value: 'balanced' }],
      run: { kind: 'train' },
    });
  return {
    id: 'never_predicts',
    tone: 'warn',
    values: {
      classes: missing.map(({ value }) => value),
      rows: sum(missing.map(({ rows }) => rows)),
    },
    actions: output.part === 'test' ? [] : actions,
  };
}

/** The threshold of the curve's points with the largest F1, to four decimals below it; null but for two classes. */
function bestThreshold({ pr }: EvaluateOutput): number | null {
  if (pr === null) return null;
  let best: number | null = null;
  let f1 = 0;
  pr.threshold.forEach((threshold, at) => {
    const [recall, precision] = [pr.x[at]!, pr.y[at]!];
    const here = (2 * precision * recall) / (precision + recall);
    if (threshold <= 1 && here > f1) [best, f1] = [Math.floor(threshold * 1e4) / 1e4, here];
  });
  return best;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
