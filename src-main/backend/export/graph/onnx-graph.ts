import type {
  ElementType,
  OnnxAttr,
  OnnxNode,
  OnnxTensor,
  OnnxValue,
} from '#shared/model-files/onnx-model.ts';

type Attrs = { [name: string]: OnnxAttr };
/** A tensor without its name. */
export type Constant = OnnxTensor extends infer T
  ? T extends OnnxTensor
    ? Omit<T, 'name'>
    : never
  : never;

/** Nodes and constants of an ONNX graph, named in the order they are asked for; equal ones are one. */
export class OnnxGraph {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxTensor[] = [];
  readonly inputs: OnnxValue[] = [];
  readonly outputs: OnnxValue[] = [];
  readonly #known = new Map<string, string>();
  readonly #prefix: string;

  /** Names inside begin with the prefix, which no input's name does. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Name of a node's only result. */
  node(
    op: string,
    inputs: readonly string[],
    attrs: Attrs = {},
    domain: OnnxNode['domain'] = '',
  ): string {
    const key = JSON.stringify([op, inputs, attrs]);
    return this.#once(key, () => {
      const name = `${this.#prefix}v${this.nodes.length}`;
      this.nodes.push({ op, domain, inputs, outputs: [name], attrs });
      return name;
    });
  }

  /** First result of the two that StringSplit has: [n, parts]. */
  split(text: string, delimiter: string): string {
    return this.#once(JSON.stringify(['StringSplit', text, delimiter]), () => {
      const name = `${this.#prefix}v${this.nodes.length}`;
      const attrs: Attrs = { delimiter: { kind: 'string', value: delimiter } };
      const outputs = [name, `${name}_count`];
      this.nodes.push({ op: 'StringSplit', domain: '', inputs: [text], outputs, attrs });
      return name;
    });
  }

  constant(tensor: Constant): string {
    const add = (): string => {
      const name = `${this.#prefix}c${this.constants.length}`;
      this.constants.push({ name, ...tensor });
      return name;
    };
    // JSON knows neither NaN nor -0.
    const data = tensor.type === 'float' ? null : Array.from(tensor.data, exactText);
    return data === null
      ? add()
      : this.#once(JSON.stringify([tensor.type, tensor.shape, data]), add);
  }

  input(name: string, type: ElementType): string {
    this.inputs.push({ name, type, shape: ['N', 1] });
    return name;
  }

  output(name: string, value: string, type: ElementType, shape: OnnxValue['shape']): void {
    this.nodes.push({ op: 'Identity', domain: '', inputs: [value], outputs: [name], attrs: {} });
    this.outputs.push({ name, type, shape });
  }

  #once(key: string, make: () => string): string {
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const made = make();
    this.#known.set(key, made);
    return made;
  }
}

function exactText(value: number | string): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
