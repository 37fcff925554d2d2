import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../../runtime/with-gradient.ts';

/** Rows of a table: [n] of [rows, width] -> [n, width]; the gradient adds up what goes to the same row. */
export function tableRows(table: tf.Tensor2D, ids: tf.Tensor1D): tf.Tensor2D {
  const [rows, width] = table.shape;
  const n = ids.shape[0];
  const gathered = withGradient((from) => ({
    value: tf.reshape(tf.gather(from, ids), [n, width]),
    saved: [ids],
    gradient: (dy, [at]) => [tf.scatterND(tf.reshape(at!, [n, 1]), dy, [rows, width])],
  }));
  return gathered(table) as tf.Tensor2D;
}

const epsilon = 1e-6;

/**
 * Layer normalisation over the last axis (Ba et al. 2016) of x [n, width] with gain 1 + `gain` and `shift`, both [width].
 */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, shift: tf.Tensor1D): tf.Tensor2D {
  const width = x.shape[1];
  const mean = (values: tf.Tensor): tf.Tensor => tf.mul(tf.sum(values, 1, true), 1 / width);
  const normed = withGradient((values, g, s) => {
    const centred = tf.sub(values, mean(values));
    const scale = tf.rsqrt(tf.add(mean(tf.square(centred)), epsilon));
    const unit = tf.mul(centred, scale);
    const factor = tf.add(g, 1);
    return {
      value: tf.add(tf.mul(unit, factor), s),
      saved: [unit, scale, factor],
      gradient: (dy, [u, r, f]) => {
        const down = tf.mul(dy, f!);
        const along = tf.mul(u!, mean(tf.mul(down, u!)));
        const dx = tf.mul(tf.sub(tf.sub(down, mean(down)), along), r!);
        return [dx, tf.sum(tf.mul(dy, u!), 0), tf.sum(dy, 0)];
      },
    };
  });
  return normed(x, gain, shift) as tf.Tensor2D;
}

/** Logits held at once; more would leave the processor's cache. */
const heldLogits = 2 ** 20;

/**
 * Cross-entropy of a softmax over all rows of `table` [items, width], the logits being `hidden` [n, width] times it: the sum
 * over places of `weights` [n] times -log p(target). Gradients are made with the value, some places at a time, so that the
 * logits of all places never stand in memory.
 */
export function softmaxLoss(
  hidden: tf.Tensor2D,
  table: tf.Tensor2D,
  targets: tf.Tensor1D,
  weights: tf.Tensor1D,
): tf.Scalar {
  const [items, width] = table.shape;
  const n = hidden.shape[0];
  const step = Math.max(1, Math.min(n, Math.floor(heldLogits / items)));
  const loss = withGradient((rows, all) => {
    const [h, e] = [rows as tf.Tensor2D, all as tf.Tensor2D];
    const weighed = tf.mul<tf.Tensor2D>(h, tf.reshape(weights, [n, 1]));
    const own = tf.reshape<tf.Rank.R2>(tf.gather(e, targets), [n, width]);
    const right = tf.sum(tf.mul(h, own), 1);
    const logSums: tf.Tensor[] = [];
    const pulls: tf.Tensor[] = [];
    let ofTable: tf.Tensor = tf.neg(
      tf.scatterND(tf.reshape(targets, [n, 1]), weighed, [items, width]),
    );
    for (let from = 0; from < n; from += step) {
      const count = Math.min(step, n - from);
      const cut = (x: tf.Tensor2D): tf.Tensor2D => tf.slice2d(x, [from, 0], [count, width]);
      const logits = tf.matMul(cut(h), e, false, true);
      const most = tf.max(logits, 1, true);
      const exps = tf.exp(tf.sub(logits, most));
      const sums = tf.sum(exps, 1, true);
      logSums.push(tf.reshape(tf.add(most, tf.log(sums)), [count]));
      pulls.push(tf.div(tf.matMul(exps, e), sums));
      ofTable = tf.add(ofTable, tf.matMul(exps, tf.div(cut(weighed), sums), true, false));
    }
    const logSum = logSums.length === 1 ? logSums[0]! : tf.concat(logSums);
    const pull = pulls.length === 1 ? pulls[0]! : tf.concat(pulls);
    const ofHidden = tf.mul(tf.sub(pull, own), tf.reshape(weights, [n, 1]));
    return {
      value: tf.sum(tf.mul(weights, tf.sub(logSum, right))),
      saved: [ofHidden, ofTable],
      gradient: (dy, [a, b]) => [tf.mul(a!, dy), tf.mul(b!, dy)],
    };
  });
  return loss(hidden, table) as tf.Scalar;
}

/**
 * The same of a sample: the target against `drawn` [k] items, each standing for `items` / k of them (uniform draws, corrected
 * as by Bengio & Senécal 2008); draws of the target itself count for nothing.
 */
export function sampledSoftmaxLoss(
  hidden: tf.Tensor2D,
  table: tf.Tensor2D,
  targets: tf.Tensor1D,
  weights: tf.Tensor1D,
  drawn: tf.Tensor1D,
): tf.Scalar {
  const [items] = table.shape;
  const [n, k] = [hidden.shape[0], drawn.shape[0]];
  const right = tf.sum(tf.mul(hidden, tableRows(table, targets)), 1, true);
  const others = tf.matMul(hidden, tableRows(table, drawn), false, true);
  const alike = tf.equal(tf.reshape(targets, [n, 1]), tf.reshape(drawn, [1, k]));
  const worth = tf.where(alike, tf.fill([n, k], -1e9), tf.fill([n, k], Math.log(items / k)));
  const logits = tf.concat2d([right as tf.Tensor2D, tf.add<tf.Tensor2D>(others, worth)], 1);
  const each = withGradient((values) => {
    const most = tf.max(values, 1, true);
    const exps = tf.exp(tf.sub(values, most));
    const sums = tf.sum(exps, 1, true);
    const first = tf.slice2d(values as tf.Tensor2D, [0, 0], [n, 1]);
    return {
      value: tf.reshape(tf.sub(tf.add(most, tf.log(sums)), first), [n]),
      saved: [tf.div(exps, sums)],
      gradient: (dy, [shares]) => {
        const mark = tf.concat2d([tf.ones([n, 1]), tf.zeros([n, k])], 1);
        return [tf.mul(tf.sub(shares!, mark), tf.reshape(dy, [n, 1]))];
      },
    };
  });
  return tf.sum(tf.mul(weights, each(logits)));
}
