import type { NativeBinding } from '../runtime/runtime.ts';
import type { Execution } from './execution.ts';
import { callNode, names, placeholder, type RunnableGraph } from './function-graph.ts';
import {
  dataType,
  type Attr,
  type FunctionDef,
  type NodeDef,
} from '#shared/model-files/tensorflow-graph.ts';
import { args, oneThread, type LoopLayout } from './loop-layout.ts';
import { passing, tailNode } from './loop-tail.ts';
import type { Trace, ValueType } from './trace.ts';
import { addressOf, traceToFunction } from './trace-function.ts';

/** The step of a loop and, where there is one, the other step that may follow it: [index, state..., feeds...] to [state..., result]. */
export type LoopTraces = { step: Trace; tail: Trace | null };

/**
 * A graph that takes a traced step many times: a while loop over
 * [index, end, slot, results, state..., feeds...], of which the traced step sees [index, state..., feeds...]
 * and gives [state..., result]; `slot` counts from 0 and is the row of `results` a step writes. Two more inputs
 * where there is a tail: whether it is taken, and its slot.
 */
export function loopGraph(
  { step, tail }: LoopTraces,
  stateCount: number,
  maxSteps: number,
  binding: NativeBinding,
  execution: Execution,
): RunnableGraph {
  const result = step.outputTypes[stateCount] ?? { dtype: dataType.float32, shape: [] };
  const scalar: ValueType = { dtype: dataType.int32, shape: [] };
  const results: ValueType = { dtype: result.dtype, shape: [maxSteps, ...result.shape] };
  const variables = [scalar, scalar, scalar, results, ...step.inputs.slice(1)];
  const layout: LoopLayout = { variables, result, stateCount };
  const body = bodyFunction('body', step, layout, binding, execution);
  // Feeds are left out of what the loop gives back: compiled, they would be copied.
  const given = variables.slice(3, 4 + stateCount);
  const loop: FunctionDef = {
    name: 'loop',
    inputs: args('in_', variables),
    outputs: args('out_', given),
    nodes: [whileNode(variables, execution)],
    returns: Object.fromEntries(given.map((_, i) => [`out_${i}`, `while:output:${i + 3}`])),
  };
  const call = callNode('loop', variables, given, execution);
  const functions = [body, conditionFunction(variables), loop];
  // Fetched: the results, then the state after the last step.
  if (!tail)
    return {
      graph: { nodes: [...variables.map(placeholder), call], functions },
      ...names(variables.length, given.length),
    };
  const inputs = [...variables, scalar, scalar];
  // Never compiled: it is one step of many, and compiling takes as long as for the loop.
  const after = bodyFunction('tail', tail, layout, binding, 'interpreted');
  return {
    graph: {
      nodes: [...inputs.map(placeholder), { ...call, name: 'loop' }, tailNode(layout)],
      functions: [...functions, after, passing(layout)],
    },
    ...names(inputs.length, 4 + stateCount, 3),
  };
}

function bodyFunction(
  name: string,
  step: Trace,
  { variables, result, stateCount }: LoopLayout,
  binding: NativeBinding,
  execution: Execution,
): FunctionDef {
  const traced = traceToFunction(name, step, binding);
  // The step's inputs [index, state, feeds] sit at [0, 4, 5, ...] of the loop's variables.
  const rename = (address: string): string =>
    /^in_[1-9]\d*$/.test(address) ? `in_${Number(address.slice(3)) + 3}` : address;
  const nodes = traced.nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename) }));
  const resultAt = step.outputs[stateCount];
  const resultAddress = resultAt ? rename(addressOf(resultAt, step)) : '';
  const returns: Record<string, string> = {
    out_0: 'next_index:z:0',
    out_1: 'in_1',
    out_2: 'next_slot:z:0',
    out_3: 'store:output:0',
  };
  variables.slice(4).forEach((_, i) => {
    const ref = i < stateCount ? step.outputs[i] : undefined;
    returns[`out_${i + 4}`] = ref ? rename(addressOf(ref, step)) : `in_${i + 4}`;
  });
  return {
    name,
    inputs: args('in_', variables),
    outputs: args('out_', variables),
    nodes: [
      ...nodes,
      intConst('one', [], [1]),
      add('next_index', 'in_0'),
      add('next_slot', 'in_2'),
      ...storeNodes(resultAddress, result, execution),
    ],
    returns,
  };
}

/** Writes a step's result into row `slot` of the results. */
function storeNodes(address: string, result: ValueType, execution: Execution): NodeDef[] {
  const row = [1, ...result.shape];
  const T: Attr = { kind: 'type', value: result.dtype };
  const Tshape: Attr = { kind: 'type', value: dataType.int32 };
  const expand: NodeDef = {
    name: 'row',
    op: 'Reshape',
    inputs: [address, 'row_shape:output:0'],
    attrs: { T, Tshape },
  };
  if (execution === 'compiled') {
    const zeros = result.shape.map(() => 0);
    return [
      intConst('row_shape', [row.length], row),
      expand,
      intConst('slot_shape', [1], [1]),
      {
        name: 'slot',
        op: 'Reshape',
        inputs: ['in_2', 'slot_shape:output:0'],
        attrs: { T: Tshape, Tshape },
      },
      intConst('zeros', [zeros.length], zeros),
      intConst('axis', [], [0]),
      {
        name: 'start',
        op: 'ConcatV2',
        inputs: ['slot:output:0', 'zeros:output:0', 'axis:output:0'],
        attrs: { N: { kind: 'int', value: 2 }, T: Tshape, Tidx: Tshape },
      },
      {
        name: 'store',
        op: 'XlaDynamicUpdateSlice',
        inputs: ['in_3', 'row:output:0', 'start:output:0'],
        attrs: { T, Tindices: Tshape },
      },
    ];
  }
  return [
    intConst('row_shape', [row.length], row),
    expand,
    intConst('slot_shape', [2], [1, 1]),
    {
      name: 'slot',
      op: 'Reshape',
      inputs: ['in_2', 'slot_shape:output:0'],
      attrs: { T: Tshape, Tshape },
    },
    {
      name: 'store',
      op: 'TensorScatterUpdate',
      inputs: ['in_3', 'slot:output:0', 'row:output:0'],
      attrs: { T, Tindices: Tshape },
    },
  ];
}

function conditionFunction(variables: readonly ValueType[]): FunctionDef {
  return {
    name: 'condition',
    inputs: args('in_', variables),
    outputs: [{ name: 'go', type: dataType.bool }],
    nodes: [
      {
        name: 'less',
        op: 'Less',
        inputs: ['in_0', 'in_1'],
        attrs: { T: { kind: 'type', value: dataType.int32 } },
      },
    ],
    returns: { go: 'less:z:0' },
  };
}

function whileNode(variables: readonly ValueType[], execution: Execution): NodeDef {
  const one = execution === 'interpreted' ? oneThread : {};
  return {
    name: 'while',
    op: 'StatelessWhile',
    inputs: variables.map((_, i) => `in_${i}`),
    attrs: {
      T: { kind: 'types', value: variables.map(({ dtype }) => dtype) },
      cond: { kind: 'function', name: 'condition', attrs: { ...one } },
      body: { kind: 'function', name: 'body', attrs: { ...one } },
      output_shapes: { kind: 'shapes', value: variables.map(({ shape }) => shape) },
      parallel_iterations: { kind: 'int', value: 1 },
    },
  };
}

function intConst(name: string, shape: number[], values: number[]): NodeDef {
  const content = new Uint8Array(new Int32Array(values).buffer);
  return {
    name,
    op: 'Const',
    inputs: [],
    attrs: {
      dtype: { kind: 'type', value: dataType.int32 },
      value: { kind: 'tensor', dtype: dataType.int32, shape, content },
    },
  };
}

function add(name: string, input: string): NodeDef {
  return {
    name,
    op: 'AddV2',
    inputs: [input, 'one:output:0'],
    attrs: { T: { kind: 'type', value: dataType.int32 } },
  };
}
