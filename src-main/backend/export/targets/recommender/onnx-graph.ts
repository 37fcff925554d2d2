import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { textFloats, textInts } from '#shared/wire/float-text.ts';
import { transpose } from '#shared/recommenders/fold-in/transpose.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { listFile, listGraph, type ListGraph } from './list-graph.ts';

/**
 * A recommender as one ONNX file: `history` [N] text and `weights` [N] in, `k` [1]; `items` [k] text and `scores` [k] out, what is
 * in the history left out. Unknown items count for nothing. Throws `export_no_graph` where it takes more than sums and products.
 */
export function recommenderOnnx(model: ExportedRecommender): Uint8Array<ArrayBuffer> {
  const parts = listGraph(model.items.ids);
  const { op, join, ints, numbers, own, isKnown, input } = parts;
  // A row of weight 0 at the end: sums are defined where nothing is known.
  const known = join(own, ints([1], [0]));
  const weight = join(
    op('Compress', input('weights', 'float', 'N'), isKnown),
    numbers([1], new Float32Array(1)),
  );
  return listFile(parts, scoresOf(parts, model, known, weight), {
    ...{ name: model.name, itemIds: model.items.ids },
    metadata: [
      ['algorithm', JSON.stringify(model.algorithm)],
      ['silent_at_zero', String(model.silentAtZero)],
    ],
  });
}

/** Scores of all items for the places of what is had and what each counts. */
function scoresOf(
  { graph, count, ints, numbers, number, op, flat, row, sum }: ListGraph,
  model: ExportedRecommender,
  known: string,
  weight: string,
): string {
  const tensor = (name: string): Float32Array => textFloats(model.tensors[name]?.data ?? '');
  const whole = (name: string): Int32Array => textInts(model.tensors[name]?.data ?? '');

  /** BM25 of a history: see `bm25`; the row that was added has weight 0 and stays 0. */
  const levelled = (): string => {
    const { algorithm, users, meanLength } = model;
    if (algorithm.type !== 'itemKnn' || algorithm.similarity !== 'bm25') return weight;
    const seen = textFloats(model.popularity.data);
    const rarity = seen.map((n) => Math.log(1 + (users - n + 0.5) / (n + 0.5)) * (k1 + 1));
    const level = op(
      'Add',
      op('Mul', sum(weight), number((k1 * b) / meanLength)),
      number(k1 * (1 - b)),
    );
    const own = op('Gather', numbers([count], rarity), known);
    return op('Div', op('Mul', own, weight), op('Add', weight, level));
  };

  const { algorithm } = model;
  switch (algorithm.type) {
    case 'ease': {
      const rows = op('Gather', numbers([count, count], tensor('weights')), known);
      return flat(op('MatMul', row(weight), rows));
    }
    case 'itemKnn': {
      // By the neighbours of each item, filled up to the longest list with one nobody has.
      const near = transpose(
        {
          pointer: whole('reach/pointer'),
          index: whole('reach/index'),
          value: tensor('reach/value'),
        },
        count,
      );
      const { width, index, value } = padded(near, count);
      const had = graph.node(
        'ScatterElements',
        [numbers([count + 1], new Float32Array(count + 1)), known, levelled()],
        { axis: { kind: 'int', value: 0 }, reduction: { kind: 'string', value: 'add' } },
      );
      const each = op('Gather', had, ints([count, width], index));
      const product = op('Mul', each, numbers([count, width], value));
      return graph.node('ReduceSum', [product, ints([1], [1])], {
        keepdims: { kind: 'int', value: 0 },
      });
    }
    case 'twoTower': {
      const { factors } = algorithm;
      const counted = op('Sign', weight);
      const rows = op('Gather', numbers([count, factors], tensor('history')), known);
      const mean = op('MatMul', row(counted), rows);
      const squares = flat(op('MatMul', mean, op('Reshape', mean, ints([2], [-1, 1]))));
      const length = op('Max', op('Sqrt', squares), number(1e-30));
      const unit = op('Div', mean, row(length));
      const items = tensor('items');
      const columns = new Float32Array(items.length);
      for (let item = 0; item < count; item++)
        for (let a = 0; a < factors; a++) columns[a * count + item] = items[item * factors + a]!;
      return flat(op('MatMul', unit, numbers([factors, count], columns)));
    }
    default:
      throw new PortraitError('export_no_graph', { algorithm: algorithm.type });
  }
}

const [k1, b] = [1.2, 0.75];

/** Rows of one width: absent entries point at a place behind the last, with weight 0. */
function padded(
  { pointer, index, value }: ReturnType<typeof transpose>,
  count: number,
): { width: number; index: number[]; value: Float32Array } {
  let width = 1;
  for (let r = 0; r < count; r++) width = Math.max(width, pointer[r + 1]! - pointer[r]!);
  const places = new Array<number>(count * width).fill(count);
  const values = new Float32Array(count * width);
  for (let r = 0; r < count; r++)
    for (let at = pointer[r]!; at < pointer[r + 1]!; at++) {
      places[r * width + at - pointer[r]!] = index[at]!;
      values[r * width + at - pointer[r]!] = value[at]!;
    }
  return { width, index: places, value: values };
}
