import { stridesOf, type GraphBuilder } from './graph-builder.ts';
import { given, numbers, type Lowering } from './lowering.ts';
import { NoLowering } from './no-lowering.ts';
import { sizeOf, type Value } from './value.ts';

/** tfjs's kernels that bring elements into another order, and the matrix product, which wants one. */
export const arrangements: Record<string, Lowering> = {
  BatchMatMul: (graph, [a, b], { transposeA, transposeB }) => {
    const [left, right] = [given(a), given(b)];
    const batches = [left, right]
      .map(({ shape }) => shape.slice(0, -2))
      .sort((x, y) => sizeOf(y) - sizeOf(x))[0]!;
    const whole = (value: Value): Value =>
      graph.broadcast(value, [...batches, ...value.shape.slice(-2)]);
    const rows = left.shape.at(transposeA === true ? -1 : -2) ?? 0;
    const columns = right.shape.at(transposeB === true ? -2 : -1) ?? 0;
    // The right factor is read along its rows.
    const upright = transposeB === true ? turned(graph, right) : right;
    const operation = { kind: 'product', transposeA: transposeA === true } as const;
    return graph.make(operation, [whole(left), whole(upright)], [...batches, rows, columns]);
  },
  Transpose: (graph, [x], { perm }) => {
    const value = given(x);
    const order = numbers(perm);
    const strides = stridesOf(value.shape);
    return graph.strided(
      value,
      0,
      order.map((axis) => strides[axis]!),
      order.map((axis) => value.shape[axis] ?? 1),
    );
  },
  Tile: (graph, [x], { reps }) => {
    const value = given(x);
    const times = numbers(reps);
    if (times.some((count, i) => count !== 1 && value.shape[i] !== 1)) throw new NoLowering('Tile');
    return graph.broadcast(
      value,
      value.shape.map((dim, i) => dim * (times[i] ?? 1)),
    );
  },
  SplitV: (graph, [x], { numOrSizeSplits, axis }) => {
    const value = given(x);
    const at = Number(axis) < 0 ? Number(axis) + value.shape.length : Number(axis);
    const dim = value.shape[at]!;
    const sizes = Array.isArray(numOrSizeSplits)
      ? numbers(numOrSizeSplits)
      : Array<number>(Number(numOrSizeSplits)).fill(dim / Number(numOrSizeSplits));
    const rest = dim - sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
    let start = 0;
    return sizes.map((asked) => {
      const size = asked < 0 ? rest : asked;
      const shape = value.shape.map((whole, i) => (i === at ? size : whole));
      const begin = value.shape.map((_, i) => (i === at ? start : 0));
      start += size;
      return cut(graph, value, begin, shape);
    });
  },
  Unpack: (graph, [x], { axis }) => {
    const value = given(x);
    const at = Number(axis ?? 0) < 0 ? Number(axis) + value.shape.length : Number(axis ?? 0);
    const one = value.shape.map((dim, i) => (i === at ? 1 : dim));
    return Array.from({ length: value.shape[at]! }, (_, index) => {
      const part = cut(
        graph,
        value,
        one.map((_dim, i) => (i === at ? index : 0)),
        one,
      );
      return graph.view(part, 0, value.shape.toSpliced(at, 1));
    });
  },
  Slice: (graph, [x], { begin, size }) => {
    const value = given(x);
    const starts = numbers(begin);
    const shape = numbers(size).map((dim, i) => (dim < 0 ? value.shape[i]! - starts[i]! : dim));
    return cut(graph, value, starts, shape);
  },
  Concat: (graph, inputs, { axis }) => {
    const parts = inputs.filter(({ shape }) => sizeOf(shape) > 0);
    const { shape } = given(inputs[0]);
    const at = Number(axis) < 0 ? Number(axis) + shape.length : Number(axis);
    return joined(graph, parts, at);
  },
  Pack: (graph, inputs, { axis }) => {
    const { shape } = given(inputs[0]);
    const at = Number(axis ?? 0) < 0 ? Number(axis) + shape.length + 1 : Number(axis ?? 0);
    const one = shape.toSpliced(at, 0, 1);
    return joined(
      graph,
      inputs.map((input) => graph.view(input, 0, one)),
      at,
    );
  },
  PadV2: (graph, [x], { paddings, constantValue }) => {
    const filling = Number(constantValue ?? 0);
    return [...(paddings as Iterable<[number, number]>)].reduce((value, [before, after], axis) => {
      const edge = (size: number): Value[] => {
        const shape = value.shape.map((dim, i) => (i === axis ? size : dim));
        return size > 0 ? [graph.splat(filling, shape, value.type)] : [];
      };
      return joined(graph, [...edge(before), value, ...edge(after)], axis);
    }, given(x));
  },
};

/** The last two dimensions the other way round. */
function turned(graph: GraphBuilder, value: Value): Value {
  const swap = <T>(list: readonly T[]): T[] => [...list.slice(0, -2), ...list.slice(-2).reverse()];
  return graph.strided(value, 0, swap(stridesOf(value.shape)), swap(value.shape));
}

function cut(
  graph: GraphBuilder,
  value: Value,
  begin: readonly number[],
  shape: readonly number[],
): Value {
  const strides = stridesOf(value.shape);
  const first = strides.reduce((sum, stride, i) => sum + stride * begin[i]!, 0);
  // Strides of dimensions of one element never count: whole rows stay where they are.
  const own = stridesOf(shape);
  const walked = strides.map((stride, i) => (shape[i] === 1 ? own[i]! : stride));
  return graph.strided(value, first, walked, shape);
}

function joined(graph: GraphBuilder, parts: readonly Value[], axis: number): Value {
  const [only] = parts;
  const { shape, type } = given(only);
  if (only && parts.length === 1) return only;
  const along = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  const whole = shape.map((dim, i) => (i === axis ? along : dim));
  const outer = sizeOf(shape.slice(0, axis));
  if (outer === 1) return graph.make({ kind: 'join' }, parts, whole, type);
  const inner = sizeOf(shape.slice(axis + 1));
  const flat = parts.map((part) => graph.view(part, 0, [outer, part.shape[axis]! * inner]));
  const made = graph.make({ kind: 'joinColumns' }, flat, [outer, along * inner], type);
  return graph.view(made, 0, whole);
}
