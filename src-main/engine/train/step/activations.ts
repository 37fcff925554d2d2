import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '#shared/model/net/model-spec.ts';
import { withGradient } from '../../runtime/with-gradient.ts';

/** Slope of leakyRelu left of zero, as in Keras 3. */
export const leakySlope = 0.2;

/** max(x, 0) with the gradient taken from the result: fewer operations than tfjs's own. */
const relu = withGradient((x) => {
  const y = tf.relu(x ?? tf.scalar(0));
  return { value: y, saved: [y], gradient: (dy, [kept]) => [tf.mul(dy, positive(kept ?? dy))] };
});

function positive(x: tf.Tensor): tf.Tensor {
  return tf.cast(tf.greater(x, 0), 'float32');
}

const functions: Record<Activation, (x: tf.Tensor2D) => tf.Tensor2D> = {
  linear: (x) => x,
  relu: (x) => tf.reshape(relu(x), x.shape),
  leakyRelu: (x) => tf.maximum(x, tf.mul(x, leakySlope)),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  softplus: (x) => tf.softplus(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
};

export function activate(x: tf.Tensor2D, activation: Activation): tf.Tensor2D {
  return functions[activation](x);
}
