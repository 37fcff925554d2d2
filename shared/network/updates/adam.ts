import type { Optimizer } from '../../model/net/train-settings.ts';
import { entry } from '../matrix.ts';
import type { Rule } from './rule.ts';

type Adam = Omit<Extract<Optimizer, { type: 'adam' }>, 'type'>;

/**
 * m and v are faded means of g and g^2 (Kingma and Ba 2015). As Keras has it, the correction for their start at zero goes
 * into the rate, and epsilon stands beside the uncorrected root:
 * w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon).
 */
export function adam({ beta1, beta2, epsilon }: Adam): Rule {
  return {
    slots: ['m', 'v'],
    at: (rate, step) => {
      const corrected = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
      return (w, g, slots) => {
        const m = beta1 * entry(slots, 0) + (1 - beta1) * g;
        const v = beta2 * entry(slots, 1) + (1 - beta2) * g * g;
        return { w: w - (corrected * m) / (Math.sqrt(v) + epsilon), slots: [m, v] };
      };
    },
  };
}

/** As the paper and PyTorch write it: m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t), w -= rate m^ / (sqrt(v^) + epsilon). */
export function textbookAdam({ beta1, beta2, epsilon }: Adam): Rule {
  const { slots, at } = adam({ beta1, beta2, epsilon });
  return {
    slots,
    at: (rate, step) => {
      const moments = at(rate, step);
      return (w, g, old) => {
        const { slots: made } = moments(w, g, old);
        const root = Math.sqrt(entry(made, 1) / (1 - beta2 ** step)) + epsilon;
        return { w: w - (rate * (entry(made, 0) / (1 - beta1 ** step))) / root, slots: made };
      };
    },
  };
}

/** Adam, and before it the weight itself shrinks: w -= rate decay w (Loshchilov and Hutter 2019). */
export function adamw({ weightDecay, ...rest }: Extract<Optimizer, { type: 'adamw' }>): Rule {
  const { slots, at } = adam(rest);
  return {
    slots,
    at: (rate, step) => {
      const move = at(rate, step);
      return (w, g, old) => move(w - rate * weightDecay * w, g, old);
    },
  };
}
