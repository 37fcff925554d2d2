import { PortraitError } from '#shared/errors/index.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';

/** Throws class_weights where weights were given that are not one positive number for each class of the label. */
export function checkClassWeights(
  weights: TrainSettings['classWeights'],
  { kind, classes }: FittedLabel,
): void {
  if (typeof weights === 'string') return;
  const fits = weights.length === classes.length && weights.every((weight) => weight > 0);
  if (kind !== 'number' && fits) return;
  throw new PortraitError('class_weights', {
    found: weights.join(', ') || '–',
    count: classes.length,
    classes: classes.slice(0, mostNamed).join(', ') + (classes.length > mostNamed ? ', …' : ''),
  });
}

const mostNamed = 20;
