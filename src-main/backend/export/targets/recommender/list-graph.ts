import { encodeOnnx } from '#shared/model-files/onnx-model.ts';
import { OnnxGraph } from '../../graph/index.ts';

const floor = -3.4028234663852886e38;

/** Nodes that graphs of recommenders are made of. */
export type ListGraph = ReturnType<typeof listGraph>;

/** A graph that begins with `history` [N], ids of what is had, and `k` [1]. */
export function listGraph(itemIds: readonly string[]) {
  const graph = new OnnxGraph('/');
  const count = itemIds.length;
  const ints = (shape: number[], data: number[]): string =>
    graph.constant({ type: 'int64', shape, data });
  const numbers = (shape: number[], data: Float32Array): string =>
    graph.constant({ type: 'float', shape, data });
  const number = (value: number): string => numbers([], Float32Array.of(value));
  const op = (name: string, ...inputs: string[]): string => graph.node(name, inputs);
  const join = (...values: string[]): string =>
    graph.node('Concat', values, { axis: { kind: 'int', value: 0 } });
  const flat = (value: string): string => op('Reshape', value, ints([1], [-1]));
  const row = (value: string): string => op('Reshape', value, ints([2], [1, -1]));
  const sum = (value: string): string =>
    graph.node('ReduceSum', [value, ints([1], [0])], { keepdims: { kind: 'int', value: 1 } });
  const input = (name: string, type: 'string' | 'float', size: 'N' | 'M' | number): string => {
    graph.inputs.push({ name, type, shape: [size] });
    return name;
  };
  /** Numbers of ids in a list, `otherwise` for those that are not in it. */
  const lookUp = (value: string, ids: readonly string[], otherwise: number): string =>
    graph.node(
      'LabelEncoder',
      [value],
      {
        keys_strings: { kind: 'strings', value: ids },
        values_int64s: { kind: 'ints', value: ids.map((_, at) => at) },
        default_int64: { kind: 'int', value: otherwise },
      },
      'ai.onnx.ml',
    );
  const place = lookUp(input('history', 'string', 'N'), itemIds, -1);
  const isKnown = op('GreaterOrEqual', place, ints([], [0]));
  graph.inputs.push({ name: 'k', type: 'int64', shape: [1] });
  /** Places of the items of the history that are known. */
  const own = op('Compress', place, isKnown);
  return {
    graph,
    count,
    ints,
    numbers,
    number,
    op,
    join,
    flat,
    row,
    sum,
    input,
    lookUp,
    isKnown,
    own,
  };
}

/**
 * The whole file: the best of `scores` [items] but for what is had, as `items` [k] and `scores` [k]. What is had gets the least
 * number there is.
 */
export function listFile(
  { graph, numbers, op, own, count }: ListGraph,
  scores: string,
  about: {
    name: string;
    itemIds: readonly string[];
    metadata: readonly (readonly [string, string])[];
  },
): Uint8Array<ArrayBuffer> {
  const lowest = op('Expand', numbers([1], Float32Array.of(floor)), op('Shape', own));
  const open = graph.node('ScatterElements', [scores, own, lowest], {
    axis: { kind: 'int', value: 0 },
  });
  graph.nodes.push({
    ...{ op: 'TopK', domain: '', inputs: [open, 'k'], outputs: ['scores', '/places'] },
    attrs: { axis: { kind: 'int', value: 0 } },
  });
  graph.outputs.push({ name: 'scores', type: 'float', shape: ['N'] });
  const ids = graph.constant({ type: 'string', shape: [count], data: about.itemIds });
  graph.output('items', op('Gather', ids, '/places'), 'string', ['N']);
  const { nodes, constants, inputs, outputs } = graph;
  const { name, metadata } = about;
  return encodeOnnx({
    nodes,
    constants,
    inputs,
    outputs,
    doc: name,
    metadata: [['name', name], ...metadata],
  });
}
