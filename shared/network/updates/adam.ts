import type { Optimizer } from '../../model/train-settings.ts';
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
    next: (w, g, [m = 0, v = 0], rate, step) => {
      const nextM = beta1 * m + (1 - beta1) * g;
      const nextV = beta2 * v + (1 - beta2) * g * g;
      const corrected = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
      return { w: w - (corrected * nextM) / (Math.sqrt(nextV) + epsilon), slots: [nextM, nextV] };
    },
  };
}

/** As the paper and PyTorch write it: m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t), w -= rate m^ / (sqrt(v^) + epsilon). */
export function textbookAdam({ beta1, beta2, epsilon }: Adam): Rule {
  const { slots, next } = adam({ beta1, beta2, epsilon });
  return {
    slots,
    next: (w, g, old, rate, step) => {
      const { slots: made } = next(w, g, old, rate, step);
      const [m = NaN, v = NaN] = made;
      const root = Math.sqrt(v / (1 - beta2 ** step)) + epsilon;
      return { w: w - (rate * (m / (1 - beta1 ** step))) / root, slots: made };
    },
  };
}

/** Adam, and before it the weight itself shrinks: w -= rate decay w (Loshchilov and Hutter 2019). */
export function adamw({ weightDecay, ...rest }: Extract<Optimizer, { type: 'adamw' }>): Rule {
  const { slots, next } = adam(rest);
  return {
    slots,
    next: (w, g, old, rate, step) => next(w - rate * weightDecay * w, g, old, rate, step),
  };
}
