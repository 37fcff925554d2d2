import type { OpAttr } from '../runtime/runtime.ts';
import { dataType } from '#shared/model-files/tensorflow-graph.ts';
import type { Ref, Trace, TraceNode } from './trace.ts';
import { typeOf } from './value-type.ts';

/** TensorFlow's numbers for kinds of attributes (TF_ATTR_*). */
const attrType = { string: 0, int: 1, float: 2, bool: 3, type: 4 } as const;

/** Activations `_FusedMatMul` applies itself. */
const fusedActivations = new Set(['Relu', 'Tanh', 'Sigmoid', 'Elu']);

/**
 * Groups of nodes as TensorFlow's larger operations: a matrix product with its bias and activation as
 * `_FusedMatMul`, and a gradient let through where a value is positive as `ReluGrad`. Node numbers stay; nodes left
 * without use are for the caller to drop.
 */
export function fuse(trace: Trace): Trace {
  const nodes = trace.nodes.map((node) => plainMatMul(node, trace));
  const work: Trace = { ...trace, nodes };
  const uses = countUses(work);
  nodes.forEach((node, i) => {
    const fused =
      biasedMatMul(node, work, uses) ?? activatedMatMul(node, work, uses) ?? reluGrad(node, work);
    if (fused) nodes[i] = fused;
  });
  return work;
}

/** A batched product of two plain matrices is a plain product. */
function plainMatMul(node: TraceNode, trace: Trace): TraceNode {
  if (node.op !== 'BatchMatMulV2' || node.inputs.some((r) => typeOf(r, trace).shape.length !== 2)) {
    return node;
  }
  const flag = (name: string): boolean =>
    node.attrs.some((a) => a.name === name && a.value === true);
  const attrs: OpAttr[] = [
    { name: 'T', type: attrType.type, value: dataType.float32 },
    { name: 'transpose_a', type: attrType.bool, value: flag('adj_x') },
    { name: 'transpose_b', type: attrType.bool, value: flag('adj_y') },
  ];
  const isFloat = node.outputs[0]?.dtype === dataType.float32;
  return isFloat ? { ...node, op: 'MatMul', attrs } : node;
}

function biasedMatMul(node: TraceNode, trace: Trace, uses: number[]): TraceNode | null {
  if (node.op !== 'Add' && node.op !== 'AddV2') return null;
  const [sum, bias] = node.inputs;
  const product = sum && usedOnce(sum, trace, uses);
  if (!product || product.op !== 'MatMul' || !bias) return null;
  const width = node.outputs[0]?.shape[1];
  const { shape } = typeOf(bias, trace);
  if (shape.length !== 1 || shape[0] !== width) return null;
  return fusedMatMul(product, [...product.inputs, bias], ['BiasAdd'], node);
}

function activatedMatMul(node: TraceNode, trace: Trace, uses: number[]): TraceNode | null {
  const [input] = node.inputs;
  if (!fusedActivations.has(node.op) || !input) return null;
  const product = usedOnce(input, trace, uses);
  if (product?.op !== '_FusedMatMul') return null;
  return fusedMatMul(product, product.inputs, ['BiasAdd', node.op], node);
}

function fusedMatMul(
  product: TraceNode,
  inputs: Ref[],
  ops: string[],
  result: TraceNode,
): TraceNode {
  const kept = product.attrs.filter((attr) => /^(T|transpose_[ab])$/.test(attr.name));
  return {
    op: '_FusedMatMul',
    inputs,
    attrs: [
      ...kept,
      { name: 'num_args', type: attrType.int, value: 1 },
      { name: 'fused_ops', type: attrType.string, value: ops },
      { name: 'epsilon', type: attrType.float, value: 0 },
    ],
    outputs: result.outputs,
  };
}

/** dy * float(y > 0), elementwise, is ReluGrad(dy, y). */
function reluGrad(node: TraceNode, trace: Trace): TraceNode | null {
  if (node.op !== 'Mul') return null;
  const [dy, mask] = node.inputs;
  const cast = mask && nodeOf(mask, trace);
  const test = cast?.op === 'Cast' && cast.inputs[0] ? nodeOf(cast.inputs[0], trace) : null;
  const [y, zero] = test?.op === 'Greater' ? test.inputs : [];
  if (!dy || !y || !zero || zero.from !== 'constant') return null;
  const constant = trace.constants[zero.index];
  const isZero = constant?.dtype === dataType.float32 && constant.bytes.every((byte) => byte === 0);
  const same = typeOf(dy, trace).shape.join() === typeOf(y, trace).shape.join();
  if (!isZero || !same || typeOf(y, trace).dtype !== dataType.float32) return null;
  const attrs = [{ name: 'T', type: attrType.type, value: dataType.float32 }];
  return { op: 'ReluGrad', attrs, inputs: [dy, y], outputs: node.outputs };
}

function usedOnce(ref: Ref, trace: Trace, uses: number[]): TraceNode | null {
  return ref.from === 'node' && uses[ref.index] === 1 ? nodeOf(ref, trace) : null;
}

function nodeOf(ref: Ref, trace: Trace): TraceNode | null {
  return ref.from === 'node' ? (trace.nodes[ref.index] ?? null) : null;
}

function countUses(trace: Trace): number[] {
  const uses = new Array<number>(trace.nodes.length).fill(0);
  const count = (ref: Ref): void => {
    if (ref.from === 'node') uses[ref.index]! += 1;
  };
  for (const node of trace.nodes) node.inputs.forEach(count);
  trace.outputs.forEach(count);
  return uses;
}
