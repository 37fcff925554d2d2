import * as tf from '@tensorflow/tfjs-core';

export type Forward = {
  value: tf.Tensor;
  /** Kept for the gradient. */
  saved: tf.Tensor[];
  /** Gradients of the inputs, in their order, from that of the value. */
  gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[];
};

/** An operation with its own gradient: tf.customGrad with exact argument types. */
export function withGradient(forward: (...inputs: tf.Tensor[]) => Forward) {
  return tf.customGrad((...args) => {
    // tfjs-core passes the inputs followed by the function that keeps tensors for the gradient.
    const save = args[args.length - 1] as (tensors: tf.Tensor[]) => void;
    const { value, saved, gradient } = forward(...(args.slice(0, -1) as tf.Tensor[]));
    save(saved);
    return { value, gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradient(dy, kept) };
  });
}
