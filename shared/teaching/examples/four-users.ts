import type { Example } from './example.ts';

const scaledAge = (raw: number) => [
  null,
  { raw, mean: 27.5, deviation: 2.5 },
  null,
  null,
  null,
  null,
];

/**
 * The two users of the worked example and two more of the same ages, through the same 6-4-1 net: its hidden layer is each
 * user's profile. With four rows a mean, a sum and a factor of two are different numbers.
 */
export const fourUsers: Example = {
  name: 'fourUsers',
  inputs: ['gender', 'age', 'city', 'district', 'electronics', 'fashion'],
  spec: {
    inputs: 6,
    layers: [
      {
        type: 'dense',
        units: 4,
        activation: 'sigmoid',
        initialiser: 'glorotUniform',
        l1: 0,
        l2: 0,
      },
    ],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  },
  weights: {
    'dense_1/kernel': [
      [0.25, -0.35, -0.2, 0.2],
      [-0.3, 0.4, 0.3, 0.3],
      [0.4, -0.5, 0.24, -0.45],
      [0.2, -0.45, -0.5, -0.3],
      [0.89, -0.89, 0.2, -0.4],
      [0.1, 0.15, -0.35, 0.4],
    ],
    'dense_1/bias': [0.2, -0.1, 0.1, -0.15],
    'output/kernel': [[0.6], [-0.4], [0.3], [0.5]],
    'output/bias': [-0.2],
  },
  x: [
    [0, -1, 0, 0, 1, 0],
    [1, 1, 1, 1, 0, 1],
    [1, -1, 0, 0, 1, 1],
    [0, 1, 1, 1, 1, 0],
  ],
  y: [[1], [0], [1], [0]],
  dropoutKeep: [],
  optimizer: { type: 'sgd' },
  learningRate: 0.4,
  scalings: [25, 30, 25, 30].map(scaledAge),
};

/** The same users with their ages as they are: the units saturate. */
export const fourUsersRaw: Example = {
  ...fourUsers,
  name: 'fourUsersRaw',
  x: fourUsers.x.map(([gender = 0, age = 0, ...rest]) => [gender, 27.5 + 2.5 * age, ...rest]),
};

/** The same step with Adam. */
export const fourUsersAdam: Example = {
  ...fourUsers,
  name: 'fourUsersAdam',
  optimizer: { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  learningRate: 0.1,
};

/** With a penalty on the hidden weights. */
export const fourUsersPenalty: Example = {
  ...fourUsers,
  name: 'fourUsersPenalty',
  spec: {
    ...fourUsers.spec,
    layers: fourUsers.spec.layers.map((layer) => ({ ...layer, l2: 0.05 })),
  },
};
