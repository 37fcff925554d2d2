import type { Activation } from '#shared/model/net/model-spec.ts';
import { leakySlope } from '#shared/network/activations.ts';
import { elementType, type ElementType } from '#shared/model-files/onnx-model.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { onnxTime } from './onnx-time.ts';
import type { Primitives } from './primitives.ts';

/**
 * The primitives in ONNX's own operators and ai.onnx.ml's LabelEncoder, a hash look-up. Arithmetic is float64: the
 * Scaler and Imputer of ai.onnx.ml compute in float32 and would change features.
 */
export function onnxPrimitives(graph: OnnxGraph): Primitives<string> {
  const op =
    (name: string) =>
    (...inputs: string[]) =>
      graph.node(name, inputs);
  const cast = (value: string, to: ElementType): string =>
    graph.node('Cast', [value], { to: { kind: 'int', value: elementType[to] } });
  const ints = (shape: number[], data: number[]): string =>
    graph.constant({ type: 'int64', shape, data });
  const number = (value: number): string =>
    graph.constant({ type: 'double', shape: [], data: [value] });
  const text = (value: string): string =>
    graph.constant({ type: 'string', shape: [], data: [value] });
  const along = (axis: number): { axis: { kind: 'int'; value: number } } => ({
    axis: { kind: 'int', value: axis },
  });
  const asColumn = (value: string): string => graph.node('Reshape', [value, ints([2], [-1, 1])]);
  const asVector = (value: string): string => graph.node('Reshape', [value, ints([1], [-1])]);
  const matches = (value: string, pattern: string): string =>
    graph.node('RegexFullMatch', [value], { pattern: { kind: 'string', value: pattern } });
  const floats = (shape: number[], data: Float32Array): string =>
    graph.constant({ type: 'float', shape, data });
  /** Indices [n] into a constant [k]. */
  const gather = (index: string, table: string): string => graph.node('Gather', [table, index]);

  return {
    numberInput: (name) => asVector(graph.input(name, 'double')),
    textInput: (name) => asVector(graph.input(name, 'string')),
    number,
    text,
    add: op('Add'),
    subtract: op('Sub'),
    multiply: op('Mul'),
    divide: op('Div'),
    floor: op('Floor'),
    abs: op('Abs'),
    log1p: (a) => log1p(graph, number(1), a),
    less: op('Less'),
    equal: op('Equal'),
    equalText: op('Equal'),
    and: op('And'),
    or: op('Or'),
    not: op('Not'),
    where: op('Where'),
    lookUp: (value, keys, places, otherwise) =>
      graph.node(
        'LabelEncoder',
        [value],
        {
          keys_strings: { kind: 'strings', value: keys },
          values_int64s: { kind: 'ints', value: places },
          default_int64: { kind: 'int', value: otherwise },
        },
        'ai.onnx.ml',
      ),
    match: (value, given, otherwise) => {
      const keys = given.length === 0 ? [NaN] : given;
      const row = graph.constant({ type: 'double', shape: [1, keys.length], data: keys });
      const found = cast(graph.node('Equal', [asColumn(value), row]), 'double');
      const steps = keys.map((_, at) => at - otherwise);
      const column = graph.constant({ type: 'double', shape: [keys.length, 1], data: steps });
      return graph.node('Add', [
        asVector(graph.node('MatMul', [found, column])),
        number(otherwise),
      ]);
    },
    index: (value) => cast(value, 'int64'),
    pick: (index, table) =>
      gather(index, graph.constant({ type: 'double', shape: [table.length], data: table })),
    pickText: (index, table) =>
      gather(index, graph.constant({ type: 'string', shape: [table.length], data: table })),
    oneHot: (index, depth) =>
      graph.node('OneHot', [
        index,
        ints([1], [depth]),
        graph.constant({ type: 'float', shape: [2], data: new Float32Array([0, 1]) }),
      ]),
    anyPart: (value, separator, pattern, asked) => {
      const found = matches(graph.split(value, separator), pattern);
      const counted = cast(asked ? found : graph.node('Not', [found]), 'int64');
      const sum = graph.node('ReduceSum', [counted, ints([1], [1])], {
        keepdims: { kind: 'int', value: 0 },
      });
      return graph.node('Less', [ints([], [0]), sum]);
    },
    writtenTime: (value) => onnxTime(graph, { number, text, cast, matches, gatherColumn }, value),
    column: (value) => asColumn(cast(value, 'float')),
    beside: (blocks) => graph.node('Concat', blocks, along(1)),
    dense: (x, kernel, bias) => {
      const units = bias.length;
      const product = graph.node('MatMul', [x, floats([kernel.length / units, units], kernel)]);
      return graph.node('Add', [product, floats([units], bias)]);
    },
    normalised: (x, mean, scale, shift) => {
      const row = (data: Float32Array): string => floats([data.length], data);
      const centred = graph.node('Sub', [x, row(mean)]);
      return graph.node('Add', [graph.node('Mul', [centred, row(scale)]), row(shift)]);
    },
    activated: (x, activation) => activated(graph, x, activation),
    softmax: (x) => graph.node('Softmax', [x], along(1)),
    only: asVector,
    exact: (x) => cast(x, 'double'),
    largest: (x) => graph.node('ArgMax', [x], { ...along(1), keepdims: { kind: 'int', value: 0 } }),
  };

  function gatherColumn(parts: string, column: number): string {
    return graph.node('Gather', [parts, ints([], [column])], along(1));
  }
}

/**
 * ONNX has no log1p: log(u) (a / (u - 1)) with u = 1 + a, and a itself where u is 1 (Kahan; in Goldberg 1991, theorem 4), is
 * right within a few units of float64's last place.
 */
function log1p(graph: OnnxGraph, one: string, a: string): string {
  const u = graph.node('Add', [one, a]);
  const corrected = graph.node('Div', [a, graph.node('Sub', [u, one])]);
  const log = graph.node('Mul', [graph.node('Log', [u]), corrected]);
  return graph.node('Where', [graph.node('Equal', [u, one]), a, log]);
}

const named: { [name in Exclude<Activation, 'linear' | 'leakyRelu' | 'swish'>]: string } = {
  relu: 'Relu',
  elu: 'Elu',
  selu: 'Selu',
  gelu: 'Gelu',
  softplus: 'Softplus',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
};

function activated(graph: OnnxGraph, x: string, activation: Activation): string {
  if (activation === 'linear') return x;
  if (activation === 'leakyRelu')
    return graph.node('LeakyRelu', [x], { alpha: { kind: 'float', value: leakySlope } });
  if (activation === 'swish') return graph.node('Mul', [x, graph.node('Sigmoid', [x])]);
  return graph.node(named[activation], [x]);
}
