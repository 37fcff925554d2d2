import * as tf from '@tensorflow/tfjs-core';
import { PortraitError } from '#shared/errors/index.ts';
import type { OutputSpec } from '#shared/model/net/model-spec.ts';

/** Labels [n, targets] as the loss wants them, [n, units]: class numbers in one column become one-hot rows. */
export function labelsFor(y: tf.Tensor2D, output: OutputSpec): tf.Tensor2D {
  if (y.shape[1] === output.units) return y;
  const classes = tf.cast(tf.reshape(y, [y.shape[0]]), 'int32');
  return tf.cast(
    tf.reshape(tf.oneHot(classes, output.units), [y.shape[0], output.units]),
    'float32',
  );
}

/** @throws PortraitError `model_shape` where the labels cannot serve the output */
export function checkLabels(targets: number, output: OutputSpec): void {
  if (targets === output.units) return;
  if (targets === 1 && output.loss === 'categoricalCrossentropy') return;
  const detail = `${output.units} output units for ${targets} label columns`;
  throw new PortraitError('model_shape', { layer: 'output', detail });
}
