import type { TrainSettings } from '../model/net/train-settings.ts';
import type { ModelSpec } from '../model/net/model-spec.ts';
import { rowWeightsOf } from './class-weights.ts';
import { dropoutKeep } from './dropout-draws.ts';
import type { Batch } from './forward.ts';
import { layoutOf } from './layout.ts';
import type { Matrix } from './matrix.ts';
import { initialWeights } from './tensors.ts';
import { trainingStep, type StepInput, type StepState, type StepTrace } from './training-step.ts';

/** What decides every step of a run, its rows left out. */
export type RunRules = {
  spec: ModelSpec;
  training: TrainSettings;
  seed: number;
  classWeights: readonly number[] | null;
};

/** The rows of one step: x [rows][inputs], y [rows][units]. */
export type StepFeed = { x: Matrix; y: Matrix; learningRate: number };

/** Where a run begins. */
export function startOf({ spec, seed }: RunRules): StepState {
  return { weights: initialWeights(layoutOf(spec), seed), slots: new Map(), taken: 0 };
}

/** Rows as a step of this run takes them: their class weights, and the masks that its seed and place draw. */
export function inputOf(
  rules: RunRules,
  { x, y, learningRate }: StepFeed,
  taken: number,
): StepInput {
  const batch: Batch = { x, y, ...rowWeightsOf(y, rules.classWeights) };
  const keep = dropoutKeep(layoutOf(rules.spec), x.length, rules.seed, taken);
  return { batch, dropoutKeep: keep, learningRate };
}

/** The run's next step, in float64. */
export function stepFrom(rules: RunRules, state: StepState, feed: StepFeed): StepTrace {
  const { spec, training } = rules;
  const { optimizer, clipNorm } = training;
  return trainingStep({ spec, optimizer, clipNorm }, state, inputOf(rules, feed, state.taken));
}

/** Row-major numbers as rows of a width. */
export function rowsOf(flat: Float32Array, width: number): Matrix {
  return Array.from({ length: flat.length / width }, (_, row) => [
    ...flat.subarray(row * width, (row + 1) * width),
  ]);
}
