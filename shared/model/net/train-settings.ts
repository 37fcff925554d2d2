import { z } from 'zod';
import { augmentation } from './augmentation.ts';

export const optimizer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sgd') }),
  z.object({
    type: z.literal('momentum'),
    momentum: z.number().min(0).max(1).default(0.9),
    nesterov: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('rmsprop'),
    rho: z.number().min(0).max(1).default(0.9),
    epsilon: z.number().positive().default(1e-7),
  }),
  z.object({
    type: z.literal('adam'),
    beta1: z.number().min(0).max(1).default(0.9),
    beta2: z.number().min(0).max(1).default(0.999),
    epsilon: z.number().positive().default(1e-7),
  }),
  z.object({
    type: z.literal('adamw'),
    beta1: z.number().min(0).max(1).default(0.9),
    beta2: z.number().min(0).max(1).default(0.999),
    epsilon: z.number().positive().default(1e-7),
    weightDecay: z.number().min(0).default(0.01),
  }),
]);
export type Optimizer = z.infer<typeof optimizer>;

export const schedule = z.discriminatedUnion('type', [
  z.object({ type: z.literal('constant') }),
  /** Multiplies the learning rate by `factor` every `epochs` epochs. */
  z.object({
    type: z.literal('step'),
    epochs: z.number().int().min(1).default(10),
    factor: z.number().positive().max(1).default(0.5),
  }),
  /** Multiplies the learning rate by `factor` each epoch, continuously. */
  z.object({ type: z.literal('exponential'), factor: z.number().positive().max(1).default(0.95) }),
  /** Half a cosine from the learning rate to `finalFactor` times it, after a linear warm-up. */
  z.object({
    type: z.literal('cosine'),
    warmupEpochs: z.number().min(0).default(0),
    finalFactor: z.number().min(0).max(1).default(0),
  }),
]);
export type Schedule = z.infer<typeof schedule>;

export const earlyStopping = z.object({
  metric: z.enum(['loss', 'accuracy', 'auc']).default('loss'),
  patience: z.number().int().min(1).default(5),
  minDelta: z.number().min(0).default(0),
  restoreBest: z.boolean().default(true),
});
export type EarlyStopping = z.infer<typeof earlyStopping>;

/** Training that hides whether any one row is among those trained on (DP-SGD). */
export const privateTraining = z.object({
  epsilon: z.number().min(0.01).max(100).default(3),
  delta: z.number().min(1e-15).max(0.01).default(1e-5),
  /** Largest norm of one row's gradient; what is longer is scaled down to it. */
  clip: z.number().min(1e-6).max(1000).default(1),
});
export type PrivateTraining = z.infer<typeof privateTraining>;

export const trainSettings = z.object({
  optimizer: optimizer.default({ type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }),
  learningRate: z.number().positive().max(100).default(0.001),
  schedule: schedule.default({ type: 'constant' }),
  batchSize: z.number().int().min(1).max(1_048_576).default(32),
  epochs: z.number().int().min(1).max(100_000).default(10),
  /** `balanced`: rows / (classes * rows of the class), as in scikit-learn; an array gives one weight per class. */
  classWeights: z.union([z.enum(['none', 'balanced']), z.array(z.number().min(0))]).default('none'),
  /** Largest global gradient norm, or null for no clipping. */
  clipNorm: z.number().positive().nullable().default(null),
  earlyStopping: earlyStopping.nullable().default(null),
  device: z.enum(['auto', 'cpu', 'gpu']).default('auto'),
  histograms: z.boolean().default(true),
  /** Absent: only the training rows themselves are learnt. */
  augmentation: augmentation.optional(),
  /** Absent: no promise is made. */
  privacy: privateTraining.optional(),
});
export type TrainSettings = z.infer<typeof trainSettings>;
