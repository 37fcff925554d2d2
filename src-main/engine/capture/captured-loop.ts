import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../runtime/runtime.ts';
import type { Execution } from './execution.ts';
import { loopGraph } from './loop-graph.ts';
import { loadGraph } from './saved-model.ts';
import { checkSignature, signatureOf } from './shapes.ts';
import { simplify } from './simplify.ts';
import { trace, type Trace } from './trace.ts';

/** A step: from its number, the state and the feeds to the next state and one result. */
export type LoopStep = (
  index: tf.Scalar,
  state: tf.Tensor[],
  feeds: tf.Tensor[],
) => { state: readonly tf.Tensor[]; result: tf.Tensor };

type LoopExamples = { state: readonly tf.Tensor[]; feeds: readonly tf.Tensor[] };

/** A step with state, captured: many steps a native call. */
export type CapturedLoop = {
  /**
   * Takes steps `first`, `first + 1`, ... `count` of them, and the tail after them where asked, as the step that comes
   * next. Gives new state tensors and the results, one row a step; the state and feeds handed in stay the caller's.
   * @throws RangeError for more than `maxSteps`, PortraitError `engine_capture_shape` for other shapes
   */
  run(
    state: readonly tf.Tensor[],
    feeds: readonly tf.Tensor[],
    first: number,
    count: number,
    withTail?: boolean,
  ): { state: tf.Tensor[]; results: Float32Array };
  readonly maxSteps: number;
  readonly trace: Trace;
  dispose(): void;
};

export type LoopOptions = {
  maxSteps: number;
  execution: Execution;
  first: number;
  /** Another step over the same state and feeds that may be taken once after the others: a short last batch. */
  tail?: LoopStep | null;
};

/**
 * Captures `step` at the shapes of the example tensors, running it once as step `first`. Its result is a float tensor
 * of a fixed shape. The tail, if there is one, is always interpreted.
 * @throws PortraitError as `trace` does
 */
export function captureLoop(
  native: NativeBackend,
  examples: LoopExamples,
  step: LoopStep,
  options: LoopOptions,
): CapturedLoop {
  const { maxSteps, execution, first: exampleStep, tail = null } = options;
  const stateCount = examples.state.length;
  const recorded = traceStep(native, examples, step, exampleStep, execution);
  const traces = {
    step: recorded,
    tail: tail && traceStep(native, examples, tail, exampleStep, 'interpreted'),
  };
  const {
    graph,
    feeds: feedNames,
    fetches,
  } = loopGraph(traces, stateCount, maxSteps, native.binding, execution);
  const model = loadGraph(native.binding, graph);
  const signature = signatureOf([...examples.state, ...examples.feeds]);
  const width = (recorded.outputTypes[stateCount]?.shape ?? []).reduce((a, b) => a * b, 1);
  const blank = tf.zeros([maxSteps, ...(recorded.outputTypes[stateCount]?.shape ?? [])]);
  return {
    run(state, feeds, first, count, withTail = false) {
      const rowsOut = count + (withTail ? 1 : 0);
      if (rowsOut > maxSteps) throw new RangeError(`${rowsOut} steps of a loop of ${maxSteps}`);
      if (withTail && !tail) throw new RangeError('a loop without a tail');
      checkSignature([...state, ...feeds], signature);
      const int = (value: number): tf.Scalar => tf.scalar(value, 'int32');
      const range = [first, first + count, 0].map(int);
      const end = tail ? [withTail ? 1 : 0, count].map(int) : [];
      const ids = native.getInputTensorIds([...range, blank, ...state, ...feeds, ...end]);
      const outputs = native.binding.runSavedModel(model, ids, feedNames, fetches);
      tf.dispose([...range, ...end]);
      const [results, ...after] = outputs.map((metadata) => native.createOutputTensor(metadata));
      const rows = results?.dataSync<'float32'>() ?? new Float32Array(0);
      results?.dispose();
      return { state: after, results: rows.slice(0, rowsOut * width) };
    },
    maxSteps,
    trace: recorded,
    dispose() {
      blank.dispose();
      native.binding.deleteSavedModel(model);
    },
  };
}

function traceStep(
  native: NativeBackend,
  { state: givenState, feeds: givenFeeds }: LoopExamples,
  step: LoopStep,
  first: number,
  execution: Execution,
): Trace {
  const index = tf.scalar(first, 'int32');
  try {
    const recorded = trace(native, [index, ...givenState, ...givenFeeds], ([at, ...rest]) => {
      const [state, feeds] = [rest.slice(0, givenState.length), rest.slice(givenState.length)];
      // `trace` hands back the tensors it was given: the first is the scalar above.
      const { state: next, result } = step(at as tf.Scalar, state, feeds);
      return [...next, result];
    });
    return simplify(recorded, execution, native.binding.isUsingGpuDevice());
  } finally {
    index.dispose();
  }
}
