import { halvedDropout, mostDropout } from '../dropout.ts';
import type { TrainEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';

/** Training loss this much above validation loss looks like a mistake and is none. */
const factor = 1.05;
/** From this rate on, less of it is worth a try. */
const much = 0.3;

/**
 * Training loss above validation loss in a network with dropout: the first is measured while units are struck out, the
 * second with all of them.
 */
export function dropoutExplainsGap({
  output,
  layers,
}: TrainEvidence): Verdict<'dropout_explains_gap'> | null {
  const rate = mostDropout(layers);
  const epoch = output.epochs.find((record) => record.epoch === output.bestEpoch);
  const validation = epoch?.validation?.loss;
  if (rate === 0 || epoch === undefined || validation === undefined) return null;
  if (!(epoch.train.loss > validation * factor)) return null;
  return {
    id: 'dropout_explains_gap',
    tone: 'info',
    values: { train: epoch.train.loss, validation, rate },
    actions:
      rate < much
        ? []
        : [
            {
              id: 'less_dropout',
              changes: [{ of: { kind: 'model' }, path: ['layers'], value: halvedDropout(layers) }],
              run: 'self',
            },
          ],
  };
}
