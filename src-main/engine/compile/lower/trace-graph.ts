import * as tf from '@tensorflow/tfjs-core';
import { PortraitError } from '#shared/errors/index.ts';
import { forbidMathRandom, refuseDrawn } from '../../capture/refuse-random.ts';
import type { AtLeast } from '../../random/graph-random.ts';
import type { Stream } from '#shared/random/philox.ts';
import { GraphBuilder } from './graph-builder.ts';
import { lowerings } from '../kernels/kernels.ts';
import type { Lowering } from './lowering.ts';
import { NoLowering } from './no-lowering.ts';
import type { Graph, Value } from './value.ts';

const backendName = 'portrait-trace';
const drawsKernel = 'PortraitDraws';
const uniformKernel = 'PortraitUniform';

export type TracedInput = { shape: readonly number[]; dtype: 'float32' | 'int32' | 'bool' };

const typeOf = { float32: 'f32', int32: 'i32', bool: 'u8' } as const;

/** What tfjs holds as a tensor's data while it is traced. */
class Handle {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

/** A tfjs backend that computes nothing: it writes down what is asked of it. */
class TraceBackend extends tf.KernelBackend {
  graph = new GraphBuilder();

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    refuseDrawn();
    if (!(
      values instanceof Float32Array ||
      values instanceof Int32Array ||
      values instanceof Uint8Array
    )) {
      throw new PortraitError('engine_capture_read', { op: 'string' });
    }
    return new Handle(this.graph.constant(values, shape, dtype === 'int32' ? 'i32' : 'f32'));
  }
  override readSync(): never {
    throw new PortraitError('engine_capture_read', { op: 'dataSync' });
  }
  override read(): never {
    throw new PortraitError('engine_capture_read', { op: 'data' });
  }
  override disposeData(): boolean {
    return true;
  }
  override refCount(): number {
    return 1;
  }
  override incRef(): void {}
  override numDataIds(): number {
    return 0;
  }
  override memory() {
    return { unreliable: true };
  }
  override floatPrecision(): 16 | 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override dispose(): void {}
}

let shared: TraceBackend | null = null;

/**
 * Runs `fn` once on tensors that stand for any values and gives what tfjs's kernels were asked for. Needs no runtime; the
 * one in use stays so.
 * @throws NoLowering for an operation that cannot be compiled, PortraitError `engine_capture_random` and
 *   `engine_capture_read` as for a captured function
 */
export function traceGraph(
  inputs: readonly TracedInput[],
  fn: (inputs: tf.Tensor[]) => readonly tf.Tensor[],
): Graph {
  shared ??= register();
  const backend = shared;
  const before = tf.getBackend();
  const restoreRandom = forbidMathRandom();
  backend.graph = new GraphBuilder();
  // Both are there already: nothing is waited for.
  void tf.setBackend(backendName);
  try {
    const outputs: Value[] = [];
    tf.tidy(() => {
      const tensors = inputs.map(({ shape, dtype }) =>
        tf.engine().makeTensorFromTensorInfo({
          dataId: new Handle(backend.graph.input(shape, typeOf[dtype])),
          shape: [...shape],
          dtype,
        }),
      );
      for (const { dataId } of fn(tensors)) outputs.push(valueOf(dataId, 'output'));
    });
    return backend.graph.finish(outputs);
  } catch (thrown) {
    const missing = /Kernel '(\w+)' not registered/.exec(String(thrown));
    throw missing ? new NoLowering(missing[1] ?? '') : thrown;
  } finally {
    restoreRandom();
    if (before) void tf.setBackend(before);
  }
}

/** Draws inside a traced function, equal to `smallIntegers` of the same stream at the step that the tensor tells. */
export function tracedDraws(
  stream: Omit<Stream, 'step'> & { step: tf.Tensor },
  bits: 8 | 16,
): AtLeast {
  const { seed, purpose, step } = stream;
  return (threshold, first, count) =>
    tf.engine().runKernel(drawsKernel, { step }, { seed, purpose, bits, threshold, first, count });
}

/** `count` numbers in [0, 1) inside a traced function, equal to `uniformFloats` of the same stream at that step. */
export function tracedUniform(
  { seed, purpose, step }: Omit<Stream, 'step'> & { step: tf.Tensor },
  count: number,
): tf.Tensor1D {
  return tf.engine().runKernel(uniformKernel, { step }, { seed, purpose, count });
}

function register(): TraceBackend {
  const backend = new TraceBackend();
  const kernels = { ...lowerings, [drawsKernel]: draws, [uniformKernel]: uniform };
  tf.registerBackend(backendName, () => backend, 0);
  for (const [kernelName, lowering] of Object.entries(kernels)) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => {
        const tensors = Object.values(inputs).filter((info) => info !== undefined);
        const given = tensors.flat();
        const values = given.map(({ dataId }) => valueOf(dataId, kernelName));
        const made = lowering(backend.graph, values, attrs ?? {});
        const dtype = dtypeOf(
          kernelName,
          given.map((info) => info.dtype),
          attrs?.dtype,
        );
        const info = (value: Value): tf.TensorInfo => ({
          ...{ dataId: new Handle(value), shape: [...value.shape], dtype },
        });
        return Array.isArray(made) ? made.map(info) : info(made);
      },
    });
  }
  return backend;
}

const draws: Lowering = (graph, [step], { seed, purpose, bits, threshold, first, count }) => {
  if (!step) throw new NoLowering(drawsKernel);
  const width = bits === 8 ? 8 : 16;
  const size = Number(first) + Number(count);
  // Whole groups of four blocks of four words, which are made together.
  const needed = Math.ceil((size * width) / 32 / 16) * 16;
  const stream = { seed: Number(seed), purpose: Number(purpose) };
  const drawn = graph.make({ kind: 'words', ...stream }, [step], [needed], 'i32');
  const what = {
    threshold: Number(threshold),
    first: Number(first),
    scale: 1,
    bits: width,
  } as const;
  return graph.make({ kind: 'draws', ...what }, [drawn], [Number(count)]);
};

const uniform: Lowering = (graph, [step], { seed, purpose, count }) => {
  if (!step) throw new NoLowering(uniformKernel);
  const size = Number(count);
  const stream = { seed: Number(seed), purpose: Number(purpose) };
  const needed = Math.ceil(size / 16) * 16;
  const drawn = graph.make({ kind: 'words', ...stream }, [step], [needed], 'i32');
  return graph.map('unit', graph.view(drawn, 0, [size]));
};

const comparisons = /^(Greater|GreaterEqual|Less|LessEqual|Equal|NotEqual|LogicalAnd|LogicalNot)$/;

function dtypeOf(kernel: string, inputs: readonly tf.DataType[], asked: unknown): tf.DataType {
  if (comparisons.test(kernel)) return 'bool';
  if (kernel === 'ArgMax') return 'int32';
  if (kernel === drawsKernel || kernel === uniformKernel) return 'float32';
  if (kernel === 'ScatterNd') return inputs[1] ?? 'float32';
  if (kernel === 'Cast' || kernel === 'OneHot' || kernel === 'Fill') return dtypeNamed(asked);
  return (kernel === 'Select' ? inputs[1] : inputs[0]) ?? 'float32';
}

function dtypeNamed(name: unknown): tf.DataType {
  return name === 'int32' || name === 'bool' ? name : 'float32';
}

/** A tensor made before, outside, has no value here. */
function valueOf(dataId: tf.DataId, op: string): Value {
  if (dataId instanceof Handle) return dataId.value;
  throw new PortraitError('engine_capture_read', { op });
}
