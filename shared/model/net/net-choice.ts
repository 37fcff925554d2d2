import { z } from 'zod';
import { augmentationType, usualAugmentation } from './augmentation.ts';
import { activation, type LayerSpec } from './model-spec.ts';
import { optimizer, trainSettings, type TrainSettings } from './train-settings.ts';

/** A network and how it is trained by a few numbers: what a search over networks moves in. */
export const netChoice = z.object({
  /** Hidden layers. */
  depth: z.number().int().min(0).max(10).default(2),
  /** Units of the first hidden layer. */
  units: z.number().int().min(1).max(4096).default(64),
  /** `funnel`: each further layer has half the units of the one before, at least one; `even`: as many. */
  shape: z.enum(['funnel', 'even']).default('funnel'),
  activation: activation.default('relu'),
  batchNorm: z.boolean().default(false),
  /** After each hidden layer; 0 for none. */
  dropout: z.number().min(0).max(0.95).default(0.2),
  /** Of every hidden layer's weights. */
  l2: z.number().min(0).max(1).default(0),
  optimizer: z.enum(['sgd', 'momentum', 'rmsprop', 'adam', 'adamw']).default('adam'),
  learningRate: z.number().positive().max(10).default(0.001),
  batchSize: z.number().int().min(1).max(65_536).default(64),
  classWeights: z.enum(['none', 'balanced']).default('none'),
  /** Rows made of training rows, as each kind usually is; absent: none. */
  augmentation: z.enum(['none', ...augmentationType.options]).optional(),
  /** Of all numbers that Features scales by itself or by choice, not by a known range; absent: as there. */
  scale: z.enum(['standard', 'minmax', 'robust']).optional(),
  /** Of the columns of many values, which Features has as frequency, mean label or hashed; absent: as there. */
  manyValues: z.enum(['frequency', 'target', 'hash']).optional(),
});
export type NetChoice = z.infer<typeof netChoice>;

export const netSetting = netChoice.keyof();
export type NetSetting = z.infer<typeof netSetting>;

/** The hidden layers of a choice, as a Model cell lists them. */
export function layersOf(choice: NetChoice): LayerSpec[] {
  const { depth, units, shape, batchNorm, dropout, l2 } = choice;
  return Array.from({ length: depth }, (_, at): LayerSpec[] => [
    {
      ...{ type: 'dense', activation: choice.activation, initialiser: 'glorotUniform', l1: 0, l2 },
      units: shape === 'even' ? units : Math.max(1, Math.round(units / 2 ** at)),
    },
    ...(batchNorm ? [{ type: 'batchNorm' as const, momentum: 0.99, epsilon: 0.001 }] : []),
    ...(dropout > 0 ? [{ type: 'dropout' as const, rate: dropout }] : []),
  ]).flat();
}

/** How a choice is trained for `epochs`, as a Train cell has it; `patience` null for no early stopping. */
export function trainingOf(
  choice: NetChoice,
  { epochs, patience }: { epochs: number; patience: number | null },
): TrainSettings {
  const { learningRate, batchSize, classWeights, augmentation } = choice;
  return trainSettings.parse({
    ...{ learningRate, batchSize, classWeights, epochs },
    optimizer: optimizer.parse({ type: choice.optimizer }),
    ...(augmentation !== undefined &&
      augmentation !== 'none' && { augmentation: usualAugmentation(augmentation) }),
    earlyStopping: patience === null ? null : { metric: 'loss', patience },
  });
}
