import {
  sasrecShape,
  sequenceShape,
  weightsByName,
  type SequenceAlgorithm,
  type SequenceWeight,
} from '#shared/recommenders/sequence-shapes.ts';
import { listFile, listGraph, type ListGraph } from './list-graph.ts';

/** A fitted recommender of sequences: its flat weights, in the order of its shape. */
export type SequenceParts = {
  name: string;
  algorithm: SequenceAlgorithm;
  itemIds: readonly string[];
  weights: Float32Array;
};

/** Nodes that nets of sequences are made of, on matrices [places, width]. */
type Net = ListGraph & {
  weight(name: string): string;
  /** A weight's columns from one on: [rows, count]. */
  part(name: string, from: number, count: number): string;
  /** x w + b, where there is a b. */
  dense(x: string, kernel: string, bias?: string): string;
  /** The weight of a name turned on its side. */
  turned(values: string): string;
};

/** Beyond the end of anything. */
const beyond = 2 ** 31 - 1;

/**
 * A recommender of sequences as one ONNX file: `history` [N] and `exclude` [M] text, `k` [1] in; `items` [k] and `scores` [k],
 * which are logits, out. The history is in order, oldest first; what is in it, or excluded, is left out of the list.
 */
export function sequenceOnnx(model: SequenceParts): Uint8Array<ArrayBuffer> {
  const { name, algorithm, itemIds } = model;
  const list = listGraph(itemIds);
  const { ints, op, join, flat, own } = list;
  const shape = sequenceShape(algorithm, itemIds.length);
  const net = netOf(list, shape.dense, model.weights);
  // One place at least: of who has nothing it is the first item's, and counts for nothing.
  const size = op('Shape', own);
  const places = op('Min', op('Max', size, ints([1], [1])), ints([1], [algorithm.maxLength]));
  const padded = join(ints([1], [0]), own);
  const latest = op('Slice', padded, op('Neg', places), ints([1], [beyond]));
  const table = net.weight('items');
  const vectors = op('Gather', table, latest);
  const hidden = hiddenOf(net, algorithm, vectors, places);
  const column = op('Reshape', hidden, ints([2], [shape.width, 1]));
  const isAny = op('Greater', size, ints([1], [0]));
  const logits = flat(op('MatMul', table, column));
  const scores = op('Where', isAny, logits, list.number(0));
  const barred = list.lookUp(list.input('exclude', 'string', 'M'), itemIds, -1);
  const known = op('Compress', barred, op('GreaterOrEqual', barred, ints([], [0])));
  return listFile({ ...list, own: join(own, known) }, scores, {
    ...{ name, itemIds },
    metadata: [['algorithm', JSON.stringify(algorithm)]],
  });
}

/** The vector [1, width] that foretells what follows the last place. */
function hiddenOf(net: Net, algorithm: SequenceAlgorithm, vectors: string, places: string): string {
  switch (algorithm.type) {
    case 'sasrec':
      return attended(net, algorithm, vectors, places);
    case 'gru4rec':
      return recurred(net, algorithm, vectors);
    case 'caser':
      return convolved(net, algorithm, vectors);
  }
}

function netOf(list: ListGraph, shapes: readonly SequenceWeight[], flat: Float32Array): Net {
  const { numbers, op } = list;
  const found = weightsByName(shapes, flat);
  const weight = (name: string): string => numbers(found(name).shape, found(name).data);
  return {
    ...list,
    weight,
    part(name, from, count) {
      const { shape, data } = found(name);
      const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
      const out = new Float32Array(rows * count);
      for (let row = 0; row < rows; row++)
        out.set(data.subarray(row * columns + from, row * columns + from + count), row * count);
      return numbers(shape.length === 1 ? [count] : [rows, count], out);
    },
    dense(x, kernel, bias) {
      const product = op('MatMul', x, kernel);
      return bias === undefined ? product : op('Add', product, bias);
    },
    turned: (value) => list.graph.node('Transpose', [value], axes([1, 0])),
  };
}

const axes = (perm: number[]) => ({ perm: { kind: 'ints' as const, value: perm } });

/** The last row of [places, width]. */
function last({ op, ints }: Net, x: string): string {
  return op('Slice', x, ints([1], [-1]), ints([1], [beyond]), ints([1], [0]));
}

/** As `sasrecHidden` of the engine: self-attention of each place to itself and those before. */
function attended(
  net: Net,
  { blocks, heads, ...more }: Extract<SequenceAlgorithm, { type: 'sasrec' }>,
  vectors: string,
  places: string,
): string {
  const { op, ints, number, numbers, weight, part, dense, join, graph } = net;
  const { width } = sasrecShape({ blocks, heads, ...more }, 1);
  const each = width / heads;
  const norm = (x: string, gain: string, shift: string): string => {
    const mean = numbers([width, 1], new Float32Array(width).fill(1 / width));
    const centred = op('Sub', x, op('MatMul', x, mean));
    const variance = op('MatMul', op('Mul', centred, centred), mean);
    const unit = op('Div', centred, op('Sqrt', op('Add', variance, number(1e-6))));
    return op('Add', op('Mul', unit, op('Add', weight(gain), number(1))), weight(shift));
  };
  const placed = op('Slice', weight('positions'), ints([1], [0]), places, ints([1], [0]));
  let x = op('Add', op('Mul', vectors, number(Math.sqrt(width))), placed);
  const square = op('Expand', number(1), join(places, places));
  const barred = op(
    'Sub',
    number(1),
    graph.node('Trilu', [square], { upper: { kind: 'int', value: 0 } }),
  );
  const mask = op('Mul', barred, number(-1e9));
  const byHead = (values: string, perm: number[]): string =>
    graph.node('Transpose', [op('Reshape', values, ints([3], [-1, heads, each]))], axes(perm));
  for (let at = 0; at < blocks; at++) {
    const normed = norm(x, `attention gain ${at}`, `attention shift ${at}`);
    const [q, k, v] = [0, 1, 2].map((third) =>
      dense(normed, part(`query, key and value ${at}`, third * width, width)),
    ) as [string, string, string];
    const scaled = op('Mul', q, number(1 / Math.sqrt(each)));
    const scores = op('MatMul', byHead(scaled, [1, 0, 2]), byHead(k, [1, 2, 0]));
    const attention = op('Softmax', op('Add', scores, mask));
    const seen = graph.node(
      'Transpose',
      [op('MatMul', attention, byHead(v, [1, 0, 2]))],
      axes([1, 0, 2]),
    );
    const out = op('Reshape', seen, ints([2], [-1, width]));
    x = op('Add', x, dense(out, weight(`attention output ${at}`)));
    const again = norm(x, `forward gain ${at}`, `forward shift ${at}`);
    const inner = op(
      'Relu',
      dense(again, weight(`forward kernel ${at}`), weight(`forward bias ${at}`)),
    );
    x = op('Add', x, dense(inner, weight(`output kernel ${at}`), weight(`output bias ${at}`)));
  }
  return norm(last(net, x), 'last gain', 'last shift');
}

/** As `gruNet` of the engine: ONNX's GRU with its reset gate after the product, its gates in the order update, reset, candidate. */
function recurred(
  net: Net,
  { factors: width, layers }: Extract<SequenceAlgorithm, { type: 'gru4rec' }>,
  vectors: string,
): string {
  const { op, ints, number, weight, part, dense, turned, graph } = net;
  const gates = [width, 0, 2 * width];
  const joined = (values: string[], axis: number): string =>
    graph.node('Concat', values, { axis: { kind: 'int', value: axis } });
  const kernel = (name: string): string => {
    const rows = joined(
      gates.map((from) => turned(part(name, from, width))),
      0,
    );
    return op('Reshape', rows, ints([3], [1, 3 * width, width]));
  };
  let x = op('Mul', vectors, number(Math.sqrt(width)));
  for (let at = 0; at < layers; at++) {
    const bias = joined(
      [`input bias ${at}`, `state bias ${at}`].flatMap((name) =>
        gates.map((from) => part(name, from, width)),
      ),
      0,
    );
    const states = graph.node(
      'GRU',
      [
        op('Reshape', x, ints([3], [-1, 1, width])),
        kernel(`input kernel ${at}`),
        kernel(`state kernel ${at}`),
        op('Reshape', bias, ints([2], [1, 6 * width])),
      ],
      {
        hidden_size: { kind: 'int', value: width },
        linear_before_reset: { kind: 'int', value: 1 },
      },
    );
    x = op('Reshape', states, ints([2], [-1, width]));
  }
  return dense(last(net, x), weight('output kernel'), weight('output bias'));
}

/** As `caserNet` of the engine at the last place: zeros stand for places before the first. */
function convolved(
  net: Net,
  { factors: width, window, vertical }: Extract<SequenceAlgorithm, { type: 'caser' }>,
  vectors: string,
): string {
  const { op, ints, numbers, weight, dense, join, turned, graph } = net;
  const padded = join(numbers([window, width], new Float32Array(window * width)), vectors);
  const end = ints([1], [beyond]);
  const seen = op('Slice', padded, ints([1], [-window]), end, ints([1], [0]));
  const answers = Array.from({ length: window }, (_, at) => {
    const height = at + 1;
    const answered = Array.from({ length: window - height + 1 }, (_place, from) => {
      const some = op('Slice', seen, ints([1], [from]), ints([1], [from + height]), ints([1], [0]));
      const row = op('Reshape', some, ints([2], [1, height * width]));
      const kernel = weight(`horizontal kernel ${height}`);
      return op('Relu', dense(row, kernel, weight(`horizontal bias ${height}`)));
    });
    return answered.length === 1 ? answered[0]! : op('Max', ...answered);
  });
  const weighed = op('MatMul', turned(seen), weight('vertical kernel'));
  const all = graph.node(
    'Concat',
    [...answers, op('Reshape', weighed, ints([2], [1, width * vertical]))],
    { axis: { kind: 'int', value: 1 } },
  );
  return op('Relu', dense(all, weight('output kernel'), weight('output bias')));
}
