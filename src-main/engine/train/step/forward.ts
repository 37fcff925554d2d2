import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { AtLeast } from '../../random/graph-random.ts';
import { activate } from './activations.ts';
import { dropoutLayers, dropoutNeeds, dropoutThreshold } from '#shared/network/dropout-draws.ts';
import type { Layout } from '#shared/network/layout.ts';

export type ForwardTraining = {
  /** Draws for all dropout layers in turn, as `dropoutNeeds` asks for; null without dropout. */
  draws: AtLeast | null;
  /** Called with the moving tensors as they are after this batch. */
  onMoving: (moving: tf.Tensor[]) => void;
  /** Called with the input and the output, before its activation, of each dense layer, the last included; what it gives goes on. */
  onDense?: (input: tf.Tensor, linear: tf.Tensor) => tf.Tensor;
};

/**
 * Logits [n, units] of features [n, inputs]. `weights` and `moving` follow the layout. With `training`, dropout
 * is applied and batch normalisation uses the batch's own mean and variance; without, the moving ones.
 */
export function forward(
  spec: ModelSpec,
  layout: Layout,
  weights: readonly tf.Tensor[],
  moving: readonly tf.Tensor[],
  x: tf.Tensor2D,
  training: ForwardTraining | null,
): tf.Tensor2D {
  const movingAfter = [...moving];
  const masks = training?.draws ? dropoutMasks(layout, training.draws, x.shape[0]) : [];
  const tapped = training?.onDense ?? ((_input: tf.Tensor, linear: tf.Tensor) => linear);
  let dropped = 0;
  let value = x;
  for (const layer of layout.layers) {
    if (layer.type === 'dense') {
      const linear = tapped(
        value,
        tf.add(matMul(value, at(weights, layer.kernel)), at(weights, layer.bias)),
      );
      value = activate(tf.reshape(linear, [x.shape[0], layer.spec.units]), layer.spec.activation);
    } else if (layer.type === 'dropout') {
      const mask = layer.rate > 0 ? masks[dropped++] : undefined;
      if (mask) value = tf.mul(value, tf.reshape(mask, value.shape));
    } else {
      const { mean: meanAt, variance: varianceAt } = layer;
      let mean: tf.Tensor = at(moving, meanAt);
      let variance: tf.Tensor = at(moving, varianceAt);
      if (training) {
        const keep = layer.spec.momentum;
        const oldMean = mean;
        const oldVariance = variance;
        mean = tf.mean(value, 0);
        variance = tf.mean(tf.square(tf.sub(value, mean)), 0);
        movingAfter[meanAt] = blend(oldMean, mean, keep);
        movingAfter[varianceAt] = blend(oldVariance, variance, keep);
      }
      const scale = tf.mul(
        tf.rsqrt(tf.add(variance, layer.spec.epsilon)),
        at(weights, layer.gamma),
      );
      value = tf.add(tf.mul(tf.sub(value, mean), scale), at(weights, layer.beta));
    }
  }
  training?.onMoving(movingAfter);
  const logits = tapped(
    value,
    tf.add(matMul(value, at(weights, layout.output.kernel)), at(weights, layout.output.bias)),
  );
  return tf.reshape(logits, [x.shape[0], spec.output.units]);
}

/** L1 and L2 penalties of the dense layers, as Keras adds them to the loss; null where there are none. */
export function penalty(layout: Layout, weights: readonly tf.Tensor[]): tf.Tensor | null {
  let sum: tf.Tensor | null = null;
  const plus = (term: tf.Tensor): void => {
    sum = sum ? tf.add(sum, term) : term;
  };
  for (const layer of layout.layers) {
    if (layer.type !== 'dense') continue;
    const kernel = at(weights, layer.kernel);
    if (layer.spec.l1 > 0) plus(tf.mul(tf.sum(tf.abs(kernel)), layer.spec.l1));
    if (layer.spec.l2 > 0) plus(tf.mul(tf.sum(tf.square(kernel)), layer.spec.l2));
  }
  return sum;
}

/** Cuts a flat vector into the tensors of its slots. */
export function unflatten(flat: tf.Tensor1D, slots: Layout['trainable']): tf.Tensor[] {
  const [only] = slots;
  if (slots.length === 1 && only) return [tf.reshape(flat, only.shape)];
  const parts = tf.split(
    flat,
    slots.map((slot) => slot.size),
  );
  return slots.map((slot, i) => tf.reshape(at(parts, i), slot.shape));
}

export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size])));
}

/** Factors for each dropout layer's values, 0 or 1 / (1 - rate), made for all layers at once if their rates agree. */
function dropoutMasks(layout: Layout, atLeast: AtLeast, rows: number): tf.Tensor1D[] {
  const layers = dropoutLayers(layout);
  const { count: total, bits } = dropoutNeeds(layout, rows);
  const maskOf = (rate: number, start: number, count: number): tf.Tensor1D =>
    tf.mul(atLeast(dropoutThreshold(rate, bits), start, count), 1 / (1 - rate));
  const sizes = layers.map(({ units }) => units * rows);
  const [first] = layers;
  if (first && layers.every(({ rate }) => rate === first.rate)) {
    const all = maskOf(first.rate, 0, total);
    return sizes.length > 1 ? tf.split<tf.Tensor1D>(all, sizes) : [all];
  }
  let start = 0;
  return layers.map(({ rate }, i) => {
    const count = at(sizes, i);
    start += count;
    return maskOf(rate, start - count, count);
  });
}

function blend(old: tf.Tensor, now: tf.Tensor, keep: number): tf.Tensor {
  return tf.add(tf.mul(old, keep), tf.mul(now, 1 - keep));
}

function matMul(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.matMul(a, b);
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no tensor at ${index}`);
  return item;
}
