import * as tf from '@tensorflow/tfjs-core';
import { shuffled } from '#shared/random/philox.ts';
import { ChunkSize } from '../../runtime/chunk-size.ts';
import { buildForProcess } from '../../compile/run/process-crew.ts';
import { compiledOr } from '../../compile/compiled-or.ts';
import type { FitContext } from '../recommender.ts';
import { compiledRunner } from './compiled-runner.ts';
import { adamRate } from './embedding-table.ts';
import { stepExecution } from './step-execution.ts';
import {
  capturedRunner,
  eagerRunner,
  type Batches,
  type NeuralStep,
  type StepRunner,
} from './step-runners.ts';

export type EpochsPlan = {
  state: tf.Tensor[];
  feeds: tf.Tensor[];
  step: NeuralStep;
  /** Whether a step is many small operations rather than a few large ones. */
  smallOperations: boolean;
  /** Interactions to go through each epoch, and how many of them a step takes at most. */
  pairs: number;
  batchSize: number;
  epochs: number;
  learningRate: number;
};

/** Messages are answered between chunks; 50 ms are promised. */
const chunkMs = 35;
const maxSteps = 1024;

/** The batches of an epoch that have one size: the full ones, or the short last one. */
type Part = { runner: StepRunner; chunk: ChunkSize; size: number; steps: number };

/**
 * Goes through all interactions once every epoch in a new order, many steps a native call where TensorFlow runs, compiled
 * to WebAssembly elsewhere; draws come from seed and step, so the size of chunks changes nothing. The loss told after an
 * epoch is the mean over its interactions. Takes over the state and gives the last one; the feeds stay the caller's.
 * @throws what `progress` throws where the fit was stopped
 */
export async function trainEpochs(plan: EpochsPlan, context: FitContext): Promise<tf.Tensor[]> {
  const { pairs, epochs } = plan;
  const parts = partsOf(plan, context);
  const steps = parts.reduce((sum, part) => sum + part.steps, 0);
  const all = Int32Array.from({ length: pairs }, (_, pair) => pair);
  let state = plan.state;
  let inside: StepRunner | null = null;
  try {
    for (let epoch = 0; epoch < epochs && pairs > 0; epoch++) {
      const order = shuffled(all, context.seed, epoch);
      let sum = 0;
      let done = 0;
      for (const { runner, chunk, ...part } of parts) {
        const base = epoch * steps + done;
        const batches = batchesOf(order, part, { done, base, learningRate: plan.learningRate });
        try {
          runner.enter(state);
          inside = runner;
          for (let first = 0; first < part.steps;) {
            const count = Math.min(chunk.steps, runner.maxSteps, part.steps - first);
            const started = performance.now();
            const losses = await runner.run(batches, { base, first, count });
            chunk.record(count, performance.now() - started);
            for (const loss of losses) sum += (loss * part.size) / pairs;
            first += count;
            done += count;
            if (done < steps) await context.progress(epoch + done / steps, epochs, null);
          }
          state = runner.leave();
          inside = null;
        } finally {
          tf.dispose([batches.order, batches.rates]);
        }
      }
      await context.progress(epoch + 1, epochs, sum);
    }
    return state;
  } catch (thrown) {
    tf.dispose(inside ? inside.leave() : state);
    throw thrown;
  } finally {
    for (const { runner } of parts) runner.dispose();
  }
}

function partsOf(plan: EpochsPlan, context: FitContext): Part[] {
  const { step, feeds, pairs, epochs, smallOperations } = plan;
  const { native, seed } = context;
  // As even as can be: a last batch of a few would move the weights as far as a whole one.
  const size = Math.ceil(pairs / Math.ceil(Math.max(1, pairs) / plan.batchSize)) || 1;
  const full = Math.floor(pairs / size);
  const stateBytes = plan.state.reduce((sum, tensor) => sum + 4 * tensor.size, 0);
  const onGpu = native?.binding.isUsingGpuDevice() ?? false;
  const part = (rows: number, steps: number): Part => {
    const fit = { smallOperations, stateBytes, steps: steps * epochs, onGpu };
    const execution = stepExecution(fit);
    const limits = { execution, maxSteps: Math.min(maxSteps, steps) };
    const job = { step, feeds, seed };
    const runner = native
      ? capturedRunner(native, job, limits)
      : compiledOr(
          () => compiledRunner(job, plan.state, rows, buildForProcess),
          () => eagerRunner(job),
          context.noting,
        );
    return { runner, chunk: new ChunkSize(chunkMs), size: rows, steps };
  };
  const rest = pairs - full * size;
  return rest > 0 ? [part(size, full), part(rest, 1)] : [part(size, full)];
}

function batchesOf(
  order: Int32Array,
  { size, steps }: { size: number; steps: number },
  { done, base, learningRate }: { done: number; base: number; learningRate: number },
): Batches {
  // Only the last batch is short: all before have the size of the first.
  const from = done === 0 ? 0 : order.length - size;
  const rows = order.subarray(from, from + size * steps);
  const rates = Float32Array.from({ length: steps }, (_, at) =>
    adamRate(learningRate, base + at + 1),
  );
  return { order: tf.tensor2d(rows, [steps, size], 'int32'), rates: tf.tensor1d(rates) };
}
