import type { Example } from './example.ts';

const age = (raw: number) => [null, { raw, mean: 30, deviation: 5 }, null];

/** Four users, one neuron: will the offer be opened? */
export const oneNeuron: Example = {
  name: 'oneNeuron',
  inputs: ['gender', 'age', 'visits'],
  spec: {
    inputs: 3,
    layers: [],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  },
  weights: { 'output/kernel': [[0.6], [-0.8], [0.45]], 'output/bias': [-0.25] },
  x: [
    [0, -1.4, 0.5],
    [1, -0.2, 1.5],
    [1, 0.2, -0.5],
    [0, 1.4, 1],
  ],
  y: [[1], [1], [0], [0]],
  dropoutKeep: [],
  optimizer: { type: 'sgd' },
  learningRate: 0.4,
  scalings: [age(23), age(29), age(31), age(37)],
};
