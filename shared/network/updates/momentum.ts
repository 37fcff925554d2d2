import type { Optimizer } from '../../model/train-settings.ts';
import type { Rule } from './rule.ts';

/** Against the slope: w -= rate g. */
export const sgd: Rule = {
  slots: [],
  next: (w, g, _slots, rate) => ({ w: w - rate * g, slots: [] }),
};

/** v = momentum v - rate g; w += v (Polyak 1964), or with Nesterov's look ahead w += momentum v - rate g. */
export function momentum({
  momentum: keep,
  nesterov,
}: Extract<Optimizer, { type: 'momentum' }>): Rule {
  return {
    slots: ['momentum'],
    next: (w, g, [v = 0], rate) => {
      const next = keep * v - rate * g;
      return { w: w + (nesterov ? keep * next - rate * g : next), slots: [next] };
    },
  };
}
