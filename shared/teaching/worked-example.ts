import type { ModelSpec } from '../model/net/model-spec.ts';
import type { FittedPrep } from '../model/prep.ts';
import type { CellValue } from '../model/table.ts';
import { trainSettings, type TrainSettings } from '../model/net/train-settings.ts';
import type { Tensor } from '../network/matrix.ts';
import type { Weights } from '../network/forward.ts';
import type { StepState } from '../network/training-step.ts';

/**
 * The two users every introduction has, made to fit together: six encoded numbers, four of profile, one answer. The hidden
 * layer's two-decimal weights give the profiles .8006 .1994 .5000 .2994 and .7006 .2994 .3989 .5000.
 */
const prep: FittedPrep = {
  version: 1,
  columns: [
    { name: 'user_id', type: 'integer' },
    { name: 'gender', type: 'category' },
    { name: 'age', type: 'integer' },
    { name: 'city', type: 'category' },
    { name: 'district', type: 'category' },
    { name: 'bought', type: 'category' },
    { name: 'clicked', type: 'category' },
  ],
  steps: [
    ordinal('gender', ['male', 'female']),
    // The mean of 25 and 30, over their deviation of 2.5.
    {
      type: 'numeric',
      column: 'age',
      log: false,
      offset: 27.5,
      factor: 0.4,
      fill: 27.5,
      missing: false,
    },
    ordinal('city', ['Beijing', 'Shanghai']),
    ordinal('district', ['Haidian', 'Xuhui']),
    {
      type: 'oneHot',
      column: 'bought',
      values: ['electronics', 'fashion'],
      other: false,
      missing: false,
    },
  ],
  label: { column: 'clicked', kind: 'binary', classes: ['no', 'yes'], offset: 0, factor: 1 },
  features: ['gender', 'age', 'city', 'district', 'bought=electronics', 'bought=fashion'],
  origins: [1, 2, 3, 4, 5, 5],
};

function ordinal(column: string, values: string[]) {
  return { type: 'ordinal', column, values, unseen: 0, missing: false } as const;
}

const spec: ModelSpec = {
  inputs: 6,
  layers: [
    { type: 'dense', units: 4, activation: 'sigmoid', initialiser: 'glorotUniform', l1: 0, l2: 0 },
  ],
  output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
};

const training: TrainSettings = trainSettings.parse({
  optimizer: { type: 'sgd' },
  learningRate: 0.5,
  batchSize: 2,
});

const rows: CellValue[][] = [
  [1, 'male', 25, 'Beijing', 'Haidian', 'electronics', 'yes'],
  [2, 'female', 30, 'Shanghai', 'Xuhui', 'fashion', 'no'],
];

/** Exactly these, not the nearest numbers of single precision. */
const weights: Weights = new Map([
  [
    'dense_1/kernel',
    [
      [0.25, -0.35, -0.2, 0.2],
      [-0.3, 0.4, 0.3, 0.3],
      [0.4, -0.5, 0.24, -0.45],
      [0.2, -0.45, -0.5, -0.3],
      [0.89, -0.89, 0.2, -0.4],
      [0.1, 0.15, -0.35, 0.4],
    ],
  ],
  ['dense_1/bias', [0.2, -0.1, 0.1, -0.15]],
  ['output/kernel', [[0.6], [-0.4], [0.3], [0.5]]],
  ['output/bias', [-0.2]],
] satisfies [string, Tensor][]);

const state: StepState = { weights, slots: new Map(), taken: 0 };

export const workedExample = { prep, spec, training, rows, state, identifiers: ['user_id'] };
