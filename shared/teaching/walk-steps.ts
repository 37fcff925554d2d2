import { z } from 'zod';

/** The steps of a walk through one training step, in their order; those a net lacks are skipped. */
export const walkStep = z.enum([
  'encoding',
  'preActivation',
  'activation',
  'layers',
  'loss',
  'outputDelta',
  'gradient',
  'hiddenDelta',
  'update',
  'difference',
  'batch',
  'dropout',
  'adam',
  'norms',
  'many',
]);
export type WalkStep = z.infer<typeof walkStep>;
export const walkSteps = walkStep.options;
