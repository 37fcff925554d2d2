import { z } from 'zod';

export const activation = z.enum([
  'linear',
  'relu',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'swish',
  'softplus',
  'tanh',
  'sigmoid',
]);
export type Activation = z.infer<typeof activation>;

export const initialiser = z.enum([
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunNormal',
  'zeros',
]);
export type Initialiser = z.infer<typeof initialiser>;

export const denseLayer = z.object({
  type: z.literal('dense'),
  units: z.number().int().min(1).max(16384),
  activation: activation.default('relu'),
  initialiser: initialiser.default('glorotUniform'),
  l1: z.number().min(0).default(0),
  l2: z.number().min(0).default(0),
});

export const dropoutLayer = z.object({
  type: z.literal('dropout'),
  /** Share of units set to zero in training; the rest is scaled by 1 / (1 - rate). */
  rate: z.number().min(0).max(0.95),
});

export const batchNormLayer = z.object({
  type: z.literal('batchNorm'),
  momentum: z.number().min(0).max(1).default(0.99),
  epsilon: z.number().positive().default(0.001),
});

export const layerSpec = z.discriminatedUnion('type', [denseLayer, dropoutLayer, batchNormLayer]);
export type LayerSpec = z.infer<typeof layerSpec>;

export const lossName = z.enum([
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
]);
export type LossName = z.infer<typeof lossName>;

export const outputSpec = z.object({
  /** 1 for binary and number labels, the number of classes for several classes. */
  units: z.number().int().min(1),
  activation: z.enum(['sigmoid', 'softmax', 'linear']),
  loss: lossName,
});
export type OutputSpec = z.infer<typeof outputSpec>;

/** A multilayer perceptron: `inputs` features, hidden layers in order, one dense output layer. */
export const modelSpec = z.object({
  inputs: z.number().int().min(1),
  layers: z.array(layerSpec),
  output: outputSpec,
});
export type ModelSpec = z.infer<typeof modelSpec>;
