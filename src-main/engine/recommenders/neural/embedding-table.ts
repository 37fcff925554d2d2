import * as tf from '@tensorflow/tfjs-core';
import { nativeOp } from '../../linalg/native-op.ts';
import type { NativeBackend } from '../../runtime/runtime.ts';
import { normals } from '../factors/random.ts';

/**
 * Embeddings with their Adam moments beside them: [rows, 3 width], a row being [values | m | v], so that one gather
 * and one scatter move all three. Only rows of the batch change (lazy Adam), so that a step costs what the batch
 * costs however many users and items there are; a table of no more rows than the batch has takes plain Adam steps.
 */
export type EmbeddingTable = tf.Tensor2D;

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/** Normal values of the given deviation; moments 0. */
export function newTable(
  rows: number,
  width: number,
  deviation: number,
  seed: number,
): EmbeddingTable {
  const drawn = normals(rows * width, deviation, seed);
  const values = new Float32Array(rows * width * 3);
  for (let r = 0; r < rows; r++)
    values.set(drawn.subarray(r * width, (r + 1) * width), r * width * 3);
  return tf.tensor2d(values, [rows, width * 3]);
}

/** The values [rows, width] without the moments. */
export async function tableValues(table: EmbeddingTable): Promise<Float32Array> {
  const [rows, columns] = table.shape;
  const width = columns / 3;
  const part = tf.slice2d(table, [0, 0], [rows, width]);
  const values = Float32Array.from(await part.data<'float32'>());
  part.dispose();
  return values;
}

/** Rows taken from a table for a batch; `all` is null where the whole table will be walked through anyway. */
export type GatheredRows = { ids: tf.Tensor1D; values: tf.Tensor2D; all: tf.Tensor2D | null };

export function gatherRows(table: EmbeddingTable, ids: tf.Tensor1D): GatheredRows {
  const [rows, columns] = table.shape;
  const n = ids.shape[0];
  const width = columns / 3;
  const gather = (from: tf.Tensor2D, size: number): tf.Tensor2D =>
    tf.reshape(tf.gather(from, ids), [n, size]);
  if (rows <= n) {
    return { ids, values: gather(tf.slice2d(table, [0, 0], [rows, width]), width), all: null };
  }
  const all = gather(table, columns);
  return { ids, values: tf.slice2d(all, [0, 0], [n, width]), all };
}

/**
 * The table after one Adam step. `gradient` [n, width] is that of the gathered values; gradients of the same row are added
 * first, so every copy of a row comes out alike and the order of writing does not matter.
 * `rate` carries Adam's bias correction of both moments. With `inPlace` the rows are written into the given table itself,
 * which is then used up: a copy of all rows every step would cost more than the step. What is written depends on what
 * was gathered, so a graph writes after it has read.
 */
export function updateTable(
  table: EmbeddingTable,
  { ids, all }: GatheredRows,
  gradient: tf.Tensor2D,
  rate: tf.Scalar,
  inPlace: NativeBackend | null,
): EmbeddingTable {
  const [rows, columns] = table.shape;
  const width = columns / 3;
  const n = ids.shape[0];
  const sums = (target: tf.Tensor1D, values: tf.Tensor2D, size: number): tf.Tensor2D =>
    inPlace
      ? tf.reshape(tf.unsortedSegmentSum(values, target, size), [size, values.shape[1]])
      : tf.scatterND(tf.reshape(target, [n, 1]), values, [size, values.shape[1]]);
  if (all === null) return adamRows(table, sums(ids, gradient, rows), rate, width);
  // Numbered by first appearance there are at most n different rows, so shapes do not depend on the draw.
  const place = inPlace ? tf.reshape<tf.Rank.R1>(tf.unique(ids).indices, [n]) : ids;
  const summed = tf.reshape<tf.Rank.R2>(
    tf.gather(sums(place, gradient, inPlace ? n : rows), place),
    [n, width],
  );
  const next = adamRows(all, summed, rate, width);
  if (inPlace)
    return tf.reshape(nativeOp(inPlace, 'InplaceUpdate', [table, ids, next]), [rows, columns]);
  return tf.tensorScatterUpdate(table, tf.reshape(ids, [n, 1]), next);
}

/** Kingma & Ba 2015, as Keras 3 writes it. */
function adamRows(
  all: tf.Tensor2D,
  gradient: tf.Tensor2D,
  rate: tf.Scalar,
  width: number,
): tf.Tensor2D {
  const [values, m, v] = tf.split<tf.Tensor2D>(all, [width, width, width], 1);
  if (!values || !m || !v) throw new RangeError('a row has three parts');
  const nextM = tf.add<tf.Tensor2D>(m, tf.mul(tf.sub(gradient, m), 1 - beta1));
  const nextV = tf.add<tf.Tensor2D>(v, tf.mul(tf.sub(tf.square(gradient), v), 1 - beta2));
  const move = tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon));
  return tf.concat2d([tf.sub(values, move), nextM, nextV], 1);
}

/** The learning rate of step `step` (from 1) with Adam's bias correction folded in. */
export function adamRate(learningRate: number, step: number): number {
  return (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
}
