import type { Example } from './example.ts';

/** ReLU and dropout at a rate of 0.25, three rows: so “times 2” is neither the scale nor the mean. */
export const threeUsersDropout: Example = {
  name: 'threeUsersDropout',
  inputs: ['age', 'visits', 'basket'],
  spec: {
    inputs: 3,
    layers: [
      { type: 'dense', units: 4, activation: 'relu', initialiser: 'heUniform', l1: 0, l2: 0 },
      { type: 'dropout', rate: 0.25 },
    ],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  },
  weights: {
    'dense_1/kernel': [
      [0.5, -0.75, 0.6, 0.9],
      [-0.25, 0.5, 0.35, 0.4],
      [0.85, 0.25, -0.45, -0.5],
    ],
    'dense_1/bias': [0.15, -0.6, 0.1, 0.05],
    'output/kernel': [[0.7], [-0.9], [0.8], [0.4]],
    'output/bias': [0.1],
  },
  x: [
    [1, 0.8, 0.5],
    [-1.2, 1.5, 0.4],
    [0.4, -0.6, 1.3],
  ],
  y: [[0], [1], [1]],
  dropoutKeep: [
    [
      [1, 1, 1, 0],
      [1, 1, 0, 1],
      [1, 0, 1, 1],
    ],
  ],
  optimizer: { type: 'sgd' },
  learningRate: 0.4,
};
