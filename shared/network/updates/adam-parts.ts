import type { Optimizer } from '../../model/net/train-settings.ts';

export type AdamOptimizer = Extract<Optimizer, { type: 'adam' | 'adamw' }>;

/** Adam's inside after a step: m and v freed of their start at zero, and what is taken off the weight. */
export type AdamParts = { mHat: number; vHat: number; move: number };

/**
 * m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t) of a weight's m and v after step t, counted from 1; `move` as Keras has it:
 * rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon), which is rate m^ / (sqrt(v^) + epsilon / sqrt(1 - beta2^t)).
 */
export function adamParts(
  { beta1, beta2, epsilon }: AdamOptimizer,
  { m, v }: { m: number; v: number },
  rate: number,
  t: number,
): AdamParts {
  const vLack = 1 - beta2 ** t;
  const mHat = m / (1 - beta1 ** t);
  const vHat = v / vLack;
  return { mHat, vHat, move: (rate * mHat) / (Math.sqrt(vHat) + epsilon / Math.sqrt(vLack)) };
}
