import type { DenseRows } from '#shared/engine/recommend.ts';
import { neumfShape } from '#shared/recommenders/neumf-shape.ts';
import { weightsByName } from '#shared/recommenders/sequence-shapes.ts';
import type { Algorithm } from '#shared/recommenders/index.ts';
import { listFile, listGraph } from './list-graph.ts';

/** A fitted NeuMF: embeddings of users and items, the flat weights of its layers in the order of `neumfShape`. */
export type NeumfParts = {
  name: string;
  algorithm: Extract<Algorithm, { type: 'neumf' }>;
  userIds: readonly string[];
  itemIds: readonly string[];
  users: DenseRows;
  items: DenseRows;
  dense: Float32Array;
  /** Row of those it does not know: the mean of those it learnt from. */
  usual: Float32Array;
};

/**
 * NeuMF as one ONNX file: `user` [1] and `history` [N] text, `k` [1] in; `items` [k] and `scores` [k], which are logits, out. What
 * is in the history is left out of the list; the score goes by the user's own embedding, by the mean one for a user who is not known.
 */
export function neumfOnnx(model: NeumfParts): Uint8Array<ArrayBuffer> {
  const { algorithm, userIds, itemIds, name } = model;
  const { gmf, mlp, hidden, dense } = neumfShape(algorithm);
  const parts = listGraph(itemIds);
  const { count, ints, numbers, op, flat, input, lookUp } = parts;
  const weights = weightsByName(dense, model.dense);
  const weight = (part: string, shape: number[]): string => numbers(shape, weights(part).data);
  const users = Float32Array.from([...model.users.value, ...model.usual]);
  const rows = userIds.length + 1;
  const known = lookUp(input('user', 'string', 1), userIds, userIds.length);
  const user = (from: number, width: number): string =>
    op('Gather', numbers([rows, width], columns(users, gmf + mlp, from, width)), known);
  const items = (from: number, width: number): string =>
    numbers([count, width], columns(model.items.value, gmf + mlp, from, width));
  const bias = weight('output bias', [1]);
  let logits = op('Expand', bias, ints([1], [count]));
  if (gmf > 0) {
    const own = op('Mul', user(0, gmf), weight('gmf output', [1, gmf]));
    const column = op('Reshape', own, ints([2], [gmf, 1]));
    logits = op('Add', logits, flat(op('MatMul', items(0, gmf), column)));
  }
  if (mlp > 0) {
    const first = hidden[0]!;
    const own = op('MatMul', user(gmf, mlp), weight('user kernel', [mlp, first]));
    const theirs = op('MatMul', items(gmf, mlp), weight('item kernel', [mlp, first]));
    let values = op('Relu', op('Add', op('Add', theirs, own), weight('bias 0', [first])));
    for (const [layer, units] of hidden.entries()) {
      if (layer === 0) continue;
      const kernel = weight(`kernel ${layer}`, [hidden[layer - 1]!, units]);
      values = op(
        'Relu',
        op('Add', op('MatMul', values, kernel), weight(`bias ${layer}`, [units])),
      );
    }
    const output = weight('mlp output', [hidden.at(-1) ?? 0, 1]);
    logits = op('Add', logits, flat(op('MatMul', values, output)));
  }
  return listFile(parts, logits, {
    ...{ name, itemIds },
    metadata: [['algorithm', JSON.stringify(algorithm)]],
  });
}

/** Some columns of rows of a width. */
function columns(values: Float32Array, width: number, from: number, count: number): Float32Array {
  const rows = values.length / width;
  const out = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++)
    for (let a = 0; a < count; a++) out[row * count + a] = values[row * width + from + a]!;
  return out;
}
