import type { TrainSettings } from '../model/net/train-settings.ts';

/** The learning rate at a step (from 0) of a run of `stepsPerEpoch` steps an epoch. */
export function learningRateAt(
  settings: TrainSettings,
  step: number,
  stepsPerEpoch: number,
): number {
  const { schedule, learningRate, epochs } = settings;
  const epoch = step / stepsPerEpoch;
  switch (schedule.type) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * schedule.factor ** Math.floor(Math.floor(epoch) / schedule.epochs);
    case 'exponential':
      return learningRate * schedule.factor ** epoch;
    case 'cosine': {
      const { warmupEpochs, finalFactor } = schedule;
      if (epoch < warmupEpochs) {
        return (learningRate * (step + 1)) / Math.max(1, Math.ceil(warmupEpochs * stepsPerEpoch));
      }
      const share = Math.min(1, (epoch - warmupEpochs) / Math.max(epochs - warmupEpochs, 1e-9));
      const half = (1 + Math.cos(Math.PI * share)) / 2;
      return learningRate * (finalFactor + (1 - finalFactor) * half);
    }
  }
}
