import { PortraitError } from '#shared/errors/index.ts';
import type { NativeBinding, OpAttr } from '../runtime/runtime.ts';
import type { Attr, Attrs, FunctionDef, NodeDef } from '#shared/model-files/tensorflow-graph.ts';
import { outputAddress } from './op-outputs.ts';
import type { Ref, Trace } from './trace.ts';

/** A trace as a TensorFlow function whose inputs are `in_0`, `in_1`, ... and outputs `out_0`, ... */
export function traceToFunction(name: string, trace: Trace, binding: NativeBinding): FunctionDef {
  const nodes: NodeDef[] = trace.constants.map(({ dtype, shape, bytes }, i) => ({
    name: `const_${i}`,
    op: 'Const',
    inputs: [],
    attrs: {
      dtype: { kind: 'type', value: dtype },
      value: { kind: 'tensor', dtype, shape, content: bytes },
    },
  }));
  trace.nodes.forEach((node, i) => {
    nodes.push({
      name: `node_${i}`,
      op: node.op,
      inputs: node.inputs.map((ref) => addressOf(ref, trace)),
      attrs: attrsOf(node.attrs, binding),
    });
  });
  return {
    name,
    inputs: trace.inputs.map(({ dtype }, i) => ({ name: `in_${i}`, type: dtype })),
    outputs: trace.outputTypes.map(({ dtype }, i) => ({ name: `out_${i}`, type: dtype })),
    nodes,
    returns: Object.fromEntries(trace.outputs.map((ref, i) => [`out_${i}`, addressOf(ref, trace)])),
  };
}

/** How a value is addressed inside the function. @throws PortraitError `internal` for an unknown operation */
export function addressOf(ref: Ref, trace: Trace): string {
  if (ref.from === 'input') return `in_${ref.index}`;
  if (ref.from === 'constant') return `const_${ref.index}:output:0`;
  const op = trace.nodes[ref.index]?.op ?? '';
  const address = outputAddress(op, ref.output);
  if (!address) throw new PortraitError('internal', { detail: `no output names of ${op}` });
  return `node_${ref.index}:${address}`;
}

function attrsOf(attrs: readonly OpAttr[], binding: NativeBinding): Attrs {
  return Object.fromEntries(attrs.map((attr) => [attr.name, attrOf(attr, binding)]));
}

function attrOf({ name, type, value }: OpAttr, binding: NativeBinding): Attr {
  const many = Array.isArray(value);
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return { kind: 'type', value: Number(value) };
    case binding.TF_ATTR_INT:
      return many
        ? { kind: 'ints', value: value.map(Number) }
        : { kind: 'int', value: Number(value) };
    case binding.TF_ATTR_FLOAT:
      return many
        ? { kind: 'floats', value: value.map(Number) }
        : { kind: 'float', value: Number(value) };
    case binding.TF_ATTR_BOOL:
      return many
        ? { kind: 'bools', value: value.map(Boolean) }
        : { kind: 'bool', value: Boolean(value) };
    case binding.TF_ATTR_STRING:
      return many
        ? { kind: 'strings', value: value.map(String) }
        : { kind: 'string', value: String(value) };
    case binding.TF_ATTR_SHAPE:
      return { kind: 'shape', value: many ? value.map(Number) : [] };
    default:
      throw new PortraitError('internal', { detail: `attribute ${name} of type ${type}` });
  }
}
