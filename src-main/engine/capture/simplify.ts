import { dataType } from '#shared/model-files/tensorflow-graph.ts';
import type { Meaning, Vocabulary } from '../graph/rules.ts';
import { Simplifier } from '../graph/simplifier.ts';
import type { Graph, Value } from '../graph/value.ts';
import type { Execution } from './execution.ts';
import { fuse } from './fuse.ts';
import type { Ref, Trace, TraceConstant, TraceNode } from './trace.ts';

/** TensorFlow's words: a node's value is its first output, the others are parts of it. */
type Operation =
  | { kind: 'input'; index: number }
  | { kind: 'constant'; constant: TraceConstant; splat: number | null }
  | { kind: 'node'; node: Omit<TraceNode, 'inputs'> }
  | { kind: 'part'; output: number };
/** Types are TensorFlow's numbers. */
type NodeValue = Value<Operation, number>;

/**
 * The same function in fewer nodes: the rules of all recordings, then some groups become one of TensorFlow's larger
 * operations. Every operation that can be captured has no effect but its result.
 */
export function simplify(trace: Trace, execution: Execution, onGpu: boolean): Trace {
  const lean = byRules(trace);
  // XLA fuses by itself and does not know the larger operations; on a GPU they lack some activations.
  return execution === 'compiled' || onGpu ? lean : byRules(fuse(lean));
}

function byRules(trace: Trace): Trace {
  return traceOf(graphOf(trace), trace);
}

const meanings: Readonly<Record<string, Meaning>> = {
  ...{ Add: 'add', AddV2: 'add', Sub: 'sub', Mul: 'mul', RealDiv: 'div' },
  ...{ Identity: 'copy', Cast: 'copy', Reshape: 'view' },
};

const vocabulary: Vocabulary<Operation, number> = {
  key: (operation) => {
    if (operation.kind === 'node') return JSON.stringify([operation.node.op, operation.node.attrs]);
    if (operation.kind === 'constant')
      return `constant ${Buffer.from(operation.constant.bytes).toString('base64')}`;
    return JSON.stringify(operation);
  },
  meaning: (operation) =>
    operation.kind === 'node' ? (meanings[operation.node.op] ?? null) : null,
  // A reshape says all of its shape itself.
  joined: (outer) => outer,
  splat: ({ operation }) => (operation.kind === 'constant' ? operation.splat : null),
};

function graphOf(trace: Trace): Graph<Operation, number> {
  const graph = new Simplifier<Operation, number>(vocabulary);
  const inputs = trace.inputs.map(({ shape, dtype }, index) =>
    graph.make({ operation: { kind: 'input', index }, inputs: [], shape, type: dtype }),
  );
  const constants = trace.constants.map((constant) => {
    const operation = { kind: 'constant', constant, splat: splatOf(constant) } as const;
    return graph.make({ operation, inputs: [], shape: constant.shape, type: constant.dtype });
  });
  const outputs: NodeValue[][] = [];
  const follow = (ref: Ref): NodeValue => {
    const list = { input: inputs, constant: constants, node: [] }[ref.from];
    const found = ref.from === 'node' ? outputs[ref.index]?.[ref.output] : list[ref.index];
    if (!found) throw new RangeError(`no value ${ref.from} ${ref.index}`);
    return found;
  };
  for (const { inputs: refs, ...node } of trace.nodes) {
    const [first, ...others] = node.outputs;
    const { shape = [], dtype: type = 0 } = first ?? {};
    const operation = { kind: 'node', node } as const;
    const whole = graph.make({ operation, inputs: refs.map(follow), shape, type });
    const parts = others.map((part, i) => {
      const own = { kind: 'part', output: i + 1 } as const;
      return graph.make({ operation: own, inputs: [whole], shape: part.shape, type: part.dtype });
    });
    outputs.push([whole, ...parts]);
  }
  return graph.finish(inputs, trace.outputs.map(follow));
}

function traceOf({ values, outputs }: Graph<Operation, number>, before: Trace): Trace {
  const constants: TraceConstant[] = [];
  const nodes: TraceNode[] = [];
  const refs = new Map<NodeValue, Ref>();
  const refOf = (value: NodeValue): Ref => {
    const found = refs.get(value);
    if (!found) throw new RangeError(`value ${value.id} comes after it is used`);
    return found;
  };
  for (const value of values) {
    const { operation, inputs } = value;
    if (operation.kind === 'input') refs.set(value, { from: 'input', index: operation.index });
    else if (operation.kind === 'constant')
      refs.set(value, { from: 'constant', index: constants.push(operation.constant) - 1 });
    else if (operation.kind === 'node') {
      const index = nodes.push({ ...operation.node, inputs: inputs.map(refOf) }) - 1;
      refs.set(value, { from: 'node', index, output: 0 });
    } else {
      const [whole] = inputs.map(refOf);
      if (whole?.from === 'node') refs.set(value, { ...whole, output: operation.output });
    }
  }
  return { ...before, constants, nodes, outputs: outputs.map(refOf) };
}

/** The number all elements are, of types JavaScript has an array for. */
function splatOf({ dtype, bytes }: TraceConstant): number | null {
  const array = { [dataType.float32]: Float32Array, [dataType.int32]: Int32Array }[dtype];
  if (!array) return null;
  const values = new array(bytes.slice().buffer);
  const [first] = values;
  return first !== undefined && values.every((value) => Object.is(value, first)) ? first : null;
}
