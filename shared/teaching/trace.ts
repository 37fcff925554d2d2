import type { ModelSpec } from '../model/net/model-spec.ts';
import type { Optimizer } from '../model/net/train-settings.ts';
import type { Backward } from '../network/backward.ts';
import type { Batch, Forward, Mode, Weights } from '../network/forward.ts';
import type { Tensor } from '../network/matrix.ts';
import {
  trainingStep,
  type StepInput,
  type StepRules,
  type StepState,
  type StepTrace,
} from '../network/training-step.ts';
import type { Slots } from '../network/updates/update.ts';

/** How an input came from the raw value: x = (raw - mean) / deviation. */
export type Scaling = { raw: number; mean: number; deviation: number };

/** A training step that can be taken; `scalings` by row and input where an input is a scaled number, null elsewhere. */
export type StepSource = {
  rules: StepRules;
  state: StepState;
  input: StepInput;
  scalings?: readonly (readonly (Scaling | null)[])[];
};

/** A training step that was taken, everything in it at hand to ask about. `step` counts from 1. */
export type Trace = {
  spec: ModelSpec;
  optimizer: Optimizer;
  learningRate: number;
  step: number;
  batch: Batch;
  mode: Mode & { training: true };
  weights: Weights;
  slots: Slots;
  pass: Forward;
  back: Backward;
  gradients: ReadonlyMap<string, Tensor>;
  next: StepState;
  scalings: StepSource['scalings'];
};

/** Takes the step; or uses `taken` where it was taken already. @throws RangeError where a tensor or mask is missing */
export function traceOf(
  { rules, state, input, scalings }: StepSource,
  taken: StepTrace = trainingStep(rules, state, input),
): Trace {
  const { batch, dropoutKeep, learningRate } = input;
  return {
    ...{ spec: rules.spec, optimizer: rules.optimizer, learningRate, batch, scalings },
    ...{ step: state.taken + 1, weights: state.weights, slots: state.slots },
    mode: { training: true, dropoutKeep },
    ...{ pass: taken.forward, back: taken.backward, gradients: taken.gradients, next: taken.after },
  };
}
