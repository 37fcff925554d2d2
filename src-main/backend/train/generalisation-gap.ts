import type { TrainOutput } from '#shared/model/cells/train.ts';
import type { EpochRecord } from '#shared/model/run.ts';

/** Validation loss this much above training loss counts as a gap. */
const factor = 1.1;

/**
 * Loss on validation over loss on training at the end, where validation says the model learns its rows by heart:
 * it is clearly higher than training, and either has risen since its best epoch or is still 25% above.
 * Losses on the training part come from the same epoch; with dropout they are the lossier ones, so a gap is a gap.
 */
export function generalisationGap(epochs: readonly EpochRecord[]): TrainOutput['gap'] {
  const end = epochs.at(-1);
  const validation = end?.validation?.loss;
  if (end === undefined || validation === undefined) return null;
  const train = end.train.loss;
  if (!(validation > train * factor)) return null;
  const best = epochs.reduce((lowest, record) =>
    (record.validation?.loss ?? Infinity) < (lowest.validation?.loss ?? Infinity) ? record : lowest,
  );
  const risen = best !== end && validation > (best.validation?.loss ?? Infinity) * 1.02;
  if (!risen && validation < train * 1.25) return null;
  return { train, validation, risingSince: risen ? best.epoch : null };
}
