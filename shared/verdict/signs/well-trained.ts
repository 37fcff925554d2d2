import type { TrainEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';

/** Nothing speaks against the run: measure it. */
export function wellTrained({ output }: TrainEvidence): Verdict<'well_trained'> | null {
  const epoch = output.epochs.find((record) => record.epoch === output.bestEpoch);
  if (epoch === undefined || epoch.validation === null) return null;
  if (output.end !== 'finished' && output.end !== 'early_stopped') return null;
  return {
    id: 'well_trained',
    tone: 'good',
    values: { best: epoch.epoch, train: epoch.train.loss, validation: epoch.validation.loss },
    actions: [
      {
        id: 'evaluate',
        add: { kind: 'evaluate', settings: {}, inputs: { run: 'self' } },
        run: 'added',
      },
    ],
  };
}
