import type { Optimizer } from '../../model/net/train-settings.ts';
import { entry } from '../matrix.ts';
import type { Rule } from './rule.ts';

/** v = rho v + (1 - rho) g^2; w -= rate g / sqrt(v + epsilon) (Hinton 2012, with Keras' place of epsilon). */
export function rmsprop({ rho, epsilon }: Extract<Optimizer, { type: 'rmsprop' }>): Rule {
  return {
    slots: ['v'],
    at: (rate) => (w, g, slots) => {
      const v = rho * entry(slots, 0) + (1 - rho) * g * g;
      return { w: w - (rate * g) / Math.sqrt(v + epsilon), slots: [v] };
    },
  };
}
