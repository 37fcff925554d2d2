import * as tf from '@tensorflow/tfjs-core';
import { captureLoop, type CapturedLoop } from '../../capture/captured-loop.ts';
import { graphUniform } from '../../random/graph-random.ts';
import { purposes, shuffled, uniformFloats } from '../../random/philox.ts';
import type { NativeBackend } from '../../runtime/runtime.ts';
import { ChunkSize } from '../../train/chunk-size.ts';
import type { FitContext } from '../recommender.ts';
import { adamRate } from './embedding-table.ts';

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
};
export type NeuralStep = (input: StepInput) => { state: tf.Tensor[]; loss: tf.Scalar };

export type EpochsPlan = {
  state: tf.Tensor[];
  feeds: tf.Tensor[];
  step: NeuralStep;
  /** Interactions to go through each epoch, and how many of them a step takes. */
  pairs: number;
  batchSize: number;
  epochs: number;
  learningRate: number;
};

/** Messages are answered between chunks; 50 ms are promised. */
const chunkMs = 35;
const maxSteps = 1024;

/**
 * Goes through all interactions every epoch in a new order, many steps a native call where TensorFlow runs, step by
 * step elsewhere; draws come from seed and step, so the size of chunks changes nothing. Takes over the state and
 * gives the last one; the feeds stay the caller's.
 * @throws what `progress` throws where the fit was stopped
 */
export async function trainEpochs(plan: EpochsPlan, context: FitContext): Promise<tf.Tensor[]> {
  const batch = Math.min(plan.batchSize, plan.pairs);
  const steps = Math.ceil(plan.pairs / Math.max(1, batch));
  const runner = context.native
    ? capturedRunner(context.native, plan, context.seed, steps)
    : eagerRunner(plan, context.seed);
  const all = Int32Array.from({ length: plan.pairs }, (_, pair) => pair);
  const chunk = new ChunkSize(chunkMs);
  let state = plan.state;
  try {
    for (let epoch = 0; epoch < plan.epochs && plan.pairs > 0; epoch++) {
      const order = shuffled(all, context.seed, epoch);
      // The last batch is filled up from the front, so that all have one shape.
      const filled = Int32Array.from({ length: steps * batch }, (_, at) => order[at % plan.pairs]!);
      const rates = Float32Array.from({ length: steps }, (_, at) =>
        adamRate(plan.learningRate, epoch * steps + at + 1),
      );
      const feed = [tf.tensor2d(filled, [steps, batch], 'int32'), tf.tensor1d(rates)];
      let sum = 0;
      try {
        for (let first = 0; first < steps;) {
          const count = Math.min(chunk.steps, maxSteps, steps - first);
          const started = performance.now();
          const result = await runner.run(state, feed, epoch * steps, first, count);
          chunk.record(count, performance.now() - started);
          state = result.state;
          for (const loss of result.losses) sum += loss;
          first += count;
          if (first < steps) await context.progress(epoch + first / steps, plan.epochs, null);
        }
      } finally {
        tf.dispose(feed);
      }
      await context.progress(epoch + 1, plan.epochs, sum / steps);
    }
    return state;
  } catch (thrown) {
    tf.dispose(state);
    throw thrown;
  } finally {
    runner.dispose();
  }
}

type Runner = {
  run(
    state: tf.Tensor[],
    feed: tf.Tensor[],
    base: number,
    first: number,
    count: number,
  ): Promise<{ state: tf.Tensor[]; losses: Float32Array }>;
  dispose(): void;
};

function capturedRunner(
  native: NativeBackend,
  plan: EpochsPlan,
  seed: number,
  steps: number,
): Runner {
  let loop: CapturedLoop | null = null;
  const step = (index: tf.Scalar, state: tf.Tensor[], given: tf.Tensor[]) => {
    const [order, rates, base, ...feeds] = given;
    if (!order || !rates || !base) throw new Error('a feed is missing');
    const at = tf.reshape<tf.Rank.R1>(index, [1]);
    const stream = { seed, step: tf.add(base, index), purpose: purposes.sampling };
    const { state: next, loss } = plan.step({
      state,
      feeds,
      batch: tf.reshape(tf.gather(order, at), [order.shape[1] ?? 0]),
      rate: tf.reshape<tf.Rank.R0>(tf.gather(rates, at), []),
      draw: (count) => graphUniform(native, stream, count),
    });
    return { state: next, result: loss };
  };
  /** Capturing runs the step once, and tables are written in place: on copies, so that no step is taken twice. */
  const captured = (state: tf.Tensor[], given: tf.Tensor[], first: number): CapturedLoop => {
    const copies = tf.tidy(() => state.map((tensor) => tf.add(tensor, 0)));
    try {
      return captureLoop(native, { state: copies, feeds: given }, step, {
        maxSteps: Math.min(maxSteps, steps),
        execution: 'interpreted',
        first,
      });
    } finally {
      tf.dispose(copies);
    }
  };
  return {
    run: async (state, feed, base, first, count) => {
      const given = [...feed, tf.scalar(base, 'int32'), ...plan.feeds];
      loop ??= captured(state, given, first);
      const after = loop.run(state, given, first, count);
      tf.dispose([...state, given[2]!]);
      return { state: after.state, losses: after.results };
    },
    dispose: () => loop?.dispose(),
  };
}

function eagerRunner(plan: EpochsPlan, seed: number): Runner {
  return {
    run: async (state, [order, rates], base, first, count) => {
      const losses: tf.Tensor[] = [];
      let now = state;
      for (let at = first; at < first + count; at++) {
        const stream = { seed, step: base + at, purpose: purposes.sampling };
        const [loss, ...next] = tf.tidy(() => {
          const row = tf.tensor1d([at], 'int32');
          const made = plan.step({
            state: now,
            feeds: plan.feeds,
            batch: tf.reshape(tf.gather(order!, row), [order!.shape[1] ?? 0]),
            rate: tf.reshape<tf.Rank.R0>(tf.gather(rates!, row), []),
            draw: (size) => tf.tensor1d(uniformFloats(stream, size)),
          });
          return [made.loss, ...made.state];
        });
        tf.dispose(now);
        now = next;
        losses.push(loss!);
      }
      const stacked = tf.stack(losses);
      const values = Float32Array.from(await stacked.data<'float32'>());
      tf.dispose([stacked, ...losses]);
      return { state: now, losses: values };
    },
    dispose: () => undefined,
  };
}
