import type { TrainEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';

/** The loss stopped being a number: the learning rate was too high. */
export function diverged({ output, settings }: TrainEvidence): Verdict<'diverged'> | null {
  if (output.diverged === null) return null;
  const { step, value } = output.diverged;
  const rate = settings.learningRate;
  return {
    id: 'diverged',
    tone: 'warn',
    values: { step, value, rate },
    actions: [
      {
        id: 'lower_rate',
        changes: [
          { of: 'self', path: ['learningRate'], value: Number((rate / 10).toPrecision(6)) },
        ],
        run: 'self',
      },
    ],
  };
}
