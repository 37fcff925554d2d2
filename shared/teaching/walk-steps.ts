import type { ModelSpec } from '../model/model-spec.ts';
import type { Optimizer } from '../model/train-settings.ts';

/** The steps of a walk through one training step, in their order: forward, backward, update, and what is about them. */
export const walkSteps = [
  'encoding',
  'sum',
  'activation',
  'layers',
  'loss',
  'output',
  'gradient',
  'hidden',
  'update',
  'difference',
  'batch',
  'dropout',
  'adam',
  'extras',
  'curve',
] as const;
export type WalkStep = (typeof walkSteps)[number];

/** The steps a net has: those about layers, masks, moments and penalties are left out where it has none. */
export function stepsOf({ layers }: ModelSpec, optimizer: Optimizer): WalkStep[] {
  const dense = layers.filter((layer) => layer.type === 'dense');
  const without = new Set<WalkStep>();
  if (dense.length === 0) without.add('layers').add('hidden');
  if (dense.length === 0) without.add('activation');
  if (!layers.some((layer) => layer.type === 'dropout' && layer.rate > 0)) without.add('dropout');
  if (optimizer.type !== 'adam' && optimizer.type !== 'adamw') without.add('adam');
  const penalised = dense.some(({ l1, l2 }) => l1 > 0 || l2 > 0);
  if (!penalised && !layers.some(({ type }) => type === 'batchNorm')) without.add('extras');
  return walkSteps.filter((step) => !without.has(step));
}
