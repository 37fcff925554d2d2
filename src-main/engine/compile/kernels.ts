import type { GraphBuilder } from './graph-builder.ts';
import { NoLowering } from './no-lowering.ts';
import { sizeOf, splatOf, type MapName, type Value } from './value.ts';

/** What a tfjs kernel is in the graph: its values from those of its inputs, in the order tfjs names them, and its attributes. */
export type Lowering = (
  graph: GraphBuilder,
  inputs: readonly Value[],
  attributes: Readonly<Record<string, unknown>>,
) => Value | Value[];

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
  LogicalAnd: 'mul',
  Neg: 'neg',
  Abs: 'abs',
  Sqrt: 'sqrt',
  Exp: 'exp',
  Log: 'log',
  Tanh: 'tanh',
  Softplus: 'softplus',
  Erf: 'erf',
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
  ZerosLike: (graph, [x]) => graph.splat(0, given(x).shape),
  OnesLike: (graph, [x]) => graph.splat(1, given(x).shape),
  Fill: (graph, _inputs, { value, shape }) => graph.splat(Number(value), numbers(shape)),
  Cast: (graph, [x], { dtype, from }) => {
    if (dtype === 'float32' || from !== 'float32') return given(x);
    if (dtype === 'int32') return graph.map('trunc', given(x));
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
    return graph.make({ kind: 'argMax', length }, [given(x)], shape.slice(0, -1));
  },
  BatchMatMul: (graph, [a, b], { transposeA, transposeB }) => {
    const [left, right] = [given(a), given(b)];
    if (left.shape.length !== 2 || right.shape.length !== 2) throw new NoLowering('BatchMatMul');
    const rows = left.shape[transposeA === true ? 1 : 0] ?? 0;
    const columns = right.shape[transposeB === true ? 0 : 1] ?? 0;
    // The right factor is read along its rows.
    const upright =
      transposeB === true
        ? graph.make({ kind: 'transpose' }, [right], [...right.shape].reverse())
        : right;
    const operation = { kind: 'product', transposeA: transposeA === true } as const;
    return graph.make({ ...operation }, [left, upright], [rows, columns]);
  },
  SplitV: (graph, [x], { numOrSizeSplits, axis }) => {
    const value = given(x);
    if (value.shape.slice(0, Number(axis)).some((dim) => dim !== 1)) throw new NoLowering('SplitV');
    let offset = 0;
    return numbers(numOrSizeSplits).map((size) => {
      const shape = value.shape.map((dim, i) => (i === Number(axis) ? size : dim));
      const part = graph.view(value, offset, shape);
      offset += sizeOf(shape);
      return part;
    });
  },
  Concat: (graph, inputs, { axis }) => {
    const [first] = inputs;
    if (
      given(first)
        .shape.slice(0, Number(axis))
        .some((dim) => dim !== 1)
    ) {
      throw new NoLowering('Concat');
    }
    const along = inputs.reduce((sum, { shape }) => sum + (shape[Number(axis)] ?? 0), 0);
    const shape = given(first).shape.map((dim, i) => (i === Number(axis) ? along : dim));
    return join(graph, inputs, shape);
  },
  Pack: (graph, inputs, { axis }) => {
    if (Number(axis ?? 0) !== 0) throw new NoLowering('Pack');
    return join(graph, inputs, [inputs.length, ...given(inputs[0]).shape]);
  },
  Slice: (graph, [x], { begin, size }) => {
    const value = given(x);
    const starts = numbers(begin);
    const shape = numbers(size).map((dim, i) =>
      dim < 0 ? (value.shape[i] ?? 0) - (starts[i] ?? 0) : dim,
    );
    const width = value.shape.at(-1) ?? 1;
    const first = starts.at(-1) ?? 0;
    if (value.shape.length === 1) return graph.view(value, first, shape);
    const wholeRows = shape.slice(1).join() === value.shape.slice(1).join();
    if (wholeRows) return graph.view(value, (starts[0] ?? 0) * sizeOf(shape.slice(1)), shape);
    if (value.shape.length !== 2 || starts[0] !== 0 || shape[0] !== value.shape[0]) {
      throw new NoLowering('Slice');
    }
    return graph.make({ kind: 'columns', first, width }, [value], shape);
  },
  OneHot: (graph, [x], { depth, onValue, offValue }) => {
    if ((onValue ?? 1) !== 1 || (offValue ?? 0) !== 0) throw new NoLowering('OneHot');
    const shape = [...given(x).shape, Number(depth)];
    return graph.make({ kind: 'oneHot', depth: Number(depth) }, [given(x)], shape);
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
  if (to - from !== gone.length) throw new NoLowering(fn);
  const length = sizeOf(shape.slice(from, to));
  const inner = sizeOf(shape.slice(to));
  if (length === 1) return graph.view(value, 0, after);
  const [operation, scale] = fn === 'mean' ? (['sum', 1 / length] as const) : ([fn, 1] as const);
  return graph.make({ kind: 'reduce', fn: operation, length, inner, scale }, [value], after);
}

function join(graph: GraphBuilder, inputs: readonly Value[], shape: number[]): Value {
  const [only] = inputs;
  if (only && inputs.length === 1) return graph.view(only, 0, shape);
  return graph.make({ kind: 'join' }, inputs, shape);
}

function numbers(list: unknown): number[] {
  return Array.isArray(list) ? list.map(Number) : [];
}

function given(value: Value | undefined): Value {
  if (!value) throw new NoLowering('an operation without its input');
  return value;
}
