import { smallest } from '../../statistics/extremes.ts';
import type { TrainEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';

/** Share of the validation loss that the last fifth of the epochs must still have taken off. */
const leastFall = 0.005;
const fewestEpochs = 3;

/**
 * A run that went through all its epochs, was at its lowest validation loss in the last of them or the one before, and
 * over the last fifth of its epochs took half a percent or more off that loss.
 */
export function stillImproving({ output }: TrainEvidence): Verdict<'still_improving'> | null {
  const losses = output.epochs.map(({ validation }) => validation?.loss ?? NaN);
  const epochs = losses.length;
  if (output.end !== 'finished' || epochs < fewestEpochs || losses.some(Number.isNaN)) return null;
  const last = Math.max(1, Math.round(epochs / 5));
  const lowest = smallest(losses);
  if (losses.indexOf(lowest) < epochs - 2) return null;
  const fall = 1 - lowest / losses[epochs - 1 - last]!;
  if (!(fall >= leastFall)) return null;
  return {
    id: 'still_improving',
    tone: 'warn',
    values: { epochs, last, fall },
    actions: [
      {
        id: 'train_on',
        changes: [{ of: 'self', path: ['epochs'], value: Math.min(100_000, 2 * epochs) }],
        run: 'self',
      },
    ],
  };
}
