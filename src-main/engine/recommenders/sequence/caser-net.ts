import * as tf from '@tensorflow/tfjs-core';
import { caserShape } from '#shared/recommenders/sequence-shapes.ts';
import { denseWeights } from '../neural/dense-part.ts';
import type { ConfigOf } from '../recommender.ts';
import { tableRows } from './net-parts.ts';
import type { SequenceNet } from './train-sequences.ts';

/**
 * Convolutions over the item vectors of the latest `window` places (Tang & Wang 2018, arXiv 1809.07426): horizontal filters of
 * every height, the strongest answer of each over its positions, and vertical filters that weigh the places; joined by a
 * dense layer to a vector whose product with the item vectors are the logits. Users have no vector of their own, so that
 * new ones are served alike.
 */
export function caserNet(config: ConfigOf<'caser'>, items: number): SequenceNet {
  const { width, heights, dense } = caserShape(config, items);
  const { window, vertical } = config;
  return {
    ...{ width, dense, drops: 1 },
    hidden: (flat, { items: ids, positions }, drop) => {
      const [rows, length] = ids.shape;
      const n = rows * length;
      const weights = denseWeights(flat, dense);
      let next = 0;
      const weight = <T extends tf.Tensor>(): T => weights[next++] as T;
      const table = weight<tf.Tensor2D>();
      const own = tableRows(table, tf.reshape(ids, [n]));
      const places = Array.from({ length: window }, (_, back) =>
        placesBack(own, positions, back),
      ).reverse();
      const answers: tf.Tensor[] = heights.map((height) => {
        const kernel = weight<tf.Tensor2D>();
        const bias = weight();
        return Array.from({ length: window - height + 1 }, (_, from) =>
          tf.matMul(tf.concat2d(places.slice(from, from + height), 1), kernel),
        )
          .map((answer) => tf.relu(tf.add(answer, bias)))
          .reduce((most, one) => tf.maximum(most, one));
      });
      const together = tf.reshape(tf.transpose(tf.stack(places), [1, 2, 0]), [n * width, window]);
      const weighed = tf.matMul(together, weight<tf.Tensor2D>());
      const joined = tf.concat([...answers, tf.reshape(weighed, [n, width * vertical])], 1);
      const kernel = weight<tf.Tensor2D>();
      const hidden = tf.add(tf.matMul(joined as tf.Tensor2D, kernel), weight());
      return { hidden: drop(tf.relu(hidden) as tf.Tensor2D, 0), table };
    },
  };
}

/** Vectors so many places before, 0 where the sequence had not begun. */
function placesBack(own: tf.Tensor2D, positions: tf.Tensor2D, back: number): tf.Tensor2D {
  if (back === 0) return own;
  const [n, width] = own.shape;
  if (back >= n) return tf.zeros([n, width]);
  const begun = tf.cast(tf.greaterEqual(tf.reshape(positions, [n, 1]), back), 'float32');
  const earlier = tf.slice2d(own, [0, 0], [n - back, width]);
  return tf.mul(tf.concat2d([tf.zeros([back, width]), earlier], 0), begun);
}
