import type { WalkStepAnswer, WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import type { CellValue } from '#shared/model/table.ts';
import { inputOf, rowsOf, type RunRules, type StepFeed } from '#shared/network/replay.ts';
import { textFloats } from '#shared/wire/float-text.ts';
import { at, type Matrix, type Tensor } from '#shared/network/matrix.ts';
import {
  trainingStep,
  type StepInput,
  type StepState,
  type StepTrace,
} from '#shared/network/training-step.ts';
import { createEncoder } from '#shared/encoding/index.ts';

/** What is walked through: rows, weights before the step, and the step with everything on its way. */
export type Walk = {
  rules: RunRules;
  raw: readonly CellValue[][];
  numbers: readonly number[];
  state: StepState;
  input: StepInput;
  trace: StepTrace;
};

/** The largest number an engine trains with; ours go on a little further, where the run has no numbers any more. */
const largestFloat32 = 3.4028234663852886e38;

/** A walk is no use once a weight, an output, the loss or a gradient is no number to the engine: neither are those that follow. */
export function isBroken(walk: Walk): boolean {
  const { trace, state } = walk;
  const { output, loss } = trace.forward;
  // Without a label there is no loss and no way back, whatever the weights.
  const back = isLabelled(walk) ? [[loss.total], ...trace.gradients.values()] : [];
  return ![...state.weights.values(), output.z, ...back].every(isHeld);
}

function isHeld(tensor: Tensor): boolean {
  const holds = (value: number): boolean => Math.abs(value) <= largestFloat32;
  return tensor.every((row) => (typeof row === 'number' ? holds(row) : row.every(holds)));
}

/** Whether every row has a label; without one there is no loss and no way back. */
export function isLabelled({ input }: Walk): boolean {
  return input.batch.y.every((row) => row.every((value) => !Number.isNaN(value)));
}

/** One step of a run on the rows asked for, its labels 0 where a row has none. */
export function walkOf(
  output: WalkthroughOutput,
  answer: Pick<WalkStepAnswer, 'raw' | 'numbers' | 'y' | 'learningRate'>,
  x: Matrix,
  state: StepState,
): Walk {
  const { spec, training, seed, classWeights } = output;
  const rules: RunRules = { spec, training, seed, classWeights };
  const y = rowsOf(textFloats(answer.y), spec.output.units);
  const feed: StepFeed = { x, y, learningRate: answer.learningRate };
  const input = inputOf(rules, feed, state.taken);
  const { optimizer, clipNorm } = training;
  const trace = trainingStep({ spec, optimizer, clipNorm }, state, input);
  return { rules, raw: answer.raw, numbers: answer.numbers, state, input, trace };
}

/** Encoded rows as they came; columns whose raw value was changed by hand are encoded again. */
export function encodedRows(
  { prep, spec }: WalkthroughOutput,
  answer: Pick<WalkStepAnswer, 'x' | 'raw'>,
  changed: readonly CellValue[][] | null,
): Matrix {
  const own = rowsOf(textFloats(answer.x), spec.inputs);
  if (changed === null) return own;
  const again = rowsOf(createEncoder(prep).features(changed), spec.inputs);
  // A training row's mean labels are those of the other folds, which an encoder cannot know: they stay.
  return own.map((row, r) =>
    row.map((x, feature) => {
      const column = prep.origins[feature] ?? -1;
      return changed[r]?.[column] === answer.raw[r]?.[column] ? x : at(again, r, feature);
    }),
  );
}

/** The same step with other weights. */
export function walkWith(walk: Walk, weights: StepState['weights']): Walk {
  const { spec, training } = walk.rules;
  const { optimizer, clipNorm } = training;
  const state = { ...walk.state, weights };
  const trace = trainingStep({ spec, optimizer, clipNorm }, state, walk.input);
  return { ...walk, state, trace };
}
