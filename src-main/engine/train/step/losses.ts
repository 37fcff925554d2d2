import * as tf from '@tensorflow/tfjs-core';
import { PortraitError } from '#shared/errors/index.ts';
import type { OutputSpec } from '#shared/model/net/model-spec.ts';
import { withGradient } from '../../runtime/with-gradient.ts';

/** Probabilities are kept this far from 0 and 1 where a loss takes their logarithm. */
const tiny = 1e-7;

/** Mean over units of -y log s(z) - (1 - y) log(1 - s(z)) = log(1 + e^z) - y z, straight from logits z: [n, units] -> [n]. */
const sigmoidCrossEntropy = withGradient((logits, labels) => {
  const [z, y] = [logits, labels] as [tf.Tensor2D, tf.Tensor2D];
  const each = tf.sub(tf.softplus(z), tf.mul(z, y));
  const units = z.shape[1];
  return {
    value: units === 1 ? tf.reshape(each, [z.shape[0]]) : tf.mean(each, 1),
    saved: [z, y],
    gradient: (dy, [z2, y2]) => {
      const slope = tf.sub(tf.sigmoid(z2 ?? z), y2 ?? y);
      const column = tf.reshape(dy, [z.shape[0], 1]);
      const scaled = tf.mul(slope, units === 1 ? column : tf.mul(column, 1 / units));
      return [scaled, tf.zerosLike(y2 ?? y)];
    },
  };
});

/** -sum y log softmax(z), straight from logits z: [n, classes] -> [n]. Rows of y sum to one. */
const softmaxCrossEntropy = withGradient((logits, labels) => {
  const [z, y] = [logits, labels] as [tf.Tensor2D, tf.Tensor2D];
  const shifted = tf.sub(z, tf.max(z, 1, true));
  const logNorm = tf.log(tf.sum(tf.exp(shifted), 1, true));
  const logP = tf.sub(shifted, logNorm);
  return {
    value: tf.neg(tf.sum(tf.mul(y, logP), 1)),
    saved: [logP, y],
    gradient: (dy, [logP2, y2]) => {
      const slope = tf.sub(tf.exp(logP2 ?? logP), y2 ?? y);
      return [tf.mul(slope, tf.reshape(dy, [-1, 1])), tf.zerosLike(y2 ?? y)];
    },
  };
});

/** What the output layer's activation makes of its logits. */
export function outputOf(logits: tf.Tensor2D, output: OutputSpec): tf.Tensor2D {
  if (output.activation === 'sigmoid') return tf.sigmoid(logits);
  return output.activation === 'softmax' ? tf.softmax(logits) : logits;
}

/** Loss of each row, [n], of logits [n, units] against labels [n, units]. */
export function rowLosses(
  logits: tf.Tensor2D,
  labels: tf.Tensor2D,
  output: OutputSpec,
): tf.Tensor1D {
  return tf.reshape(perRow(logits, labels, output), [labels.shape[0]]);
}

function perRow(logits: tf.Tensor2D, labels: tf.Tensor2D, output: OutputSpec): tf.Tensor {
  const { loss, activation } = output;
  if (loss === 'binaryCrossentropy' && activation === 'sigmoid') {
    return sigmoidCrossEntropy(logits, labels);
  }
  if (loss === 'categoricalCrossentropy' && activation === 'softmax') {
    return softmaxCrossEntropy(logits, labels);
  }
  const y = outputOf(logits, output);
  switch (loss) {
    case 'meanSquaredError':
      return tf.mean(tf.square(tf.sub(y, labels)), 1);
    case 'meanAbsoluteError':
      return tf.mean(tf.abs(tf.sub(y, labels)), 1);
    case 'huber':
      return tf.mean(huber(tf.abs(tf.sub(y, labels))), 1);
    case 'binaryCrossentropy': {
      const p = tf.clipByValue(y, tiny, 1 - tiny);
      const each = tf.add(
        tf.mul(labels, tf.log(p)),
        tf.mul(tf.sub(1, labels), tf.log(tf.sub(1, p))),
      );
      return tf.neg(tf.mean(each, 1));
    }
    case 'categoricalCrossentropy':
      return tf.neg(tf.sum(tf.mul(labels, tf.log(tf.clipByValue(y, tiny, 1))), 1));
  }
}

/** Half the square up to 1, linear beyond (delta = 1). */
function huber(distance: tf.Tensor): tf.Tensor {
  const near = tf.minimum(distance, 1);
  return tf.add(tf.mul(tf.mul(near, near), 0.5), tf.sub(distance, near));
}

/** Whether the output is judged by accuracy (classes) rather than by mean absolute error (numbers). */
export function isClassifier(output: OutputSpec): boolean {
  return output.loss === 'binaryCrossentropy' || output.loss === 'categoricalCrossentropy';
}

/** 1 or 0 for a right or wrong class, or the mean absolute error, of each row: [n]. */
export function rowScores(
  logits: tf.Tensor2D,
  labels: tf.Tensor2D,
  output: OutputSpec,
): tf.Tensor1D {
  if (!isClassifier(output)) {
    return tf.mean(tf.abs(tf.sub(outputOf(logits, output), labels)), 1);
  }
  if (output.loss === 'categoricalCrossentropy') {
    return tf.cast(tf.equal(tf.argMax(logits, 1), tf.argMax(labels, 1)), 'float32');
  }
  const said =
    output.activation === 'sigmoid'
      ? tf.greater(logits, 0)
      : tf.greater(outputOf(logits, output), 0.5);
  const right = tf.cast(tf.equal(said, tf.greater(labels, 0.5)), 'float32');
  return output.units === 1 ? tf.reshape(right, [labels.shape[0]]) : tf.mean(right, 1);
}

/** @throws PortraitError `model_shape` where loss and output activation cannot go together */
export function checkOutput(output: OutputSpec): void {
  const needs = output.loss === 'categoricalCrossentropy' ? 'softmax' : 'sigmoid';
  const wrong = isClassifier(output) && output.activation === 'linear';
  const single = output.loss === 'categoricalCrossentropy' && output.units < 2;
  if (!wrong && !single) return;
  const detail = single
    ? 'categorical cross-entropy needs at least 2 units'
    : `${output.loss} needs a ${needs} output`;
  throw new PortraitError('model_shape', { layer: 'output', detail });
}
