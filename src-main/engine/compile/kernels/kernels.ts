import { arrangements } from '../lower/arrangements.ts';
import type { GraphBuilder } from '../lower/graph-builder.ts';
import { given, numbers, type Lowering } from '../lower/lowering.ts';
import { NoLowering } from '../lower/no-lowering.ts';
import { tables } from './tables.ts';
import { sizeOf, splatOf, type MapName, type Value } from '../lower/value.ts';

/** Kernels of single elements that are one function. */
const maps: Record<string, MapName> = {
  Add: 'add',
  Sub: 'sub',
  Multiply: 'mul',
  RealDiv: 'div',
  Minimum: 'min',
  Maximum: 'max',
  Greater: 'gt',
  GreaterEqual: 'ge',
  Less: 'lt',
  LessEqual: 'le',
  Equal: 'eq',
  NotEqual: 'ne',
  LogicalAnd: 'mul',
  Neg: 'neg',
  Abs: 'abs',
  Sqrt: 'sqrt',
  Exp: 'exp',
  Log: 'log',
  Tanh: 'tanh',
  Softplus: 'softplus',
  Erf: 'erf',
  Floor: 'floor',
  Select: 'select',
};

/** Scaled exponential units, as in tfjs (Klambauer et al., 2017). */
const [seluAlpha, seluScale] = [1.6732632423543772, 1.0507009873554805];

const view: Lowering = (graph, [x], { shape }) => {
  const value = given(x);
  const asked = numbers(shape);
  const known = asked.reduce((a, b) => (b < 0 ? a : a * b), 1);
  return graph.view(
    value,
    0,
    asked.map((dim) => (dim < 0 ? sizeOf(value.shape) / known : dim)),
  );
};

const reduction =
  (fn: 'sum' | 'mean' | 'max'): Lowering =>
  (graph, [x], { axis, reductionIndices, keepDims }) =>
    reduce(graph, given(x), fn, axis ?? reductionIndices, keepDims === true);

/** Those that are more than one function, or no function of elements. */
const others: Record<string, Lowering> = {
  Identity: (_graph, [x]) => given(x),
  Reshape: view,
  ZerosLike: (graph, [x]) => graph.splat(0, given(x).shape, given(x).type),
  OnesLike: (graph, [x]) => graph.splat(1, given(x).shape, given(x).type),
  Fill: (graph, _inputs, { value, shape, dtype }) =>
    graph.splat(Number(value), numbers(shape), dtype === 'int32' ? 'i32' : 'f32'),
  LogicalNot: (graph, [x]) => graph.map('sub', graph.splat(1), given(x)),
  Cast: (graph, [x], { dtype }) => {
    const value = given(x);
    if (dtype === 'float32') return value.type === 'i32' ? graph.map('toFloat', value) : value;
    if (dtype === 'int32') return value.type === 'i32' ? value : graph.map('toInt', value);
    if (dtype === 'bool') return graph.map('ne', value, graph.splat(0, [], value.type));
    throw new NoLowering(`Cast to ${String(dtype)}`);
  },
  Square: (graph, [x]) => graph.map('mul', given(x), given(x)),
  Rsqrt: (graph, [x]) => graph.map('div', graph.splat(1), graph.map('sqrt', given(x))),
  Relu: (graph, [x]) => graph.map('max', given(x), graph.splat(0)),
  Sigmoid: (graph, [x]) =>
    graph.map(
      'div',
      graph.splat(1),
      graph.map('add', graph.map('exp', graph.map('neg', given(x))), graph.splat(1)),
    ),
  Step: (graph, [x], { alpha }) =>
    graph.map(
      'select',
      graph.map('gt', given(x), graph.splat(0)),
      graph.splat(1),
      graph.splat(Number(alpha ?? 0)),
    ),
  Elu: (graph, [x]) => exponential(graph, given(x), 1, 1),
  Selu: (graph, [x]) => exponential(graph, given(x), seluScale, seluScale * seluAlpha),
  EluGrad: (graph, [dy, y]) =>
    graph.map(
      'mul',
      given(dy),
      graph.map(
        'select',
        graph.map('ge', given(y), graph.splat(0)),
        graph.splat(1),
        graph.map('add', given(y), graph.splat(1)),
      ),
    ),
  ClipByValue: (graph, [x], { clipValueMin, clipValueMax }) =>
    graph.map(
      'min',
      graph.map('max', given(x), graph.splat(Number(clipValueMin))),
      graph.splat(Number(clipValueMax)),
    ),
  Pow: (graph, [x, exponent]) => {
    const power = splatOf(given(exponent));
    if (power === 2) return graph.map('mul', given(x), given(x));
    if (power === 0.5) return graph.map('sqrt', given(x));
    if (power === 1.5) return graph.map('mul', given(x), graph.map('sqrt', given(x)));
    throw new NoLowering('Pow');
  },
  Softmax: (graph, [x]) => {
    const value = given(x);
    const last = [value.shape.length - 1];
    const top = reduce(graph, value, 'max', last, true);
    const powers = graph.map('exp', graph.map('sub', value, top));
    return graph.map('div', powers, reduce(graph, powers, 'sum', last, true));
  },
  Sum: reduction('sum'),
  Mean: reduction('mean'),
  Max: reduction('max'),
  ArgMax: (graph, [x], { axis }) => {
    const { shape } = given(x);
    if (Number(axis) !== shape.length - 1) throw new NoLowering('ArgMax');
    const length = shape.at(-1) ?? 1;
    return graph.make({ kind: 'argMax', length }, [given(x)], shape.slice(0, -1), 'i32');
  },
  OneHot: (graph, [x], { depth, onValue, offValue, dtype }) => {
    if ((onValue ?? 1) !== 1 || (offValue ?? 0) !== 0) throw new NoLowering('OneHot');
    const value = given(x);
    const shape = [...value.shape, Number(depth)];
    const ids = value.type === 'i32' ? value : graph.map('toInt', value);
    const type = dtype === 'int32' ? 'i32' : 'f32';
    return graph.make({ kind: 'oneHot', depth: Number(depth) }, [ids], shape, type);
  },
};

/** Every tfjs kernel that can be compiled. */
export const lowerings: Readonly<Record<string, Lowering>> = {
  ...Object.fromEntries(
    Object.entries(maps).map(([name, fn]): [string, Lowering] => [
      name,
      (graph, inputs) => graph.map(fn, ...inputs),
    ]),
  ),
  ...others,
  ...arrangements,
  ...tables,
};

/** positive x right of zero, negative (e^x - 1) left of it. */
function exponential(graph: GraphBuilder, x: Value, positive: number, negative: number): Value {
  const left = graph.map('sub', graph.map('exp', x), graph.splat(1));
  return graph.map(
    'select',
    graph.map('ge', x, graph.splat(0)),
    graph.map('mul', x, graph.splat(positive)),
    graph.map('mul', left, graph.splat(negative)),
  );
}

function reduce(
  graph: GraphBuilder,
  value: Value,
  fn: 'sum' | 'mean' | 'max',
  axis: unknown,
  keepDims: boolean,
): Value {
  const { shape } = value;
  const axes =
    axis === undefined || axis === null ? shape.map((_, i) => i) : numbers([axis].flat());
  const gone = axes.map((at) => (at < 0 ? at + shape.length : at)).sort((a, b) => a - b);
  const after = shape.flatMap((dim, i) => (gone.includes(i) ? (keepDims ? [1] : []) : [dim]));
  const [from = 0] = gone;
  const to = (gone.at(-1) ?? -1) + 1;
  if (to - from !== gone.length) {
    // Axes that are no neighbours: the last one, then the others.
    const last = reduce(graph, value, fn, gone.slice(-1), true);
    return graph.view(reduce(graph, last, fn, gone.slice(0, -1), true), 0, after);
  }
  const length = sizeOf(shape.slice(from, to));
  const inner = sizeOf(shape.slice(to));
  if (length === 1) return graph.view(value, 0, after);
  const [operation, scale] = fn === 'mean' ? (['sum', 1 / length] as const) : ([fn, 1] as const);
  return graph.make({ kind: 'reduce', fn: operation, length, inner, scale }, [value], after);
}
