import { exportedModel, type ExportedModel } from '../../../shared/export/exported-model.ts';
import { floatText } from '../../../shared/wire/float-text.ts';
import { modelSpec } from '../../../shared/model/net/model-spec.ts';
import type { FittedLabel } from '../../../shared/model/prep.ts';
import { layoutOf } from '../../../shared/network/layout.ts';
import { featureNames } from '../../../shared/encoding/index.ts';
import { createRandom } from '../../../shared/random/index.ts';
import { plainReading } from '../../../shared/values/number/index.ts';

const text = { missing: [''], number: null, time: null };
const columns = [
  { name: 'city', type: 'category' as const },
  { name: 'age', type: 'integer' as const },
  { name: 'spent', type: 'real' as const },
  { name: 'member', type: 'boolean' as const, words: ['nein', 'ja'] as [string, string] },
  { name: 'joined', type: 'date' as const },
  { name: 'score', type: 'text' as const },
];
const labels: Record<'binary' | 'classes' | 'number', FittedLabel> = {
  binary: { column: 'buys', kind: 'binary', classes: ['no', 'yes'], offset: 0, factor: 1 },
  classes: { column: 'shape', kind: 'classes', classes: ['a', 'b', 'c'], offset: 0, factor: 1 },
  number: { column: 'amount', kind: 'number', classes: [], offset: 100, factor: 0.5 },
};
const outputs = {
  binary: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  classes: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  number: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
} as const;

/** A model of every column type, with cleaning, and weights drawn from a seed. */
export function smallModel(kind: keyof typeof labels = 'binary'): ExportedModel {
  const after = columns.map((column) =>
    column.name === 'score' ? { ...column, type: 'real' as const } : column,
  );
  const prepColumns = [...after, { name: 'age missing', type: 'boolean' as const }];
  const number = { type: 'numeric', log: false, missing: true } as const;
  const steps = [
    { type: 'oneHot', column: 'city', values: ['paris', 'rome'], other: true, missing: true },
    { ...number, column: 'age', offset: 40, factor: 0.1, fill: 40 },
    { ...number, column: 'spent', offset: 0, factor: 0.01, fill: 0, log: true },
    { type: 'oneHot', column: 'member', values: ['ja', 'nein'], other: false, missing: true },
    { type: 'dateParts', column: 'joined', origin: 0, spanDays: 20_000, missing: true },
    { ...number, column: 'score', offset: 0, factor: 1, fill: 0 },
    {
      type: 'oneHot',
      column: 'age missing',
      values: ['FALSE', 'TRUE'],
      other: false,
      missing: false,
    },
  ] as const;
  const prep = {
    ...{ version: 1 as const, columns: prepColumns, label: labels[kind] },
    steps: steps.map((step) => ({
      ...step,
      ...('values' in step ? { values: [...step.values] } : {}),
    })),
    ...{ features: [], origins: [] },
  };
  const names = featureNames(prep as never);
  const spec = modelSpec.parse({
    inputs: names.features.length,
    layers: [{ type: 'dense', units: 8, activation: 'tanh' }],
    output: outputs[kind],
  });
  const { trainableSize } = layoutOf(spec);
  const random = createRandom(3);
  const weights = Float32Array.from({ length: trainableSize }, () => random.next() - 0.5);
  const clean = { normalise: true, collapseSpaces: true, trim: true, case: 'lower' } as const;
  return exportedModel.parse({
    format: 'portrait-model',
    version: 1,
    name: 'Small',
    inputs: columns.map((column) => ({
      ...column,
      required: column.name === 'city',
      examples: [],
      text,
    })),
    ignored: ['user_id'],
    boundary: { cell: 'Data', at: 'data' },
    plan: [
      { type: 'text', column: 'city', ...clean },
      { type: 'keep', column: 'city', condition: { is: 'not_equals', value: 'atlantis' } },
      { type: 'clip', column: 'age', low: 18, high: 90 },
      { type: 'indicator', column: 'age', as: 'age missing' },
      { type: 'fill', column: 'age', value: 41 },
      {
        ...{ type: 'retype', column: 'score', from: 'text', to: 'real' },
        ...{ number: plainReading, time: null },
      },
    ],
    passed: [],
    prep: { ...prep, ...names },
    spec,
    weights: { kept: 'last', data: floatText(weights) },
    decision: kind === 'binary' ? { threshold: 0.4, costs: null } : null,
    source: {
      ...{ notebook: 'Test', train: 'Train', features: 'Features', evaluation: null },
      ...{ address: 'a', data: [], rows: { train: 10, validation: 0, test: 0, unlabelled: 0 } },
      ...{ seed: 1, trained: null, weightsHash: 'w'.repeat(64), versions: {} },
    },
    golden: [],
  });
}

export const goodRow = {
  ...{ city: 'Paris', age: 33, spent: 12.5, member: true, joined: '2024-02-29', score: '0.5' },
};
