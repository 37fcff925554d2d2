import type { Execution } from './execution.ts';
import { fuse } from './fuse.ts';
import type { Ref, Trace, TraceConstant, TraceNode } from './trace.ts';
import { typeOf } from './value-type.ts';

/**
 * The same function in fewer nodes: equal constants and equal nodes become one, nodes that change nothing vanish,
 * some groups become one of TensorFlow's larger operations, and nodes no output needs are dropped. Every operation
 * that can be captured has no effect but its result.
 */
export function simplify(trace: Trace, execution: Execution, onGpu: boolean): Trace {
  const lean = dropUnused(mergeEqual(trace));
  // XLA fuses by itself and does not know the larger operations; on a GPU they lack some activations.
  return execution === 'compiled' || onGpu ? lean : dropUnused(fuse(lean));
}

function mergeEqual(trace: Trace): Trace {
  const constants = mergeConstants(trace.constants);
  const nodes: TraceNode[] = [];
  const seen = new Map<string, number>();
  const moved: Ref[][] = [];
  const follow = (ref: Ref): Ref => {
    if (ref.from === 'constant') return { from: 'constant', index: constants.at[ref.index] ?? 0 };
    return ref.from === 'node' ? (moved[ref.index]?.[ref.output] ?? ref) : ref;
  };
  for (const node of trace.nodes) {
    const inputs = node.inputs.map(follow);
    const same = unchanged(node, inputs, { ...trace, constants: constants.kept, nodes });
    if (same) {
      moved.push([same]);
      continue;
    }
    const first = inputs[0];
    const behind = node.op === 'Reshape' && first?.from === 'node' ? nodes[first.index] : undefined;
    // The shape before a reshape of a reshape does not matter.
    if (behind?.op === 'Reshape' && behind.inputs[0]) inputs[0] = behind.inputs[0];
    const key = JSON.stringify([node.op, node.attrs, inputs]);
    let at = seen.get(key);
    if (at === undefined) {
      at = nodes.push({ ...node, inputs }) - 1;
      seen.set(key, at);
    }
    const index = at;
    moved.push(node.outputs.map((_, output): Ref => ({ from: 'node', index, output })));
  }
  return { ...trace, constants: constants.kept, nodes, outputs: trace.outputs.map(follow) };
}

/** The input a node hands on as it is, if it is such a node. */
function unchanged(node: TraceNode, inputs: readonly Ref[], trace: Trace): Ref | null {
  const [input] = inputs;
  const output = node.outputs[0];
  if (!input || !output) return null;
  if (node.op === 'Identity') return input;
  if (node.op !== 'Cast' && node.op !== 'Reshape') return null;
  const before = typeOf(input, trace);
  const alike = before.dtype === output.dtype && before.shape.join() === output.shape.join();
  return alike ? input : null;
}

function mergeConstants(constants: readonly TraceConstant[]): {
  kept: TraceConstant[];
  at: number[];
} {
  const kept: TraceConstant[] = [];
  const seen = new Map<string, number>();
  const at = constants.map((constant) => {
    const { dtype, shape, bytes } = constant;
    const key = `${dtype}:${shape.join('x')}:${Buffer.from(bytes).toString('base64')}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, kept.length);
    return kept.push(constant) - 1;
  });
  return { kept, at };
}

function dropUnused(trace: Trace): Trace {
  const used = new Set<number>();
  const usedConstants = new Set<number>();
  const mark = (ref: Ref): void => {
    if (ref.from === 'node') used.add(ref.index);
    if (ref.from === 'constant') usedConstants.add(ref.index);
  };
  trace.outputs.forEach(mark);
  for (let i = trace.nodes.length - 1; i >= 0; i--) {
    if (used.has(i)) trace.nodes[i]?.inputs.forEach(mark);
  }
  const nodeAt = renumber(trace.nodes.length, used);
  const constantAt = renumber(trace.constants.length, usedConstants);
  const move = (ref: Ref): Ref => {
    if (ref.from === 'node') return { ...ref, index: nodeAt[ref.index] ?? 0 };
    return ref.from === 'constant' ? { ...ref, index: constantAt[ref.index] ?? 0 } : ref;
  };
  return {
    ...trace,
    constants: trace.constants.filter((_, i) => usedConstants.has(i)),
    nodes: trace.nodes
      .filter((_, i) => used.has(i))
      .map((node) => ({ ...node, inputs: node.inputs.map(move) })),
    outputs: trace.outputs.map(move),
  };
}

function renumber(length: number, kept: ReadonlySet<number>): number[] {
  let next = 0;
  return Array.from({ length }, (_, i) => (kept.has(i) ? next++ : -1));
}
