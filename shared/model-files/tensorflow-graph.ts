import { WireWriter } from './protobuf.ts';

/** TensorFlow's numbers for the element types this package knows. */
export const dataType = {
  float32: 1,
  float64: 2,
  int32: 3,
  string: 7,
  int64: 9,
  bool: 10,
} as const;
export type DataType = number;

/** An attribute of a node, as plain data. */
export type Attr =
  | { kind: 'type'; value: DataType }
  | { kind: 'types'; value: DataType[] }
  | { kind: 'int'; value: number }
  | { kind: 'ints'; value: number[] }
  | { kind: 'float'; value: number }
  | { kind: 'floats'; value: number[] }
  | { kind: 'bool'; value: boolean }
  | { kind: 'bools'; value: boolean[] }
  | { kind: 'string'; value: string }
  | { kind: 'strings'; value: string[] }
  | { kind: 'shape'; value: number[] }
  | { kind: 'shapes'; value: number[][] }
  | { kind: 'tensor'; dtype: DataType; shape: number[]; content: Uint8Array }
  | { kind: 'texts'; shape: number[]; value: string[] }
  | { kind: 'function'; name: string; attrs: Attrs };
export type Attrs = { [name: string]: Attr };

export type NodeDef = { name: string; op: string; inputs: string[]; attrs: Attrs };

export type ArgDef = { name: string; type: DataType };
export type FunctionDef = {
  name: string;
  inputs: ArgDef[];
  outputs: ArgDef[];
  nodes: NodeDef[];
  /** Name of an output argument -> `node:output:index` inside the function. */
  returns: { [output: string]: string };
};

export type GraphDef = { nodes: NodeDef[]; functions: FunctionDef[] };

/** What a caller gives or gets by name: the graph's tensor, its type and shape, -1 for any size. */
export type SignatureTensor = { name: string; tensor: string; type: DataType; shape: number[] };
export type Signature = {
  key: string;
  method: string;
  inputs: SignatureTensor[];
  outputs: SignatureTensor[];
};

/**
 * A SavedModel file with one meta graph under the tag `serve`, and the calls it offers; field numbers from TensorFlow's
 * .proto files.
 */
export function encodeSavedModel(
  graph: GraphDef,
  signatures: Signature[] = [],
): Uint8Array<ArrayBuffer> {
  return new WireWriter()
    .int(1, 1)
    .message(2, (meta) => {
      meta.message(1, (info) => info.string(4, 'serve'));
      meta.message(2, (def) => writeGraph(def, graph));
      for (const signature of signatures)
        meta.message(5, (entry) => writeSignature(entry, signature));
    })
    .finish();
}

function writeSignature(out: WireWriter, { key, method, inputs, outputs }: Signature): void {
  out.string(1, key).message(2, (def) => {
    for (const [field, tensors] of [[1, inputs] as const, [2, outputs] as const])
      for (const tensor of tensors)
        def.message(field, (entry) => {
          entry.string(1, tensor.name).message(2, (info) => {
            info.string(1, tensor.tensor).int(2, tensor.type);
            info.message(3, (shape) => writeShape(shape, tensor.shape));
          });
        });
    if (method !== '') def.string(3, method);
  });
}

function writeGraph(out: WireWriter, graph: GraphDef): void {
  for (const node of graph.nodes) out.message(1, (inner) => writeNode(inner, node));
  out.message(2, (library) => {
    for (const fn of graph.functions) library.message(1, (inner) => writeFunction(inner, fn));
  });
  // Producer 1994 is the graph version of TensorFlow 2.16; later ones accept it.
  out.message(4, (version) => version.int(1, 1994));
}

function writeFunction(out: WireWriter, fn: FunctionDef): void {
  out.message(1, (signature) => {
    signature.string(1, fn.name);
    for (const arg of fn.inputs) signature.message(2, (inner) => writeArg(inner, arg));
    for (const arg of fn.outputs) signature.message(3, (inner) => writeArg(inner, arg));
  });
  for (const node of fn.nodes) out.message(3, (inner) => writeNode(inner, node));
  for (const [output, source] of Object.entries(fn.returns)) {
    out.message(4, (entry) => entry.string(1, output).string(2, source));
  }
}

function writeArg(out: WireWriter, arg: ArgDef): void {
  out.string(1, arg.name).int(3, arg.type);
}

function writeNode(out: WireWriter, node: NodeDef): void {
  out.string(1, node.name).string(2, node.op);
  for (const input of node.inputs) out.string(3, input);
  writeAttrs(out, 5, node.attrs);
}

function writeAttrs(out: WireWriter, field: number, attrs: Attrs): void {
  for (const [name, attr] of Object.entries(attrs)) {
    out.message(field, (entry) => {
      entry.string(1, name);
      entry.message(2, (value) => writeAttr(value, attr));
    });
  }
}

function writeAttr(out: WireWriter, attr: Attr): void {
  switch (attr.kind) {
    case 'type':
      out.int(6, attr.value);
      break;
    case 'types':
      out.message(1, (list) => list.packedInts(6, attr.value));
      break;
    case 'int':
      out.int(3, attr.value);
      break;
    case 'ints':
      out.message(1, (list) => list.packedInts(3, attr.value));
      break;
    case 'float':
      out.float(4, attr.value);
      break;
    case 'floats':
      out.message(1, (list) => list.packedFloats(4, attr.value));
      break;
    case 'bool':
      out.bool(5, attr.value);
      break;
    case 'bools':
      out.message(1, (list) => list.packedInts(5, attr.value.map(Number)));
      break;
    case 'string':
      out.string(2, attr.value);
      break;
    case 'strings':
      out.message(1, (list) => {
        for (const value of attr.value) list.string(2, value);
      });
      break;
    case 'shape':
      out.message(7, (shape) => writeShape(shape, attr.value));
      break;
    case 'shapes':
      out.message(1, (list) => {
        for (const shape of attr.value) list.message(7, (inner) => writeShape(inner, shape));
      });
      break;
    case 'tensor':
      out.message(8, (tensor) => {
        tensor.int(1, attr.dtype);
        tensor.message(2, (shape) => writeShape(shape, attr.shape));
        tensor.bytes(4, attr.content);
      });
      break;
    case 'texts':
      out.message(8, (tensor) => {
        tensor.int(1, dataType.string);
        tensor.message(2, (shape) => writeShape(shape, attr.shape));
        for (const text of attr.value) tensor.string(8, text);
      });
      break;
    case 'function':
      out.message(10, (fn) => {
        fn.string(1, attr.name);
        writeAttrs(fn, 2, attr.attrs);
      });
      break;
  }
}

function writeShape(out: WireWriter, shape: readonly number[]): void {
  for (const size of shape) out.message(2, (dim) => dim.int(1, size));
}
