import * as tf from '@tensorflow/tfjs-core';
import { gruShape } from '#shared/recommenders/sequence-shapes.ts';
import { denseWeights } from '../neural/dense-part.ts';
import type { ConfigOf } from '../recommender.ts';
import { gatedRecurrence } from './gated-recurrence.ts';
import { tableRows } from './net-parts.ts';
import type { SequenceNet } from './train-sequences.ts';

/**
 * Item vectors through one or more GRUs and a dense layer, whose product with the item vectors are the logits (Hidasi et al.
 * 2016, arXiv 1511.06939, with tied vectors and trained on all places as by Hidasi & Czapp 2023).
 */
export function gruNet(config: ConfigOf<'gru4rec'>, items: number): SequenceNet {
  const { width, dense } = gruShape(config, items);
  const { layers } = config;
  return {
    ...{ width, dense, drops: 1 + layers },
    hidden: (flat, { items: ids, segments }, drop) => {
      const [rows, length] = ids.shape;
      const weights = denseWeights(flat, dense);
      let next = 0;
      const weight = <T extends tf.Tensor>(): T => weights[next++] as T;
      const table = weight<tf.Tensor2D>();
      const own = tableRows(table, tf.reshape(ids, [rows * length]));
      let x = drop(tf.mul(own, Math.sqrt(width)), 0);
      for (let layer = 0; layer < layers; layer++) {
        const given = tf.add<tf.Tensor2D>(tf.matMul(x, weight<tf.Tensor2D>()), weight());
        x = drop(gatedRecurrence(given, weight(), weight(), segments), 1 + layer);
      }
      const hidden = tf.add<tf.Tensor2D>(tf.matMul(x, weight<tf.Tensor2D>()), weight());
      return { hidden, table };
    },
  };
}
