import type { Activation } from '#shared/model/net/model-spec.ts';
import { leakySlope } from '#shared/network/activations.ts';
import { dataType, type Attrs } from '#shared/model-files/tensorflow-graph.ts';
import { isoPattern, westPattern, zonePattern } from './iso-pattern.ts';
import type { Primitives } from './primitives.ts';
import type { TensorFlowGraph } from './tensorflow-graph.ts';

type TypeName = keyof typeof dataType;

const typed = (type: TypeName, name = 'T'): Attrs => ({
  [name]: { kind: 'type', value: dataType[type] },
});

/** The primitives in TensorFlow's operations, float64 until `column`. Inputs are [N]. */
export function tensorFlowPrimitives(graph: TensorFlowGraph): Primitives<string> {
  const op =
    (name: string, type: TypeName = 'float64') =>
    (...inputs: string[]) =>
      graph.node(name, inputs, typed(type));
  const truth =
    (name: string) =>
    (...inputs: string[]) =>
      graph.node(name, inputs);
  const number = (value: number): string => graph.numbers('float64', [], [value]);
  const text = (value: string): string => graph.texts([], [value]);
  const ints = (shape: number[], data: number[]): string => graph.numbers('int32', shape, data);
  const cast = (value: string, from: TypeName, to: TypeName): string =>
    graph.node('Cast', [value], { ...typed(from, 'SrcT'), ...typed(to, 'DstT') });
  const reshape = (value: string, type: TypeName, shape: number[]): string =>
    graph.node('Reshape', [value, ints([shape.length], shape)], {
      ...typed(type),
      ...typed('int32', 'Tshape'),
    });
  const equal = (a: string, b: string, type: TypeName): string =>
    graph.node('Equal', [a, b], {
      ...typed(type),
      incompatible_shape_error: { kind: 'bool', value: true },
    });
  const gather = (index: string, table: string, type: TypeName): string =>
    graph.node('GatherV2', [table, index, ints([], [0])], {
      ...typed(type, 'Tparams'),
      ...typed('int64', 'Tindices'),
      ...typed('int32', 'Taxis'),
      batch_dims: { kind: 'int', value: 0 },
    });
  /** float64 columns are truths or numbers; what a value is, is known by who made it. */
  const truths = new Set<string>();
  const asTruth = (value: string): string => {
    truths.add(value);
    return value;
  };
  const textual = new Set<string>();
  const asText = (value: string): string => {
    textual.add(value);
    return value;
  };
  const matches = (value: string, pattern: string): string =>
    graph.node('StaticRegexFullMatch', [value], { pattern: { kind: 'string', value: pattern } });

  return {
    numberInput: (name) => graph.input(name, 'float64'),
    textInput: (name) => asText(graph.input(name, 'string')),
    number,
    text: (value) => asText(text(value)),
    add: op('AddV2'),
    subtract: op('Sub'),
    multiply: op('Mul'),
    divide: op('RealDiv'),
    floor: op('Floor'),
    abs: op('Abs'),
    log1p: op('Log1p'),
    less: (a, b) => asTruth(graph.node('Less', [a, b], typed('float64'))),
    equal: (a, b) => asTruth(equal(a, b, 'float64')),
    equalText: (a, b) => asTruth(equal(a, b, 'string')),
    and: (a, b) => asTruth(truth('LogicalAnd')(a, b)),
    or: (a, b) => asTruth(truth('LogicalOr')(a, b)),
    not: (a) => asTruth(truth('LogicalNot')(a)),
    where: (condition, a, b) => {
      if (!textual.has(a)) return graph.node('SelectV2', [condition, a, b], typed('float64'));
      return asText(graph.node('SelectV2', [condition, a, b], typed('string')));
    },
    lookUp: (value, keys, places, otherwise) =>
      graph.node(
        'LookupTableFindV2',
        [graph.table(keys, places), value, graph.numbers('int64', [], [otherwise])],
        { ...typed('string', 'Tin'), ...typed('int64', 'Tout') },
      ),
    match: (value, given, otherwise) => {
      const keys = given.length === 0 ? [NaN] : given;
      const column = reshape(value, 'float64', [-1, 1]);
      const found = equal(column, graph.numbers('float64', [1, keys.length], keys), 'float64');
      const steps = keys.map((_, at) => at - otherwise);
      const product = graph.node(
        'MatMul',
        [cast(found, 'bool', 'float64'), graph.numbers('float64', [keys.length, 1], steps)],
        typed('float64'),
      );
      return op('AddV2')(reshape(product, 'float64', [-1]), number(otherwise));
    },
    index: (value) => cast(value, 'float64', 'int64'),
    pick: (index, table) =>
      gather(index, graph.numbers('float64', [table.length], table), 'float64'),
    pickText: (index, table) =>
      asText(gather(index, graph.texts([table.length], [...table]), 'string')),
    oneHot: (index, depth) => {
      const ends = [graph.numbers('float32', [], [1]), graph.numbers('float32', [], [0])];
      return graph.node('OneHot', [index, ints([], [depth]), ...ends], {
        ...typed('float32'),
        ...typed('int64', 'TI'),
        axis: { kind: 'int', value: -1 },
      });
    },
    anyPart: (value, separator, pattern, asked) => {
      const parts = graph.node('StringSplitV2', [value, text(separator)], {
        maxsplit: { kind: 'int', value: -1 },
      });
      const found = matches(`${parts}:1`, pattern);
      const counted = cast(asked ? found : truth('LogicalNot')(found), 'bool', 'int32');
      const rows = graph.node(
        'StridedSlice',
        [`${parts}:0`, ints([2], [0, 0]), ints([2], [0, 1]), ints([2], [1, 1])],
        { ...typed('int64'), ...typed('int32', 'Index'), ...masks },
      );
      const count = graph.node('Size', [value], {
        ...typed('string'),
        ...typed('int32', 'out_type'),
      });
      const sums = graph.node('UnsortedSegmentSum', [counted, rows, count], {
        ...typed('int32'),
        ...typed('int64', 'Tindices'),
        ...typed('int32', 'Tnumsegments'),
      });
      return asTruth(graph.node('Greater', [sums, ints([], [0])], typed('int32')));
    },
    writtenTime: (value) => {
      const isTime = matches(value, isoPattern);
      const safe = graph.node('SelectV2', [isTime, value, text('0001-01-01')], typed('string'));
      const group = (rewrite: string, pattern = isoPattern): string =>
        graph.node('StaticRegexReplace', [safe], {
          pattern: { kind: 'string', value: `^${pattern}$` },
          rewrite: { kind: 'string', value: rewrite },
          replace_global: { kind: 'bool', value: false },
        });
      const toNumber = (digits: string): string =>
        graph.node('StringToNumber', [digits], typed('float64', 'out_type'));
      const digits = (rewrite: string): string => toNumber(group(rewrite));
      const hasZone = matches(safe, zonePattern);
      const zone = graph.node(
        'SelectV2',
        [hasZone, group('0\\1\\2', zonePattern), text('0')],
        typed('string'),
      );
      const part = (at: number): string => digits(`0\\${at}`);
      const thousandths = op('Mul')(digits('0.\\70'), number(1000));
      return {
        isTime: asTruth(isTime),
        year: part(1),
        month: part(2),
        day: part(3),
        hour: part(4),
        minute: part(5),
        second: part(6),
        // At most nine digits: half of the last one keeps .289 * 1000 from falling below 289.
        millisecond: op('Floor')(op('AddV2')(thousandths, number(5e-7))),
        zone: toNumber(zone),
        isWest: asTruth(matches(safe, westPattern)),
      };
    },
    column: (value) =>
      reshape(cast(value, truths.has(value) ? 'bool' : 'float64', 'float32'), 'float32', [-1, 1]),
    beside: (blocks) =>
      graph.node('ConcatV2', [...blocks, ints([], [1])], {
        ...typed('float32'),
        ...typed('int32', 'Tidx'),
        N: { kind: 'int', value: blocks.length },
      }),
    dense: (x, kernel, bias) => {
      const units = bias.length;
      const weights = graph.numbers('float32', [kernel.length / units, units], kernel);
      const product = graph.node('MatMul', [x, weights], typed('float32'));
      return op('AddV2', 'float32')(product, graph.numbers('float32', [units], bias));
    },
    normalised: (x, mean, scale, shift) => {
      const row = (data: Float32Array): string => graph.numbers('float32', [data.length], data);
      const centred = op('Sub', 'float32')(x, row(mean));
      return op('AddV2', 'float32')(op('Mul', 'float32')(centred, row(scale)), row(shift));
    },
    activated: (x, activation) => activated(graph, x, activation),
    softmax: (x) => graph.node('Softmax', [x], typed('float32')),
    only: (x) => reshape(x, 'float32', [-1]),
    exact: (x) => cast(x, 'float32', 'float64'),
    largest: (x) =>
      graph.node('ArgMax', [x, ints([], [1])], {
        ...typed('float32'),
        ...typed('int32', 'Tidx'),
        ...typed('int64', 'output_type'),
      }),
  };
}

const masks: Attrs = {
  begin_mask: { kind: 'int', value: 1 },
  end_mask: { kind: 'int', value: 1 },
  ellipsis_mask: { kind: 'int', value: 0 },
  new_axis_mask: { kind: 'int', value: 0 },
  shrink_axis_mask: { kind: 'int', value: 2 },
};

const named: { [name in Exclude<Activation, 'linear' | 'leakyRelu' | 'swish' | 'gelu'>]: string } =
  {
    relu: 'Relu',
    elu: 'Elu',
    selu: 'Selu',
    softplus: 'Softplus',
    tanh: 'Tanh',
    sigmoid: 'Sigmoid',
  };

function activated(graph: TensorFlowGraph, x: string, activation: Activation): string {
  const op = (name: string, ...inputs: string[]): string =>
    graph.node(name, inputs, typed('float32'));
  const number = (value: number): string => graph.numbers('float32', [], [value]);
  if (activation === 'linear') return x;
  if (activation === 'leakyRelu')
    return graph.node('LeakyRelu', [x], {
      ...typed('float32'),
      alpha: { kind: 'float', value: leakySlope },
    });
  if (activation === 'swish') return op('Mul', x, op('Sigmoid', x));
  if (activation === 'gelu') {
    const below = op('AddV2', op('Erf', op('Mul', x, number(Math.SQRT1_2))), number(1));
    return op('Mul', op('Mul', x, number(0.5)), below);
  }
  return op(named[activation], x);
}
