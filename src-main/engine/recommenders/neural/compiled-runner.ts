import * as tf from '@tensorflow/tfjs-core';
import { buildAlone, type Build } from '../../compile/run/paced-run.ts';
import { traceGraph, tracedUniform, type TracedInput } from '../../compile/lower/trace-graph.ts';
import { purposes } from '#shared/random/philox.ts';
import type { Batches, Job, StepRunner } from './step-runners.ts';

/**
 * Steps of `size` interactions as WebAssembly made of the traced step, where TensorFlow does not run. The state stays in
 * the module's memory from `enter` to `leave`; tables are written in place. Large steps take several threads where that is faster.
 * @throws NoLowering where the step cannot be compiled
 */
export function compiledRunner(
  { step, feeds, seed }: Job,
  state: readonly tf.Tensor[],
  size: number,
  build: Build = buildAlone,
): StepRunner {
  const shapes = state.map(({ shape }) => shape);
  const [fed, batchAt] = [shapes.length, shapes.length + feeds.length];
  const inputs: TracedInput[] = [
    ...[...state, ...feeds].map(({ shape, dtype }) => ({ shape, dtype: tracedType(dtype) })),
    { shape: [size], dtype: 'int32' },
    { shape: [], dtype: 'float32' },
    { shape: [], dtype: 'int32' },
  ];
  const graph = traceGraph(inputs, (given) => {
    const [batch, rate, at] = given.slice(batchAt) as [tf.Tensor1D, tf.Scalar, tf.Scalar];
    const stream = { seed, step: at, purpose: purposes.sampling };
    const made = step({
      state: given.slice(0, fed),
      feeds: given.slice(fed, batchAt),
      ...{ batch, rate, inPlace: null },
      draw: (count) => tracedUniform(stream, count),
    });
    return [...made.state, made.loss];
  });
  const { program, paced } = build(graph, fed);
  feeds.forEach((feed, i) => {
    const views = { float32: program.inputs, int32: program.wholeInputs, bool: program.byteInputs };
    views[tracedType(feed.dtype)][fed + i]?.set(feed.dataSync());
  });
  paced.trial();
  let read: { of: Batches; order: ArrayLike<number>; rates: ArrayLike<number> } | null = null;
  return {
    maxSteps: Number.MAX_SAFE_INTEGER,
    enter: (given) => {
      given.forEach((tensor, i) => program.inputs[i]?.set(tensor.dataSync()));
      tf.dispose(given);
    },
    leave: () => shapes.map((shape, i) => tf.tensor(program.inputs[i]!.slice(), shape)),
    run: (batches, { base, first, count }) => {
      if (read?.of !== batches) {
        const { order, rates } = batches;
        read = { of: batches, order: order.dataSync(), rates: rates.dataSync() };
      }
      const losses = new Float32Array(count);
      for (let at = first; at < first + count; at++) {
        const batch = program.wholeInputs[batchAt]!;
        for (let i = 0; i < size; i++) batch[i] = read.order[at * size + i]!;
        program.inputs[batchAt + 1]![0] = read.rates[at]!;
        program.wholeInputs[batchAt + 2]![0] = base + at;
        paced.run();
        losses[at - first] = program.outputs[fed]![0]!;
      }
      return Promise.resolve(losses);
    },
    dispose: () => paced.end(),
  };
}

function tracedType(dtype: tf.DataType): TracedInput['dtype'] {
  return dtype === 'int32' || dtype === 'bool' ? dtype : 'float32';
}
