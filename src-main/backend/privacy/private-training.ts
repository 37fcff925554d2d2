import type { GradientNoise } from '#shared/engine/training.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { FittedPrep, FittedStep } from '#shared/model/prep.ts';
import type { PrivateTraining, TrainSettings } from '#shared/model/net/train-settings.ts';
import { noisePlan } from '#shared/privacy/differential/noise-plan.ts';

export type PlannedOn = {
  spec: ModelSpec;
  prep: FittedPrep;
  /** Rows trained on. */
  rows: number;
};

/**
 * The noise of a private training. Everything else that would be read from the rows and told with the model is refused. Throws
 * privacy_preparation, privacy_early_stopping, privacy_class_weights, privacy_augmentation, privacy_batch_norm, privacy_number_label,
 * privacy_delta_large, privacy_no_noise.
 */
export function planPrivate(
  settings: TrainSettings,
  { epsilon, delta }: PrivateTraining,
  { spec, prep, rows }: PlannedOn,
): GradientNoise {
  if (settings.earlyStopping !== null) throw new PortraitError('privacy_early_stopping');
  if (settings.classWeights === 'balanced') throw new PortraitError('privacy_class_weights');
  if (settings.augmentation) throw new PortraitError('privacy_augmentation');
  if (spec.layers.some(({ type }) => type === 'batchNorm'))
    throw new PortraitError('privacy_batch_norm');
  if (prep.label.kind === 'number') throw new PortraitError('privacy_number_label');
  const read = prep.steps.filter((step) => !isKnown(step)).map(({ column }) => `“${column}”`);
  if (read.length > 0) throw new PortraitError('privacy_preparation', { columns: shortList(read) });
  if (delta * rows >= 1) throw new PortraitError('privacy_delta_large', { delta, rows });
  const noise = noisePlan({ ...settings, rows }, { epsilon, delta });
  if (noise === null) throw new PortraitError('privacy_no_noise', { epsilon });
  return noise;
}

/** Whether a step is what it is whatever the rows are. */
function isKnown(step: FittedStep): boolean {
  return step.type === 'hash' || (step.type === 'numeric' && step.known === true);
}

function shortList(names: readonly string[]): string {
  const most = 5;
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')}, …`;
}
