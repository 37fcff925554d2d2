import { earlyStopping } from '../../model/net/train-settings.ts';
import { raisedDropout } from '../dropout.ts';
import type { TrainEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';

/**
 * The network knows its training rows better than others, as the run found (see generalisationGap): stop early where
 * validation rose and nothing watched it, else drop out more.
 */
export function overfitted(evidence: TrainEvidence): Verdict<'overfitted'> | null {
  const { output, settings, layers } = evidence;
  if (output.gap === null) return null;
  const watch = output.gap.risingSince !== null && settings.earlyStopping === null;
  return {
    id: 'overfitted',
    tone: 'warn',
    values: output.gap,
    actions: watch
      ? [
          {
            id: 'stop_early',
            changes: [{ of: 'self', path: ['earlyStopping'], value: earlyStopping.parse({}) }],
            run: 'self',
          },
        ]
      : layers.length === 0
        ? []
        : [
            {
              id: 'more_dropout',
              changes: [{ of: { kind: 'model' }, path: ['layers'], value: raisedDropout(layers) }],
              run: 'self',
            },
          ],
  };
}
