import * as tf from '@tensorflow/tfjs-core';
import type { RecommendData } from '#shared/engine/recommend.ts';
import type { NeumfShape } from '#shared/recommenders/neumf-shape.ts';
import type { ConfigOf, FitContext } from '../recommender.ts';
import { denseWeights, newDense, updateDense } from './dense-part.ts';
import { gatherRows, newTable, tableValues, updateTable } from './embedding-table.ts';
import { pairsOf } from './pairs.ts';
import type { NeuralStep } from './step-runners.ts';
import { trainEpochs } from './train-epochs.ts';

/** What a fitted NeuMF is made of: embeddings [n, width] and the flat dense weights in the order of `shape.dense`. */
export type NeumfWeights = { users: Float32Array; items: Float32Array; dense: Float32Array };

/**
 * Logits [u, i] of every user row with its own i item rows: `users` [u, width], `items` [u, i, width] (u may be 1 on
 * either side and is then shared).
 */
export function neumfLogits(
  shape: NeumfShape,
  weights: readonly tf.Tensor[],
  users: tf.Tensor2D,
  items: tf.Tensor2D,
  each: number,
): tf.Tensor2D {
  const { gmf, mlp } = shape;
  const count = users.shape[0];
  const at = reader(weights);
  const [userGmf, userMlp] = cut(users, gmf, mlp);
  const [itemGmf, itemMlp] = cut(items, gmf, mlp);
  let logits: tf.Tensor = tf.zeros([count, each]);
  let hidden: tf.Tensor | null = null;
  shape.hidden.forEach((units, layer) => {
    if (layer === 0) {
      const own = tf.reshape(tf.matMul(userMlp!, at()), [count, 1, units]);
      const theirs = tf.reshape(tf.matMul(itemMlp!, at()), [count, each, units]);
      hidden = tf.relu(tf.add(tf.add(own, theirs), at()));
      hidden = tf.reshape(hidden, [count * each, units]);
    } else hidden = tf.relu(tf.add(tf.matMul(hidden!, at()), at()));
  });
  if (gmf > 0) {
    const own = tf.mul(userGmf!, tf.reshape(at(), [1, gmf]));
    const both = tf.mul(tf.reshape(own, [count, 1, gmf]), tf.reshape(itemGmf!, [count, each, gmf]));
    logits = tf.add(logits, tf.sum(both, 2));
  }
  if (hidden) logits = tf.add(logits, tf.reshape(tf.matMul(hidden, at()), [count, each]));
  return tf.add(logits, at());
}

function reader(weights: readonly tf.Tensor[]): () => tf.Tensor2D {
  let next = 0;
  // Kernels are [in, out]; biases broadcast whatever their rank.
  return () => weights[next++] as tf.Tensor2D;
}

function cut(
  rows: tf.Tensor2D,
  gmf: number,
  mlp: number,
): [tf.Tensor2D | null, tf.Tensor2D | null] {
  if (gmf === 0) return [null, rows];
  if (mlp === 0) return [rows, null];
  const [a, b] = tf.split<tf.Tensor2D>(rows, [gmf, mlp], 1);
  return [a ?? null, b ?? null];
}

/** Users times items up to which drawn negatives are looked up among what the user has; beyond, such hits are rare. */
const lookUpLimit = 100_000_000;

/**
 * Learns by Adam on the binary cross-entropy of interactions and, for each, `negatives` items drawn anew in every
 * step (He et al. 2017). Drawn items the user has are left out of the loss.
 */
export async function trainNeumf(
  data: RecommendData,
  config: ConfigOf<'neumf'>,
  shape: NeumfShape,
  context: FitContext,
): Promise<NeumfWeights> {
  const each = 1 + config.negatives;
  const { users, items } = pairsOf(data.interactions);
  const known = data.users * data.items <= lookUpLimit ? knownPairs(data) : null;
  const feeds = [tf.tensor1d(users, 'int32'), tf.tensor1d(items, 'int32')];
  if (known) feeds.push(tf.tensor1d(known, 'bool'));
  const { seed } = context;
  const state = [
    newTable(data.users, shape.width, 0.05, seed),
    newTable(data.items, shape.width, 0.05, seed + 1),
    ...newDense(shape.dense, seed + 2),
  ];
  const step = neumfStep(data, config, shape);
  try {
    const plan = { state, feeds, step, smallOperations: true, pairs: users.length };
    const batchSize = Math.max(1, Math.round(config.batchSize / each));
    const learnt = await trainEpochs(
      { ...plan, batchSize, epochs: config.epochs, learningRate: config.learningRate },
      context,
    );
    const [userTable, itemTable, flat] = learnt as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
    const weights = {
      users: await tableValues(userTable),
      items: await tableValues(itemTable),
      dense: Float32Array.from(await flat.data<'float32'>()),
    };
    tf.dispose(learnt);
    return weights;
  } finally {
    tf.dispose(feeds);
  }
}

/** One step over some interactions and their negatives; its state is [users, items, dense, m, v]. */
export function neumfStep(
  data: Pick<RecommendData, 'items'>,
  config: ConfigOf<'neumf'>,
  shape: NeumfShape,
): NeuralStep {
  const { negatives } = config;
  const each = 1 + negatives;
  return ({ state, feeds, batch, rate, draw, inPlace }) => {
    const [userTable, itemTable, ...dense] = state as [tf.Tensor2D, tf.Tensor2D, ...tf.Tensor1D[]];
    const [pairUsers, pairItems, known] = feeds as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D?];
    const n = batch.shape[0];
    const users = tf.reshape<tf.Rank.R1>(tf.gather(pairUsers, batch), [n]);
    const positive = tf.reshape<tf.Rank.R2>(tf.gather(pairItems, batch), [n, 1]);
    const drawn = tf.cast(tf.floor(tf.mul(draw(n * negatives), data.items)), 'int32');
    const negative = tf.reshape<tf.Rank.R2>(drawn, [n, negatives]);
    const items = tf.reshape<tf.Rank.R1>(tf.concat2d([positive, negative], 1), [n * each]);
    const counted = known ? countedPairs(users, negative, known, data.items) : null;
    const userRows = gatherRows(userTable, users);
    const itemRows = gatherRows(itemTable, items);
    const labels = tf.concat2d([tf.ones([n, 1]), tf.zeros([n, negatives])], 1);
    const { value, grads } = tf.valueAndGrads((own, theirs, flat) => {
      const weights = denseWeights(flat as tf.Tensor1D, shape.dense);
      const [u, i] = [own as tf.Tensor2D, theirs as tf.Tensor2D];
      const logits = neumfLogits(shape, weights, u, i, each);
      const losses = tf.sub(tf.softplus(logits), tf.mul(logits, labels));
      const mean = tf.mean(counted ? tf.mul(losses, counted) : losses);
      if (config.regularisation === 0) return mean;
      const size = tf.add(tf.sum(tf.square(u)), tf.sum(tf.square(i)));
      return tf.add(mean, tf.mul(size, config.regularisation / n));
    })([userRows.values, itemRows.values, dense[0]!]);
    const [ofUsers, ofItems, ofDense] = grads as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
    return {
      state: [
        updateTable(userTable, userRows, ofUsers, rate, inPlace),
        updateTable(itemTable, itemRows, ofItems, rate, inPlace),
        ...updateDense(dense, [ofDense], rate),
      ],
      loss: tf.reshape<tf.Rank.R0>(value, []),
    };
  };
}

/** 1 for the interaction itself and for drawn items the user does not have: [n, 1 + negatives]. */
function countedPairs(
  users: tf.Tensor1D,
  negative: tf.Tensor2D,
  known: tf.Tensor1D,
  items: number,
): tf.Tensor2D {
  const [n, negatives] = negative.shape;
  const row = tf.reshape(tf.mul(users, tf.scalar(items, 'int32')), [n, 1]);
  const place = tf.reshape<tf.Rank.R1>(tf.add(row, negative), [n * negatives]);
  const has = tf.reshape<tf.Rank.R2>(tf.cast(tf.gather(known, place), 'float32'), negative.shape);
  return tf.concat2d([tf.ones([n, 1]), tf.sub(1, has)], 1);
}

function knownPairs(data: RecommendData): Uint8Array {
  const known = new Uint8Array(data.users * data.items);
  const { users, items } = pairsOf(data.interactions);
  users.forEach((user, pair) => (known[user * data.items + items[pair]!] = 1));
  return known;
}
