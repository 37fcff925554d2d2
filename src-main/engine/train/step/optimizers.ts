import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '#shared/model/net/train-settings.ts';

/** What one optimiser does to the flat vector of all parameters; formulas as in Keras 3. */
export type OptimizerRule = {
  /** Suffixes of its state tensors, each as long as the parameters. */
  slots: readonly string[];
  /** Numbers a step needs besides the learning rate, from the rate and the step counted from 1. */
  rates: (learningRate: number, step: number) => [first: number, second: number];
  /** New parameters and state; `rates` are scalars made of the numbers above. */
  apply: (
    parameters: tf.Tensor1D,
    gradient: tf.Tensor1D,
    slots: readonly tf.Tensor1D[],
    rates: [tf.Scalar, tf.Scalar],
  ) => { parameters: tf.Tensor1D; slots: tf.Tensor1D[] };
};

const plain = (learningRate: number): [number, number] => [learningRate, 0];

export function optimizerRule(optimizer: Optimizer): OptimizerRule {
  switch (optimizer.type) {
    case 'sgd':
      return {
        slots: [],
        rates: plain,
        apply: (p, g, _slots, [rate]) => ({ parameters: tf.sub(p, tf.mul(g, rate)), slots: [] }),
      };
    case 'momentum':
      return {
        slots: ['momentum'],
        rates: plain,
        apply: (p, g, [m = p], [rate]) => {
          const move = tf.mul(g, rate);
          const next: tf.Tensor1D = tf.sub(tf.mul(m, optimizer.momentum), move);
          const step = optimizer.nesterov ? tf.sub(tf.mul(next, optimizer.momentum), move) : next;
          return { parameters: tf.add(p, step), slots: [next] };
        },
      };
    case 'rmsprop':
      return {
        slots: ['v'],
        rates: (learningRate) => [learningRate / Math.sqrt(1 - optimizer.rho), 0],
        apply: (p, g, [v = p], [rate]) => {
          const next = faded(v, tf.square(g), optimizer.rho);
          const root = tf.sqrt(tf.add(next, optimizer.epsilon / (1 - optimizer.rho)));
          return { parameters: tf.sub(p, tf.div(tf.mul(g, rate), root)), slots: [next] };
        },
      };
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer;
      const decay = optimizer.type === 'adamw' ? optimizer.weightDecay : 0;
      return {
        slots: ['m', 'v'],
        // The bias correction of both moments, and the factors their sums lack, folded into the rate.
        rates: (learningRate, step) => [
          (learningRate * (1 - beta1) * Math.sqrt((1 - beta2 ** step) / (1 - beta2))) /
            (1 - beta1 ** step),
          learningRate * decay,
        ],
        apply: (p, g, [m = p, v = p], [rate, decayed]) => {
          const nextM = faded(m, g, beta1);
          const nextV = faded(v, tf.square(g), beta2);
          const root = tf.add(tf.sqrt(nextV), epsilon / Math.sqrt(1 - beta2));
          const step = tf.div(tf.mul(nextM, rate), root);
          const kept: tf.Tensor1D = decay > 0 ? tf.sub(p, tf.mul(p, decayed)) : p;
          return { parameters: tf.sub(kept, step), slots: [nextM, nextV] };
        },
      };
    }
  }
}

/**
 * A moving average without its factor 1 - keep, which is constant and goes into rate and epsilon: an operation on all
 * parameters less.
 */
function faded(old: tf.Tensor1D, now: tf.Tensor1D, keep: number): tf.Tensor1D {
  return tf.add(tf.mul(old, keep), now);
}
