import * as tf from '@tensorflow/tfjs-core';
import { captureLoop, type CapturedLoop } from '../../capture/captured-loop.ts';
import type { Execution } from '../../capture/execution.ts';
import { graphUniform } from '../../random/graph-random.ts';
import { purposes, uniformFloats } from '#shared/random/philox.ts';
import type { NativeBackend } from '../../runtime/runtime.ts';

export type StepInput = {
  state: tf.Tensor[];
  /** What does not change: interactions, features. */
  feeds: tf.Tensor[];
  /** Numbers of the interactions of this batch, int32. */
  batch: tf.Tensor1D;
  /** Adam's rate of this step. */
  rate: tf.Scalar;
  /** `count` uniform numbers in [0, 1) of this step; asked for once. */
  draw(count: number): tf.Tensor1D;
  /** There where the step may write into the tables of its state, which are then used up. */
  inPlace: NativeBackend | null;
};
export type NeuralStep = (input: StepInput) => { state: tf.Tensor[]; loss: tf.Scalar };

/** Batches of one size: their interactions [steps, batch], int32, and Adam's rates [steps]. */
export type Batches = { order: tf.Tensor2D; rates: tf.Tensor1D };

/** Takes steps over batches of one size, on a state that is in it from `enter` to `leave`. */
export type StepRunner = {
  /** Takes over the state. */
  enter(state: tf.Tensor[]): void;
  /** Losses of steps; `base` is the number of the first of all the batches within the whole fit. */
  run(
    batches: Batches,
    steps: { base: number; first: number; count: number },
  ): Promise<Float32Array>;
  /** Gives the state back. */
  leave(): tf.Tensor[];
  readonly maxSteps: number;
  dispose(): void;
};

export type Job = { step: NeuralStep; feeds: tf.Tensor[]; seed: number };

/** Many steps a native call; captured at the first. */
export function capturedRunner(
  native: NativeBackend,
  { step, feeds, seed }: Job,
  { execution, maxSteps }: { execution: Execution; maxSteps: number },
): StepRunner {
  let loop: CapturedLoop | null = null;
  const inPlace = execution === 'interpreted' ? native : null;
  const captured = (index: tf.Scalar, state: tf.Tensor[], given: tf.Tensor[]) => {
    const [order, rates, base, ...rest] = given;
    if (!order || !rates || !base) throw new Error('a feed is missing');
    const at = tf.reshape<tf.Rank.R1>(index, [1]);
    const stream = { seed, step: tf.add(base, index), purpose: purposes.sampling };
    const { state: next, loss } = step({
      ...{ state, feeds: rest, inPlace },
      batch: tf.reshape(tf.gather(order, at), [order.shape[1]!]),
      rate: tf.reshape<tf.Rank.R0>(tf.gather(rates, at), []),
      draw: (count) => graphUniform(native, stream, count),
    });
    return { state: next, result: loss };
  };
  /** Capturing runs the step once, and tables are written in place: on copies, so that no step is taken twice. */
  const capture = (state: tf.Tensor[], given: tf.Tensor[], first: number): CapturedLoop => {
    const copies = tf.tidy(() => state.map((tensor) => tf.add(tensor, 0)));
    try {
      const examples = { state: copies, feeds: given };
      return captureLoop(native, examples, captured, { maxSteps, execution, first });
    } finally {
      tf.dispose(copies);
    }
  };
  let held: tf.Tensor[] = [];
  return {
    maxSteps,
    enter: (state) => (held = state),
    leave: () => held.splice(0),
    run: async ({ order, rates }, { base, first, count }) => {
      const number = tf.scalar(base, 'int32');
      const given = [order, rates, number, ...feeds];
      loop ??= capture(held, given, first);
      const after = loop.run(held, given, first, count);
      tf.dispose([...held, number]);
      held = after.state;
      return after.results;
    },
    dispose: () => loop?.dispose(),
  };
}

/** Step by step, where TensorFlow does not run and a step has no compiled form. */
export function eagerRunner({ step, feeds, seed }: Job): StepRunner {
  let now: tf.Tensor[] = [];
  return {
    maxSteps: Number.MAX_SAFE_INTEGER,
    enter: (state) => (now = state),
    leave: () => now.splice(0),
    run: async ({ order, rates }, { base, first, count }) => {
      const losses: tf.Tensor[] = [];
      for (let at = first; at < first + count; at++) {
        const stream = { seed, step: base + at, purpose: purposes.sampling };
        const [loss, ...next] = tf.tidy(() => {
          const row = tf.tensor1d([at], 'int32');
          const made = step({
            ...{ state: now, feeds, inPlace: null },
            batch: tf.reshape(tf.gather(order, row), [order.shape[1]]),
            rate: tf.reshape<tf.Rank.R0>(tf.gather(rates, row), []),
            draw: (size) => tf.tensor1d(uniformFloats(stream, size)),
          });
          return [made.loss, ...made.state];
        });
        tf.dispose(now);
        now = next;
        losses.push(loss);
      }
      const stacked = tf.stack(losses);
      const values = Float32Array.from(await stacked.data<'float32'>());
      tf.dispose([stacked, ...losses]);
      return values;
    },
    dispose: () => undefined,
  };
}
