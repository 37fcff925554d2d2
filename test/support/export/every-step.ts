import type { LayerSpec, ModelSpec } from '../../../shared/model/net/model-spec.ts';
import type { FittedPrep, FittedStep } from '../../../shared/model/prep.ts';
import type { CellValue, Column } from '../../../shared/model/table.ts';
import { layoutOf } from '../../../shared/network/layout.ts';
import { featureNames } from '../../../shared/encoding/index.ts';
import { dates, lists, looseLists, numbers, oddTexts } from './odd-cells.ts';
import { createRandom, type Random } from '../../../shared/random/index.ts';

const categories = [...oddTexts.slice(0, 18), 'basic', 'plus', '高级'];

const columns: Column[] = [
  { name: 'age', type: 'integer' },
  { name: 'spent "total"', type: 'real' },
  { name: 'big', type: 'real' },
  { name: '年龄', type: 'real' },
  { name: 'plan type', type: 'category' },
  { name: 'city', type: 'text' },
  { name: 'pages', type: 'integer' },
  { name: 'rate', type: 'real' },
  { name: 'member', type: 'boolean' },
  { name: 'tags', type: 'text' },
  { name: 'colours', type: 'text' },
  { name: 'marks', type: 'text' },
  { name: 'joined', type: 'date' },
  { name: 'seen', type: 'date' },
  { name: '__proto__', type: 'category' },
  { name: 'label', type: 'text' },
];

/** Every kind of step with every option, over columns of every type; some columns have two steps. */
const steps: FittedStep[] = [
  {
    type: 'numeric',
    column: 'age',
    log: false,
    offset: 41.2,
    factor: 0.083,
    fill: 39,
    missing: true,
  },
  {
    type: 'numeric',
    column: 'spent "total"',
    log: true,
    offset: 2.1,
    factor: 0.7,
    fill: 3,
    missing: true,
  },
  {
    type: 'numeric',
    column: 'big',
    log: false,
    offset: 1700000000.5,
    factor: 1,
    fill: 0,
    missing: false,
  },
  {
    type: 'numeric',
    column: '年龄',
    log: false,
    offset: -1.7e308,
    factor: 1e-300,
    fill: 1e308,
    missing: true,
  },
  { type: 'numeric', column: 'rate', log: true, offset: 0, factor: 3, fill: 0, missing: false },
  { type: 'oneHot', column: 'plan type', values: categories, other: true, missing: true },
  {
    type: 'oneHot',
    column: 'city',
    values: ['北京', 'a.b*c+?', 'TRUE'],
    other: false,
    missing: false,
  },
  {
    type: 'oneHot',
    column: 'pages',
    values: ['0', '1', '5', '16777217'],
    other: true,
    missing: true,
  },
  {
    type: 'oneHot',
    column: 'rate',
    values: ['0.1', '1e-7', '-1e-12', '1e+300', '5.0'],
    other: false,
    missing: true,
  },
  { type: 'oneHot', column: 'member', values: ['FALSE', 'TRUE'], other: false, missing: true },
  {
    type: 'ordinal',
    column: 'plan type',
    values: ['basic', 'plus', '高级'],
    unseen: 0.5,
    missing: true,
  },
  {
    type: 'ordinal',
    column: 'pages',
    values: ['5', '1', '0', '41'],
    unseen: 1 / 3,
    missing: false,
  },
  { type: 'ordinal', column: 'member', values: ['TRUE'], unseen: 0.25, missing: true },
  {
    type: 'frequency',
    column: 'city',
    values: oddTexts,
    shares: oddTexts.map((_, at) => 1 / (at + 3)),
    missing: true,
  },
  { type: 'frequency', column: 'pages', values: ['5', '-1'], shares: [0.3, 0.1], missing: false },
  {
    type: 'frequency',
    column: '__proto__',
    values: ['__proto__', 'é', 'ß'],
    shares: [0.3, 0.2, 0.1],
    missing: true,
  },
  {
    type: 'target',
    column: 'city',
    values: oddTexts,
    outputs: [
      {
        ...{ name: null, means: oddTexts.map((_, at) => 1 / (at + 3)), unseen: 0.31, absent: 0.2 },
        ...{ offset: 0.3, factor: 17.3, smoothing: 4.2 },
      },
    ],
    missing: true,
  },
  {
    type: 'target',
    column: 'pages',
    values: ['5', '-1'],
    outputs: ['a', '北京'].map((name, at) => ({
      ...{ name, means: [0.1 + at / 3, 0.7], unseen: 1 / 3, absent: 0.3 },
      ...{ offset: 0.25, factor: 1 / 0.3, smoothing: null },
    })),
    missing: false,
  },
  {
    type: 'multiHot',
    column: 'tags',
    separator: '|',
    values: ['a', 'b', '(x', 'y)', '北京'],
    other: true,
    missing: true,
  },
  {
    type: 'multiHot',
    column: 'colours',
    separator: ' | ',
    values: ['red', 'blue', '| blue'],
    other: true,
    missing: false,
  },
  {
    type: 'multiHot',
    column: 'marks',
    separator: '.*',
    values: ['a', 'b.', '^', '$', '\\d'],
    other: false,
    missing: true,
  },
  { type: 'dateParts', column: 'joined', origin: 1262304000000, spanDays: 1461.5, missing: true },
  { type: 'dateParts', column: 'seen', origin: -62135596800000, spanDays: 1, missing: false },
  { type: 'numeric', column: 'member', log: false, offset: 0, factor: 1, fill: 0.4, missing: true },
  { type: 'oneHot', column: 'joined', values: ['2011-11-02'], other: true, missing: true },
];

const plainLabel = {
  column: 'label',
  kind: 'binary' as const,
  classes: ['no', '是'],
  offset: 0,
  factor: 1,
};

/** A preparation of every step and option. */
export const everyStep: FittedPrep = preparation(columns, steps, plainLabel);

export function preparation(
  of: Column[],
  fitted: FittedStep[],
  label: FittedPrep['label'],
): FittedPrep {
  return {
    version: 1,
    columns: of,
    steps: fitted,
    label,
    ...featureNames({ columns: of, steps: fitted }),
  };
}

/** Rows of `everyStep`: odd values, ordinary ones and missing ones of each column, from a seed. */
export function oddRows(count: number, seed: number): CellValue[][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => columns.map((column) => oddValue(column, random)));
}

/** The same with numbers and dates that lie where the preparation was fitted: every feature is at most 10. */
export function calmRows(count: number, seed: number): CellValue[][] {
  const random = createRandom(seed);
  const calm: { [name: string]: () => CellValue } = {
    age: () => random.below(90),
    'spent "total"': () => random.next() * 1000,
    big: () => 1700000000.5 + random.next(),
    年龄: () => -1.7e308 + random.next() * 1e300,
    rate: () => random.next() * 10 - 5,
    joined: () =>
      `20${String(10 + random.below(4))}-0${String(1 + random.below(9))}-15 1${String(random.below(10))}:00:00`,
    seen: () => ['0001-01-01', '0001-01-02 12:00:00', '0001-01-03'][random.below(3)] ?? null,
  };
  return Array.from({ length: count }, () =>
    columns.map((column) => {
      const ordinary = Object.hasOwn(calm, column.name) ? calm[column.name] : undefined;
      if (ordinary === undefined) return oddValue(column, random);
      // What missing values of these two are filled with lies far out.
      const isFilledFar = column.name === 'big' || column.name === '年龄';
      return !isFilledFar && random.next() < 0.08 ? null : ordinary();
    }),
  );
}

function oddValue({ name, type }: Column, random: Random): CellValue {
  const one = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  if (random.next() < 0.08) return null;
  if (type === 'boolean') return one([0, 1, 1, 0, 2]);
  if (type === 'integer') return random.next() < 0.5 ? one(numbers) : random.below(80) - 10;
  if (type === 'real')
    return random.next() < 0.5
      ? one(numbers)
      : (random.next() - 0.3) * 10 ** (random.below(40) - 20);
  if (type === 'date') return random.next() < 0.4 ? one(dates) : anyDate(random);
  if (name === 'tags')
    return random.next() < 0.5
      ? one(lists)
      : joined('|', ['a', ' b', 'c ', '', '北京', '(x', 'y)'], random);
  if (name === 'colours')
    return random.next() < 0.5
      ? one(looseLists)
      : joined(' | ', ['red', 'blue ', '|', ' ', 'x'], random);
  if (name === 'marks')
    return joined('.*', ['a', 'b.', '.', '*', '^', '$', '\\d', '7', ' a\t'], random);
  return one(categories.concat(oddTexts));
}

function joined(separator: string, parts: readonly string[], random: Random): string {
  const text = Array.from(
    { length: 1 + random.below(5) },
    () => parts[random.below(parts.length)],
  ).join(separator);
  return text === '' ? (parts[0] ?? '') : text;
}

function anyDate(random: Random): string {
  const two = (limit: number): string => String(random.below(limit)).padStart(2, '0');
  const year = String(random.below(10_000)).padStart(4, '0');
  const day = `${year}-${two(14)}-${two(33)}`;
  const clock = `${two(25)}:${two(61)}`;
  const second = `:${two(61)}`;
  const fraction = `.${String(random.below(10 ** (1 + random.below(9))))}`;
  const zone = [`Z`, `+${two(24)}:${two(60)}`, `-${two(24)}${two(60)}`, ''][random.below(4)] ?? '';
  const forms = [
    day,
    `${day} ${clock}${second}`,
    `${day}T${clock}${zone}`,
    `${day} ${clock}${second}${fraction}${zone}`,
  ];
  return forms[random.below(forms.length)] ?? day;
}

/** A row without NaN and '': what a table can hold, and a consumer without null can tell. */
export function plainRow(row: readonly CellValue[]): CellValue[] {
  return row.map((value) => (value === '' || Number.isNaN(value) ? null : value));
}

const allActivations: LayerSpec[] = (
  [
    'relu',
    'leakyRelu',
    'elu',
    'selu',
    'gelu',
    'swish',
    'softplus',
    'tanh',
    'sigmoid',
    'linear',
  ] as const
).map((activation) => ({
  type: 'dense',
  units: 12,
  activation,
  initialiser: 'glorotUniform',
  l1: 0,
  l2: 0,
}));

/** A net with all activations, batch norm and dropout, and its weights by name, drawn from a seed. */
export function everyLayer(
  inputs: number,
  output: ModelSpec['output'],
  seed: number,
): { spec: ModelSpec; weights: Map<string, Float32Array> } {
  const layers: LayerSpec[] = [
    { type: 'batchNorm', momentum: 0.99, epsilon: 0.001 },
    ...allActivations.slice(0, 5),
    { type: 'dropout', rate: 0.3 },
    { type: 'batchNorm', momentum: 0.9, epsilon: 1e-5 },
    ...allActivations.slice(5),
  ];
  const spec: ModelSpec = { inputs, layers, output };
  const random = createRandom(seed);
  const layout = layoutOf(spec);
  const weights = new Map<string, Float32Array>();
  for (const slot of [...layout.trainable, ...layout.moving]) {
    // Wide enough at the end that twelve layers do not come to the same score for all rows.
    const isScore = output.activation !== 'linear' && slot.name === 'output/kernel';
    const widened = isScore ? 8 : 1;
    const limit = widened * Math.sqrt(6 / ((slot.shape[0] ?? 1) + (slot.shape[1] ?? 1)));
    const draw = (): number => {
      if (slot.name.endsWith('variance')) return 0.5 + random.next();
      if (slot.name.endsWith('gamma')) return 0.8 + 0.4 * random.next();
      return (slot.shape.length === 2 ? limit : 0.2) * (2 * random.next() - 1);
    };
    weights.set(slot.name, Float32Array.from({ length: slot.size }, draw));
  }
  return { spec, weights };
}
