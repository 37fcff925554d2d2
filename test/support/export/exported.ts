import { floatText } from '../../../shared/wire/float-text.ts';
import { createScorer } from '../../../shared/export/score.ts';
import type { ExportedModel } from '../../../shared/export/exported-model.ts';
import type { ModelSpec } from '../../../shared/model/net/model-spec.ts';
import type { FittedPrep } from '../../../shared/model/prep.ts';
import type { CellValue } from '../../../shared/model/table.ts';
import { layoutOf } from '../../../shared/network/layout.ts';
import { everyLayer, everyStep, oddRows, plainRow } from './every-step.ts';

/** A label of each kind, with the output that fits it. */
export const labels = {
  binary: {
    label: { column: 'label', kind: 'binary', classes: ['no', '是 "yes"'], offset: 0, factor: 1 },
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  },
  classes: {
    label: {
      column: 'label',
      kind: 'classes',
      classes: ['a', '北京', "it's"],
      offset: 0,
      factor: 1,
    },
    output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  },
  number: {
    label: { column: 'label', kind: 'number', classes: [], offset: 1234.5, factor: 0.01 },
    output: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
  },
} as const satisfies {
  [kind: string]: { label: FittedPrep['label']; output: ModelSpec['output'] };
};

/** A model of every step (or others) and every layer with a label of the kind, its weights drawn from a seed. */
export function everyModel(
  kind: keyof typeof labels,
  seed: number,
  changes: Partial<ExportedModel> = {},
  steps: FittedPrep = everyStep,
): ExportedModel {
  const { label, output } = labels[kind];
  const prep: FittedPrep = { ...steps, label: { ...label, classes: [...label.classes] } };
  const { spec, weights } = everyLayer(prep.features.length, output, seed);
  const inputs = prep.columns.filter(({ name }) => name !== 'label');
  const model: ExportedModel = {
    format: 'portrait-model',
    version: 1,
    name: 'Every step',
    inputs: inputs.map((column) => ({
      ...column,
      required: false,
      examples: [],
      text: { missing: [''], number: null, time: null },
    })),
    ignored: ['label'],
    boundary: { cell: 'Data', at: 'data' },
    plan: [],
    passed: [],
    prep,
    spec,
    weights: { kept: 'best', data: weightsText(spec, weights) },
    decision: kind === 'binary' ? { threshold: 0.082, costs: null } : null,
    source: {
      notebook: 'Test',
      train: 'Train',
      features: 'Features',
      evaluation: null,
      address: 'a'.repeat(16),
      data: [
        {
          cell: 'Data',
          name: 'every.csv',
          fingerprint: 'f'.repeat(16),
          rows: 10,
          synthetic: false,
        },
      ],
      rows: { train: 8, validation: 1, test: 1, unlabelled: 0 },
      seed,
      trained: null,
      weightsHash: 'b'.repeat(64),
      versions: { portrait: '0.1.0' },
    },
    golden: [],
    ...changes,
  };
  return { ...model, golden: goldenOf(model, oddRows(24, seed + 1)) };
}

export function weightsText(spec: ModelSpec, weights: ReadonlyMap<string, Float32Array>): string {
  const { order, trainable, moving } = layoutOf(spec);
  const parts = order.flatMap(({ part, index }) => {
    const slot = (part === 'trainable' ? trainable : moving)[index];
    return Array.from(weights.get(slot?.name ?? '') ?? []);
  });
  return floatText(Float32Array.from(parts));
}

/** TensorFlow computes with denormal numbers as with 0. */
export function withoutDenormals(rows: CellValue[][]): CellValue[][] {
  const isDenormal = (value: CellValue): boolean =>
    typeof value === 'number' && value !== 0 && Math.abs(value) < 2 ** -1022;
  return rows.map((row) => row.map((value) => (isDenormal(value) ? 0 : value)));
}

/** Rows of the inputs with what the application's own scorer makes of them. JSON has no NaN and no infinity. */
export function goldenOf(
  model: ExportedModel,
  rows: readonly CellValue[][],
): ExportedModel['golden'] {
  const scorer = createScorer(model);
  return rows.map((given, at) => {
    const row = plainRow(given.slice(0, model.inputs.length)).map((value) =>
      typeof value === 'number' && !Number.isFinite(value) ? null : value,
    );
    const { scores, class: position } = scorer.score(row);
    return {
      why: `row ${at}`,
      row,
      features: Array.from(scorer.features(row)),
      scores,
      class: position,
    };
  });
}
