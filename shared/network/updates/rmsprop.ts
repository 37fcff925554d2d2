import type { Optimizer } from '../../model/train-settings.ts';
import type { Rule } from './rule.ts';

/** v = rho v + (1 - rho) g^2; w -= rate g / sqrt(v + epsilon) (Hinton 2012, with Keras' place of epsilon). */
export function rmsprop({ rho, epsilon }: Extract<Optimizer, { type: 'rmsprop' }>): Rule {
  return {
    slots: ['v'],
    next: (w, g, [v = 0], rate) => {
      const next = rho * v + (1 - rho) * g * g;
      return { w: w - (rate * g) / Math.sqrt(next + epsilon), slots: [next] };
    },
  };
}
