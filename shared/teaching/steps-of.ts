import type { ModelSpec } from '../model/net/model-spec.ts';
import type { Optimizer } from '../model/net/train-settings.ts';
import { walkSteps, type WalkStep } from './walk-steps.ts';

/** What there is without a label: nothing is right or wrong, so nothing flows back. */
const forward: ReadonlySet<WalkStep> = new Set([
  'encoding',
  'preActivation',
  'activation',
  'layers',
]);

/**
 * The steps a net has: those about hidden layers, masks, moments and penalties are left out where it has none, and all
 * that need a loss where a row has no label.
 */
export function stepsOf(
  { layers }: ModelSpec,
  optimizer: Optimizer,
  isLabelled = true,
): WalkStep[] {
  const dense = layers.filter((layer) => layer.type === 'dense');
  const without = new Set<WalkStep>();
  if (dense.length === 0) without.add('layers').add('hiddenDelta');
  if (!layers.some((layer) => layer.type === 'dropout' && layer.rate > 0)) without.add('dropout');
  if (optimizer.type !== 'adam' && optimizer.type !== 'adamw') without.add('adam');
  const penalised = dense.some(({ l1, l2 }) => l1 > 0 || l2 > 0);
  if (!penalised && !layers.some(({ type }) => type === 'batchNorm')) without.add('norms');
  return walkSteps.filter((step) => !without.has(step) && (isLabelled || forward.has(step)));
}
