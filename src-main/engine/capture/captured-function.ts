import type * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../runtime/runtime.ts';
import type { Execution } from './execution.ts';
import { functionGraph } from './function-graph.ts';
import { loadGraph } from './saved-model.ts';
import { checkSignature, signatureOf } from './shapes.ts';
import { simplify } from './simplify.ts';
import { trace } from './trace.ts';

/** A function of tensors, captured: one native call a run. */
export type CapturedFunction = {
  /** New tensors. The inputs stay the caller's. @throws PortraitError `engine_capture_shape` for other shapes */
  run(inputs: readonly tf.Tensor[]): tf.Tensor[];
  readonly nodes: number;
  dispose(): void;
};

/**
 * Captures `fn` at the shapes of the example tensors. What it computes may depend on nothing but its inputs.
 * @throws PortraitError as `trace` does
 */
export function captureFunction(
  native: NativeBackend,
  examples: readonly tf.Tensor[],
  fn: (inputs: tf.Tensor[]) => readonly tf.Tensor[],
  execution: Execution,
): CapturedFunction {
  const onGpu = native.binding.isUsingGpuDevice();
  const recorded = simplify(trace(native, examples, fn), execution, onGpu);
  const { graph, feeds, fetches } = functionGraph(recorded, native.binding, execution);
  const model = loadGraph(native.binding, graph);
  const signature = signatureOf(examples);
  return {
    run: (inputs) => {
      checkSignature(inputs, signature);
      return native.binding
        .runSavedModel(model, native.getInputTensorIds(inputs), feeds, fetches)
        .map((metadata) => native.createOutputTensor(metadata));
    },
    nodes: recorded.nodes.length,
    dispose: () => native.binding.deleteSavedModel(model),
  };
}
