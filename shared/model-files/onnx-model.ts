import { WireWriter } from './protobuf.ts';

/** ONNX's numbers for the element types this package knows. */
export const elementType = { float: 1, int64: 7, string: 8, bool: 9, double: 11 } as const;
export type ElementType = keyof typeof elementType;

export type OnnxAttr =
  | { kind: 'float'; value: number }
  | { kind: 'int'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'ints'; value: readonly number[] }
  | { kind: 'strings'; value: readonly string[] };

export type OnnxNode = {
  op: string;
  /** '' is ONNX's own set of operators. */
  domain: '' | 'ai.onnx.ml';
  inputs: readonly string[];
  outputs: readonly string[];
  attrs: { [name: string]: OnnxAttr };
};

export type OnnxTensor = { name: string; shape: readonly number[] } & (
  | { type: 'float'; data: Float32Array }
  | { type: 'double'; data: readonly number[] }
  | { type: 'int64'; data: readonly number[] }
  | { type: 'string'; data: readonly string[] }
);

/** Something given or got: `N` and `M` are sizes of the caller's choice, equal where their letters are. */
export type OnnxValue = {
  name: string;
  type: ElementType;
  shape: readonly (number | 'N' | 'M')[];
  doc?: string;
};

export type OnnxModel = {
  nodes: readonly OnnxNode[];
  constants: readonly OnnxTensor[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  doc: string;
  /** Kept with the model, in this order. */
  metadata: readonly (readonly [key: string, value: string])[];
};

/** IR 9, operator set 20 and ai.onnx.ml 3: the first with operators on text. Read by ONNX Runtime 1.17 and later. */
const versions = { ir: 9, operators: 20, ml: 3 };

/** An ONNX file; field numbers from onnx.proto. */
export function encodeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const out = new WireWriter()
    .int(1, versions.ir)
    .string(2, 'Portrait')
    .string(6, model.doc)
    .message(7, (graph) => writeGraph(graph, model))
    .message(8, (set) => set.string(1, '').int(2, versions.operators));
  if (model.nodes.some(({ domain }) => domain === 'ai.onnx.ml'))
    out.message(8, (set) => set.string(1, 'ai.onnx.ml').int(2, versions.ml));
  for (const [key, value] of model.metadata)
    out.message(14, (entry) => entry.string(1, key).string(2, value));
  return out.finish();
}

function writeGraph(out: WireWriter, model: OnnxModel): void {
  for (const node of model.nodes) out.message(1, (inner) => writeNode(inner, node));
  out.string(2, 'portrait');
  for (const tensor of model.constants) out.message(5, (inner) => writeTensor(inner, tensor));
  for (const value of model.inputs) out.message(11, (inner) => writeValue(inner, value));
  for (const value of model.outputs) out.message(12, (inner) => writeValue(inner, value));
}

function writeNode(out: WireWriter, { op, domain, inputs, outputs, attrs }: OnnxNode): void {
  for (const name of inputs) out.string(1, name);
  for (const name of outputs) out.string(2, name);
  out.string(4, op);
  for (const [name, attr] of Object.entries(attrs))
    out.message(5, (inner) => writeAttr(inner.string(1, name), attr));
  if (domain !== '') out.string(7, domain);
}

const attrType = { float: 1, int: 2, string: 3, ints: 7, strings: 8 } as const;

function writeAttr(out: WireWriter, attr: OnnxAttr): void {
  switch (attr.kind) {
    case 'float':
      out.float(2, attr.value);
      break;
    case 'int':
      out.int(3, attr.value);
      break;
    case 'string':
      out.string(4, attr.value);
      break;
    case 'ints':
      for (const value of attr.value) out.int(8, value);
      break;
    case 'strings':
      for (const value of attr.value) out.string(9, value);
      break;
  }
  out.int(20, attrType[attr.kind]);
}

function writeTensor(out: WireWriter, tensor: OnnxTensor): void {
  if (tensor.shape.length > 0) out.packedInts(1, tensor.shape);
  out.int(2, elementType[tensor.type]);
  if (tensor.type === 'string') for (const text of tensor.data) out.string(6, text);
  out.string(8, tensor.name);
  if (tensor.type === 'float') out.bytes(9, bytesOf(tensor.data));
  if (tensor.type === 'double') out.bytes(9, bytesOf(Float64Array.from(tensor.data)));
  if (tensor.type === 'int64') out.bytes(9, bytesOf(BigInt64Array.from(tensor.data, BigInt)));
}

function bytesOf(array: Float32Array | Float64Array | BigInt64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function writeValue(out: WireWriter, { name, type, shape, doc }: OnnxValue): void {
  out.string(1, name).message(2, (of) =>
    of.message(1, (tensor) => {
      tensor.int(1, elementType[type]).message(2, (dims) => {
        for (const size of shape)
          dims.message(1, (dim) =>
            typeof size === 'string' ? dim.string(2, size) : dim.int(1, size),
          );
      });
    }),
  );
  if (doc !== undefined) out.string(3, doc);
}
