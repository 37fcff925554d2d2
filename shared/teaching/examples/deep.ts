import type { Activation, LayerSpec } from '../../model/net/model-spec.ts';
import type { Example } from './example.ts';

const depth = 5;

const layer = (activation: Activation): LayerSpec => ({
  ...{ type: 'dense', units: 2, activation, initialiser: 'glorotUniform', l1: 0, l2: 0 },
});

/** Five layers of two units: how much of the slope at the output is left at the input? */
export const deepSigmoid: Example = {
  name: 'deepSigmoid',
  inputs: ['age', 'visits'],
  spec: {
    inputs: 2,
    layers: Array.from({ length: depth }, () => layer('sigmoid')),
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  },
  weights: {
    'dense_1/kernel': [
      [0.8, 0.5],
      [0.6, 0.9],
    ],
    'dense_1/bias': [0.1, 0.05],
    'dense_2/kernel': [
      [0.7, 0.6],
      [0.9, 0.4],
    ],
    'dense_2/bias': [0.05, 0.1],
    'dense_3/kernel': [
      [0.6, 0.8],
      [0.5, 0.7],
    ],
    'dense_3/bias': [0.1, 0.05],
    'dense_4/kernel': [
      [0.9, 0.5],
      [0.4, 0.8],
    ],
    'dense_4/bias': [0.05, 0.15],
    'dense_5/kernel': [
      [0.7, 0.9],
      [0.8, 0.4],
    ],
    'dense_5/bias': [0.1, 0.05],
    'output/kernel': [[0.9], [0.7]],
    'output/bias': [-0.4],
  },
  x: [
    [0.8, 0.6],
    [0.5, 1.2],
    [1.4, 0.3],
  ],
  y: [[0], [1], [0]],
  dropoutKeep: [],
  optimizer: { type: 'sgd' },
  learningRate: 0.4,
};

/** The same weights with ReLU: a slope of one lets everything through. */
export const deepRelu: Example = {
  ...deepSigmoid,
  name: 'deepRelu',
  spec: { ...deepSigmoid.spec, layers: Array.from({ length: depth }, () => layer('relu')) },
};
