import * as tf from '@tensorflow/tfjs-core';
import type { sasrecShape } from '#shared/recommenders/sequence-shapes.ts';
import { denseWeights } from '../neural/dense-part.ts';
import { layerNorm, tableRows } from './net-parts.ts';

/** Packed places: each [rows, length], int32. */
export type Places = { items: tf.Tensor2D; segments: tf.Tensor2D; positions: tf.Tensor2D };

/** Leaves values out while learning: `at` counts the calls of one pass. */
export type Drop = (x: tf.Tensor2D, at: number) => tf.Tensor2D;

/** How often `Drop` is called in a pass. */
export function drops(blocks: number): number {
  return 1 + 2 * blocks;
}

const masked = -1e9;

/**
 * The vectors [rows * length, width] that foretell what follows each place: causal self-attention within each sequence
 * (Kang & McAuley 2018, arXiv 1808.09781), normalised before each part; positions are counted from the
 * first place looked at, so that the beginning of a longer history is learnt from as a short one is served.
 */
export function sasrecHidden(
  shape: ReturnType<typeof sasrecShape>,
  flat: tf.Tensor1D,
  { items, segments, positions }: Places,
  drop: Drop,
): { hidden: tf.Tensor2D; table: tf.Tensor2D } {
  const { width, heads, blocks } = shape;
  const [rows, length] = items.shape;
  const n = rows * length;
  const each = width / heads;
  const weights = denseWeights(flat, shape.dense);
  let next = 0;
  const weight = <T extends tf.Tensor>(): T => weights[next++] as T;
  const table = weight<tf.Tensor2D>();
  const flatIds = (ids: tf.Tensor2D): tf.Tensor1D => tf.reshape(ids, [n]);
  const placed = tableRows(weight<tf.Tensor2D>(), flatIds(positions));
  const ids = tableRows(table, flatIds(items));
  let x = drop(tf.add(tf.mul(ids, Math.sqrt(width)), placed), 0);
  const mask = attentionMask(segments);
  const byHead = (values: tf.Tensor): tf.Tensor4D =>
    tf.transpose(tf.reshape(values, [rows, length, heads, each]), [0, 2, 1, 3]);
  for (let block = 0; block < blocks; block++) {
    const normed = layerNorm(x, weight(), weight());
    const [q, k, v] = tf.split(tf.matMul(normed, weight<tf.Tensor2D>()), 3, 1) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const scores = tf.matMul(byHead(tf.mul(q, 1 / Math.sqrt(each))), byHead(k), false, true);
    const attention = tf.softmax(tf.add(scores, mask));
    const seen = tf.transpose(tf.matMul(attention, byHead(v)), [0, 2, 1, 3]);
    const out = tf.matMul<tf.Tensor2D>(tf.reshape(seen, [n, width]), weight<tf.Tensor2D>());
    x = tf.add(x, drop(out, 1 + 2 * block));
    const again = layerNorm(x, weight(), weight());
    const inner = tf.relu(tf.add(tf.matMul(again, weight<tf.Tensor2D>()), weight()));
    const forward = tf.add<tf.Tensor2D>(tf.matMul(inner, weight<tf.Tensor2D>()), weight());
    x = tf.add(x, drop(forward, 2 + 2 * block));
  }
  return { hidden: layerNorm(x, weight(), weight()), table };
}

/** [rows, 1, length, length]: 0 where a place may look at another, its own and earlier ones of its sequence. */
function attentionMask(segments: tf.Tensor2D): tf.Tensor4D {
  const [rows, length] = segments.shape;
  const same = tf.equal(
    tf.reshape(segments, [rows, length, 1]),
    tf.reshape(segments, [rows, 1, length]),
  );
  const places = Array.from({ length: length * length }, (_, at) =>
    at % length <= Math.floor(at / length) ? 1 : 0,
  );
  const earlier = tf.tensor3d(places, [1, length, length], 'bool');
  const barred = tf.sub(1, tf.cast(tf.logicalAnd(same, earlier), 'float32'));
  return tf.reshape(tf.mul(barred, masked), [rows, 1, length, length]);
}
