import * as tf from '@tensorflow/tfjs-core';
import { PortraitError } from '#shared/errors/index.ts';
import type { NativeBackend, NativeBinding, OpAttr, TensorMetadata } from '../runtime/runtime.ts';
import { forbidMathRandom, refuseDrawn } from './refuse-random.ts';

/** A tensor's element type, as TensorFlow numbers it, and its shape. */
export type ValueType = { dtype: number; shape: number[] };

/** Where a value comes from. */
export type Ref =
  | { from: 'input'; index: number }
  | { from: 'constant'; index: number }
  | { from: 'node'; index: number; output: number };

export type TraceNode = { op: string; attrs: OpAttr[]; inputs: Ref[]; outputs: ValueType[] };
export type TraceConstant = ValueType & { bytes: Uint8Array };

/** All TensorFlow operations of one run of a function, in the order they ran. */
export type Trace = {
  inputs: ValueType[];
  constants: TraceConstant[];
  nodes: TraceNode[];
  outputs: Ref[];
  outputTypes: ValueType[];
};

/** Operations that draw from a state outside the graph: captured, they would not follow the seed. */
const stateful = new Set([
  'Multinomial',
  'RandomUniform',
  'RandomUniformInt',
  'RandomStandardNormal',
  'TruncatedNormal',
  'RandomShuffle',
  'ParameterizedTruncatedNormal',
  'RandomGamma',
  'RandomPoisson',
]);

/**
 * Runs `fn` once on the example tensors and records what reaches TensorFlow. Tensors that `fn` makes from
 * JavaScript numbers, or finds outside, become constants.
 * @throws PortraitError `engine_capture_random` where a random number of JavaScript would be frozen,
 *   `engine_capture_read` where a value is read back
 */
export function trace(
  native: NativeBackend,
  inputs: readonly tf.Tensor[],
  fn: (inputs: tf.Tensor[]) => readonly tf.Tensor[],
): Trace {
  const recorder = new Recorder(native.binding);
  const restore = [replaceBinding(native, recorder), watchWrites(native), forbidMathRandom()];
  try {
    recorder.inputs(native.getInputTensorIds(inputs), inputs);
    tf.tidy(() => {
      recorder.outputs(native.getInputTensorIds(fn([...inputs])));
    });
    return recorder.finish();
  } finally {
    for (const undo of restore) undo();
  }
}

class Recorder {
  #real: NativeBinding;
  #refs = new Map<number, Ref>();
  #types = new Map<number, ValueType>();
  #inputTypes: ValueType[] = [];
  #constants: TraceConstant[] = [];
  #nodes: TraceNode[] = [];
  #outputs: Ref[] = [];
  #outputTypes: ValueType[] = [];
  #recording = false;

  constructor(real: NativeBinding) {
    this.#real = real;
  }

  inputs(ids: readonly number[], tensors: readonly tf.Tensor[]): void {
    ids.forEach((id, index) => {
      const type = { dtype: this.#dtypeOf(tensors[index]), shape: tensors[index]?.shape ?? [] };
      this.#inputTypes.push(type);
      this.#refs.set(id, { from: 'input', index });
      this.#types.set(id, type);
    });
    this.#recording = true;
  }

  createTensor(shape: number[], dtype: number, values: unknown): number {
    const id = this.#real.createTensor(shape, dtype, values);
    if (this.#recording) this.#addConstant(id, { shape, dtype, bytes: bytesOf(values) });
    return id;
  }

  executeOp(op: string, attrs: OpAttr[], ids: number[], count: number): TensorMetadata[] {
    if (stateful.has(op)) throw new PortraitError('engine_capture_random', { op });
    const inputs = ids.map((id) => this.#refOf(id));
    const results = this.#real.executeOp(op, attrs, ids, count);
    if (inputs.every((ref) => ref.from === 'constant') && results.every((r) => this.#isPlain(r))) {
      // What depends on constants alone is one itself.
      for (const { id, dtype, shape } of results) {
        this.#addConstant(id, { dtype, shape, bytes: bytesOf(this.#real.tensorDataSync(id)) });
      }
      return results;
    }
    const index = this.#nodes.length;
    this.#nodes.push({
      op,
      attrs,
      inputs,
      outputs: results.map(({ dtype, shape }) => ({ dtype, shape })),
    });
    results.forEach(({ id, dtype, shape }, output) => {
      this.#refs.set(id, { from: 'node', index, output });
      this.#types.set(id, { dtype, shape });
    });
    return results;
  }

  outputs(ids: readonly number[]): void {
    this.#outputs = ids.map((id) => this.#refOf(id));
    this.#outputTypes = ids.map((id) => this.#types.get(id) ?? { dtype: 0, shape: [] });
  }

  finish(): Trace {
    return {
      inputs: this.#inputTypes,
      constants: this.#constants,
      nodes: this.#nodes,
      outputs: this.#outputs,
      outputTypes: this.#outputTypes,
    };
  }

  /** A tensor seen for the first time was made before the recording: its value is frozen. */
  #refOf(id: number): Ref {
    const known = this.#refs.get(id);
    if (known) return known;
    const [info] = this.#real.executeOp('Shape', shapeAttrs(this.#real, id), [id], 1);
    const shape = info ? [...this.#real.tensorDataSync(info.id)] : [];
    if (info) this.#real.deleteTensor(info.id);
    const values = this.#real.tensorDataSync(id);
    return this.#addConstant(id, {
      shape,
      dtype: dtypeOfValues(this.#real, values),
      bytes: bytesOf(values),
    });
  }

  #addConstant(id: number, constant: TraceConstant): Ref {
    const ref: Ref = { from: 'constant', index: this.#constants.length };
    this.#constants.push(constant);
    this.#refs.set(id, ref);
    this.#types.set(id, { dtype: constant.dtype, shape: constant.shape });
    return ref;
  }

  /** Of a type JavaScript can hold, and small enough to be written into the graph. */
  #isPlain({ dtype, shape }: TensorMetadata): boolean {
    const { TF_FLOAT, TF_INT32, TF_BOOL } = this.#real;
    return (
      [TF_FLOAT, TF_INT32, TF_BOOL].includes(dtype) && shape.reduce((a, b) => a * b, 1) <= 65_536
    );
  }

  #dtypeOf(tensor: tf.Tensor | undefined): number {
    const { TF_FLOAT, TF_INT32, TF_BOOL } = this.#real;
    return tensor?.dtype === 'bool' ? TF_BOOL : tensor?.dtype === 'int32' ? TF_INT32 : TF_FLOAT;
  }
}

function replaceBinding(native: NativeBackend, recorder: Recorder): () => void {
  const real = native.binding;
  // The addon's own properties are read-only: an object before it hides those to be recorded.
  const recording = Object.create(real, {
    createTensor: { value: recorder.createTensor.bind(recorder) },
    executeOp: { value: recorder.executeOp.bind(recorder) },
    tensorDataSync: {
      value: () => {
        throw new PortraitError('engine_capture_read', { op: 'dataSync' });
      },
    },
  }) as NativeBinding;
  native.binding = recording;
  return () => {
    native.binding = real;
  };
}

/** tfjs draws its random tensors in JavaScript; their values arrive here, with the drawing function on the stack. */
function watchWrites(native: NativeBackend): () => void {
  const own = Object.getOwnPropertyDescriptor(native, 'write');
  const write = native.write.bind(native);
  native.write = (values, shape, dtype) => {
    refuseDrawn();
    return write(values, shape, dtype);
  };
  return () => {
    if (own) Object.defineProperty(native, 'write', own);
    else delete (native as { write?: unknown }).write;
  };
}

function shapeAttrs(binding: NativeBinding, id: number): OpAttr[] {
  const dtype = dtypeOfValues(binding, binding.tensorDataSync(id));
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: dtype },
    { name: 'out_type', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
  ];
}

function dtypeOfValues(binding: NativeBinding, values: ArrayBufferView): number {
  if (values instanceof Float32Array) return binding.TF_FLOAT;
  return values instanceof Int32Array ? binding.TF_INT32 : binding.TF_BOOL;
}

function bytesOf(values: unknown): Uint8Array {
  if (!ArrayBuffer.isView(values)) throw new PortraitError('engine_capture_read', { op: 'string' });
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
}
