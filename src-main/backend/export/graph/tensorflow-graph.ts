import {
  dataType,
  type Attrs,
  type DataType,
  type GraphDef,
  type NodeDef,
  type SignatureTensor,
} from '#shared/model-files/tensorflow-graph.ts';

/** Nodes of a TensorFlow graph, numbered in the order they are asked for; equal ones are one. */
export class TensorFlowGraph {
  readonly nodes: NodeDef[] = [];
  readonly inputs: SignatureTensor[] = [];
  readonly outputs: SignatureTensor[] = [];
  /** Names of operations that fill the tables, to be run once after loading. */
  readonly fillings: string[] = [];
  readonly #known = new Map<string, string>();

  /** Name of a new node; results of it are `name`, `name:1` and so on. */
  node(op: string, inputs: readonly string[], attrs: Attrs = {}): string {
    const key = JSON.stringify([op, inputs, attrs], (_, value: unknown) =>
      value instanceof Uint8Array ? Array.from(value) : value,
    );
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const name = this.#add(op, inputs, attrs);
    this.#known.set(key, name);
    return name;
  }

  numbers(
    dtype: 'float32' | 'float64' | 'int32' | 'int64',
    shape: number[],
    data: Numbers,
  ): string {
    const type: DataType = dataType[dtype];
    const content = bytesOf(dtype, data);
    const attrs: Attrs = {
      dtype: { kind: 'type', value: type },
      value: { kind: 'tensor', dtype: type, shape, content },
    };
    // Large tensors are each of their own; a key of them would be larger still.
    return content.length > 4096 ? this.#add('Const', [], attrs) : this.node('Const', [], attrs);
  }

  texts(shape: number[], value: string[]): string {
    return this.node('Const', [], {
      dtype: { kind: 'type', value: dataType.string },
      value: { kind: 'texts', shape, value },
    });
  }

  /** A hash table from text to int64, filled when the model is loaded. */
  table(keys: readonly string[], places: readonly number[]): string {
    const types: Attrs = {
      key_dtype: { kind: 'type', value: dataType.string },
      value_dtype: { kind: 'type', value: dataType.int64 },
    };
    // A name of its own: tables without one share what they hold by the name of their node.
    const table = this.#add('HashTableV2', [], types);
    const given = [
      table,
      this.texts([keys.length], [...keys]),
      this.numbers('int64', [keys.length], places),
    ];
    const filling = this.#add('LookupTableImportV2', given, {
      Tin: { kind: 'type', value: dataType.string },
      Tout: { kind: 'type', value: dataType.int64 },
    });
    this.fillings.push(filling);
    return table;
  }

  input(name: string, dtype: 'float64' | 'string'): string {
    const type: DataType = dataType[dtype];
    const node = this.#add('Placeholder', [], {
      dtype: { kind: 'type', value: type },
      shape: { kind: 'shape', value: [-1] },
    });
    this.inputs.push({ name, tensor: `${node}:0`, type, shape: [-1] });
    return node;
  }

  output(
    name: string,
    value: string,
    dtype: 'float32' | 'float64' | 'string',
    shape: number[],
  ): void {
    const type: DataType = dataType[dtype];
    const node = this.#add('Identity', [value], { T: { kind: 'type', value: type } });
    this.outputs.push({ name, tensor: `${node}:0`, type, shape });
  }

  /** The graph, with one node more that has all tables filled. */
  finish(): { graph: GraphDef; initialiser: string } {
    const initialiser = this.#add(
      'NoOp',
      this.fillings.map((name) => `^${name}`),
      {},
    );
    return { graph: { nodes: this.nodes, functions: [] }, initialiser };
  }

  #add(op: string, inputs: readonly string[], attrs: Attrs): string {
    const name = `n${this.nodes.length}`;
    this.nodes.push({ name, op, inputs: [...inputs], attrs });
    return name;
  }
}

type Numbers = readonly number[] | Float32Array;

function bytesOf(dtype: 'float32' | 'float64' | 'int32' | 'int64', data: Numbers): Uint8Array {
  const array =
    dtype === 'float32'
      ? Float32Array.from(data)
      : dtype === 'float64'
        ? Float64Array.from(data)
        : dtype === 'int32'
          ? Int32Array.from(data)
          : BigInt64Array.from(data, BigInt);
  return new Uint8Array(array.buffer);
}
