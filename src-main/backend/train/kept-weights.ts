import type { Checkpoint, NamedTensor } from '#shared/engine/tensors.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';
import { sha256 } from '../lib/index.ts';
import { tensorBytes } from '../storage/index.ts';

/** The best epoch's weights where early stopping restores them, else the last ones. */
export function keptWeights(
  settings: TrainSettings,
  { best, last }: { best: Checkpoint; last: Checkpoint },
): NamedTensor[] {
  return settings.earlyStopping?.restoreBest ? best.weights : last.weights;
}

/** SHA-256 of the weights' bytes in layer order: equal digests mean bit-equal weights. */
export function weightsHash(weights: readonly NamedTensor[]): string {
  return sha256(tensorBytes(weights));
}
