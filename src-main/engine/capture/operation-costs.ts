import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../runtime/runtime.ts';
import { loopGraph } from './loop-graph.ts';
import { loadGraph } from './saved-model.ts';
import { dataType } from '#shared/model-files/tensorflow-graph.ts';
import type { Ref, Trace, TraceConstant, TraceNode, ValueType } from './trace.ts';
import { typeOf } from './value-type.ts';

export type OperationCost = { op: string; shapes: string; count: number; microseconds: number };

/**
 * What each operation of a captured step costs when it alone is the body of the loop, above the loop's own cost.
 * Operations with an input JavaScript cannot make (64-bit words) are timed within the rest.
 */
export function operationCosts(native: NativeBackend, step: Trace): OperationCost[] {
  const empty = timeBody(native, emptyStep());
  const costs = new Map<string, OperationCost>([
    ['loop', { op: 'loop', shapes: '', count: 1, microseconds: empty }],
  ]);
  for (const node of step.nodes) {
    const types = node.inputs.map((ref) => typeOf(ref, step));
    if ([...types, ...node.outputs].some(({ dtype }) => !plain.has(dtype))) continue;
    const shapes = types.map(({ shape }) => shape.join('x') || '1').join(' ');
    const key = `${node.op} ${shapes} ${JSON.stringify(node.attrs)}`;
    const known = costs.get(key);
    if (known) known.count++;
    else {
      const microseconds = Math.max(0, timeBody(native, alone(node, step)) - empty);
      costs.set(key, { op: node.op, shapes, count: 1, microseconds });
    }
  }
  return [...costs.values()];
}

const plain = new Set<number>([dataType.float32, dataType.int32, dataType.bool]);
const scalar: ValueType = { dtype: dataType.int32, shape: [] };
const nothing: TraceConstant = { dtype: dataType.float32, shape: [], bytes: new Uint8Array(4) };

function emptyStep(): Trace {
  const state = { dtype: dataType.float32, shape: [1] };
  return {
    inputs: [scalar, state],
    constants: [nothing],
    nodes: [],
    outputs: [
      { from: 'input', index: 1 },
      { from: 'constant', index: 0 },
    ],
    outputTypes: [state, { dtype: dataType.float32, shape: [] }],
  };
}

/** A step that does just this node: its first output is the state, its inputs are feeds or constants. */
function alone(node: TraceNode, step: Trace): Trace {
  const output = node.outputs[0] ?? scalar;
  const inputs: ValueType[] = [scalar, output];
  const constants: TraceConstant[] = [nothing];
  const refs = node.inputs.map((ref): Ref => {
    const constant = ref.from === 'constant' ? step.constants[ref.index] : undefined;
    if (constant) return { from: 'constant', index: constants.push(constant) - 1 };
    return { from: 'input', index: inputs.push(typeOf(ref, step)) - 1 };
  });
  return {
    inputs,
    constants,
    nodes: [{ ...node, inputs: refs }],
    outputs: [
      { from: 'node', index: 0, output: 0 },
      { from: 'constant', index: 0 },
    ],
    outputTypes: [output, { dtype: dataType.float32, shape: [] }],
  };
}

/** Microseconds of one step: the best of seven runs. */
function timeBody(native: NativeBackend, step: Trace): number {
  const elements = step.inputs.reduce(
    (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
    0,
  );
  const steps = Math.max(10, Math.min(2000, Math.round(2e7 / (elements + 1e4))));
  const traces = { step, tail: null };
  const { graph, feeds, fetches } = loopGraph(traces, 1, steps, native.binding, 'interpreted');
  const model = loadGraph(native.binding, graph);
  const values = tf.tidy(() =>
    [
      tf.scalar(0, 'int32'),
      tf.scalar(steps, 'int32'),
      tf.scalar(0, 'int32'),
      tf.zeros([steps]),
    ].concat(step.inputs.slice(1).map(({ dtype, shape }) => exampleOf(dtype, shape))),
  );
  let best = Infinity;
  for (let run = 0; run < 7; run++) {
    const started = performance.now();
    const results = native.binding.runSavedModel(
      model,
      native.getInputTensorIds(values),
      feeds,
      fetches,
    );
    best = Math.min(best, ((performance.now() - started) * 1000) / steps);
    for (const { id } of results) native.binding.deleteTensor(id);
  }
  native.binding.deleteSavedModel(model);
  tf.dispose(values);
  return best;
}

function exampleOf(dtype: number, shape: number[]): tf.Tensor {
  if (dtype === dataType.int32) return tf.zeros(shape, 'int32');
  if (dtype === dataType.bool) return tf.zeros(shape, 'bool');
  return tf.fill(shape, 0.5);
}
