import type { Optimizer } from '../../model/net/train-settings.ts';
import { entry } from '../matrix.ts';
import type { Rule } from './rule.ts';

/** Against the slope: w -= rate g. */
export const sgd: Rule = {
  slots: [],
  at: (rate) => (w, g) => ({ w: w - rate * g, slots: [] }),
};

/** v = momentum v - rate g; w += v (Polyak 1964), or with Nesterov's look ahead w += momentum v - rate g. */
export function momentum({
  momentum: keep,
  nesterov,
}: Extract<Optimizer, { type: 'momentum' }>): Rule {
  return {
    slots: ['momentum'],
    at: (rate) => (w, g, slots) => {
      const v = keep * entry(slots, 0) - rate * g;
      return { w: w + (nesterov ? keep * v - rate * g : v), slots: [v] };
    },
  };
}
