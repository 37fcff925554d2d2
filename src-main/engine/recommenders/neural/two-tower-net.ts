import * as tf from '@tensorflow/tfjs-core';
import type { RecommendData } from '#shared/engine/recommend.ts';
import type { ConfigOf, FitContext } from '../recommender.ts';
import { withGradient } from '../../runtime/with-gradient.ts';
import { denseWeights, newDense, updateDense, type DenseShape } from './dense-part.ts';
import { gatherRows, newTable, tableValues, updateTable } from './embedding-table.ts';
import { pairsOf } from './pairs.ts';
import type { NeuralStep } from './step-runners.ts';
import { trainEpochs } from './train-epochs.ts';

/** What fitted towers are made of; every embedding has `factors` values, dense weights follow `twoTowerShapes`. */
export type TwoTowerWeights = {
  items: Float32Array;
  /** What an item adds to the users who have it. */
  history: Float32Array;
  dense: Float32Array;
};

/** Columns of the features of either side, 0 where there are none. */
export type FeatureWidths = { user: number; item: number };

/** Items of a user's history drawn for each interaction and step. */
const historyDraws = 12;
/** Share of interactions whose item is learnt from by its features alone, where it has some. */
const withoutId = 0.3;

export function featureWidths(data: RecommendData): FeatureWidths {
  return { user: data.userFeatures?.columns ?? 0, item: data.itemFeatures?.columns ?? 0 };
}

/** Weights of the towers' feature layers: kernel, bias, kernel for each side that has features. */
export function twoTowerShapes(widths: FeatureWidths, factors: number): DenseShape[] {
  const side = (name: string, columns: number): DenseShape[] =>
    columns === 0
      ? []
      : [
          { name: `${name} kernel 0`, shape: [columns, factors] },
          { name: `${name} bias 0`, shape: [factors] },
          { name: `${name} kernel 1`, shape: [factors, factors] },
        ];
  return [...side('user', widths.user), ...side('item', widths.item)];
}

/**
 * Learns both towers by softmax over the items of the batch, each item's logit lowered by the logarithm of its
 * share of interactions, so that popular items are not pushed down for being drawn often (Yi et al. 2019,
 * "Sampling-bias-corrected neural modeling for large corpus item recommendations").
 */
export async function trainTwoTower(
  data: RecommendData,
  config: ConfigOf<'twoTower'>,
  context: FitContext,
): Promise<TwoTowerWeights> {
  const { factors } = config;
  const { users, items } = pairsOf(data.interactions);
  const widths = featureWidths(data);
  const shapes = twoTowerShapes(widths, factors);
  const feeds = [
    tf.tensor1d(users, 'int32'),
    tf.tensor1d(items, 'int32'),
    tf.tensor1d(data.interactions.pointer, 'int32'),
    tf.tensor1d(logShares(items, data.items)),
    ...(data.userFeatures ? [tf.tensor2d(data.userFeatures.value, [data.users, widths.user])] : []),
    ...(data.itemFeatures ? [tf.tensor2d(data.itemFeatures.value, [data.items, widths.item])] : []),
  ];
  const deviation = 0.1 / Math.sqrt(factors);
  const state = [
    newTable(data.items, factors, deviation, context.seed + 1),
    newTable(data.items, factors, deviation, context.seed + 2),
    ...(shapes.length > 0 ? newDense(shapes, context.seed + 3) : []),
  ];
  try {
    const learnt = await trainEpochs(
      {
        state,
        feeds,
        step: twoTowerStep(config, widths),
        smallOperations: false,
        pairs: users.length,
        batchSize: config.batchSize,
        epochs: config.epochs,
        learningRate: config.learningRate,
      },
      context,
    );
    const [itemTable, historyTable, flat] = learnt as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D?];
    const weights = {
      items: await tableValues(itemTable),
      history: await tableValues(historyTable),
      dense: flat ? Float32Array.from(await flat.data<'float32'>()) : new Float32Array(0),
    };
    tf.dispose(learnt);
    return weights;
  } finally {
    tf.dispose(feeds);
  }
}

/** One step over a batch of interactions; its state is [items, history], with features also [dense, m, v]. */
export function twoTowerStep(config: ConfigOf<'twoTower'>, widths: FeatureWidths): NeuralStep {
  const { factors, temperature, regularisation } = config;
  const shapes = twoTowerShapes(widths, factors);
  return ({ state, feeds, batch, rate, draw, inPlace }) => {
    const [itemTable, historyTable, ...dense] = state as [
      tf.Tensor2D,
      tf.Tensor2D,
      ...tf.Tensor1D[],
    ];
    const [pairUsers, pairItems, pointer, logShare, ...features] = feeds as [
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      ...tf.Tensor2D[],
    ];
    const n = batch.shape[0];
    const pick = <T extends tf.Tensor>(values: T, at: tf.Tensor1D): T =>
      tf.reshape(tf.gather(values, at), [at.shape[0], ...values.shape.slice(1)]) as T;
    const users = pick(pairUsers, batch);
    const items = pick(pairItems, batch);
    const draws = tf.split<tf.Tensor1D>(draw(n * (historyDraws + 1)), [n * historyDraws, n]);
    const history = drawHistory(draws[0]!, users, items, pointer, pairItems);
    const keep = tf.reshape(tf.cast(tf.greaterEqual(draws[1]!, withoutId), 'float32'), [n, 1]);
    const itemRows = gatherRows(itemTable, items);
    const historyRows = gatherRows(historyTable, history.items);
    const userFeatures = widths.user > 0 ? pick(features[0]!, users) : null;
    const itemFeatures = widths.item > 0 ? pick(features[widths.user > 0 ? 1 : 0]!, items) : null;
    const share = pick(logShare, items);
    const alike = tf.equal(tf.reshape(items, [n, 1]), tf.reshape(items, [1, n]));
    // Neither the item itself nor its like in the batch is a negative.
    const lowered = tf.where(alike, tf.fill([n, n], 1e9), tf.reshape(share, [1, n]));
    const { value, grads } = tf.valueAndGrads((...inputs) => {
      const [i, q, flat] = inputs as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D?];
      const weights = flat ? denseWeights(flat, shapes) : [];
      const weighted = tf.mul(tf.reshape(q, [n, historyDraws, factors]), history.shares);
      let own = tf.sum<tf.Tensor2D>(weighted, 1);
      let theirs = itemFeatures ? tf.mul<tf.Tensor2D>(i, keep) : i;
      if (userFeatures) own = tf.add(own, featureLayer(userFeatures, weights.slice(0, 3)));
      if (itemFeatures)
        theirs = tf.add(theirs, featureLayer(itemFeatures, weights.slice(userFeatures ? 3 : 0)));
      const [a, b] = [unit(own), unit(theirs)];
      const right = tf.sub(tf.div(tf.sum(tf.mul(a, b), 1), temperature), share);
      const others = othersLogSum(tf.matMul(a, b, false, true), lowered, temperature);
      const mean = tf.mean(tf.softplus(tf.sub(others, right)));
      if (regularisation === 0) return mean;
      const size = tf.add(tf.sum(tf.square(i)), tf.sum(tf.square(q)));
      return tf.add(mean, tf.mul(size, regularisation / n));
    })([itemRows.values, historyRows.values, ...dense.slice(0, 1)]);
    const [ofItems, ofHistory, ofDense] = grads as tf.Tensor2D[];
    return {
      state: [
        updateTable(itemTable, itemRows, ofItems!, rate, inPlace),
        updateTable(historyTable, historyRows, ofHistory!, rate, inPlace),
        ...(ofDense ? updateDense(dense, [ofDense], rate) : []),
      ],
      loss: tf.reshape<tf.Rank.R0>(value, []),
    };
  };
}

/**
 * log sum over j of exp(cosine / temperature - lowered): [n, n] -> [n]. A cosine is at most 1, so no maximum has to be
 * looked for first; what is lowered by 1e9 counts nothing.
 */
function othersLogSum(cosines: tf.Tensor, lowered: tf.Tensor, temperature: number): tf.Tensor {
  const logSum = withGradient((x) => {
    const shifted = tf.sub(tf.mul(tf.sub(x, 1), 1 / temperature), lowered);
    const exps = tf.exp(shifted);
    const sums = tf.add(tf.sum(exps, 1), 1e-30);
    return {
      value: tf.add(tf.log(sums), 1 / temperature),
      saved: [exps, sums],
      gradient: (dy, [kept, total]) => [
        tf.mul(kept!, tf.reshape(tf.div(dy, tf.mul(total!, temperature)), [-1, 1])),
      ],
    };
  });
  return logSum(cosines);
}

/** Items drawn from each user's history, and what each counts: the target itself nothing, the rest equally. */
function drawHistory(
  draws: tf.Tensor1D,
  users: tf.Tensor1D,
  items: tf.Tensor1D,
  pointer: tf.Tensor1D,
  pairItems: tf.Tensor1D,
): { items: tf.Tensor1D; shares: tf.Tensor3D } {
  const n = users.shape[0];
  const from = tf.reshape(tf.gather(pointer, users), [n, 1]);
  const to = tf.reshape(tf.gather(pointer, tf.add(users, tf.scalar(1, 'int32'))), [n, 1]);
  const length = tf.cast(tf.sub(to, from), 'float32');
  const offset = tf.floor(tf.mul(tf.reshape(draws, [n, historyDraws]), length));
  const place = tf.add(tf.cast(offset, 'int32'), from);
  const flat = tf.reshape<tf.Rank.R1>(place, [n * historyDraws]);
  const drawn = tf.reshape<tf.Rank.R1>(tf.gather(pairItems, flat), [n * historyDraws]);
  const other = tf.notEqual(tf.reshape(drawn, [n, historyDraws]), tf.reshape(items, [n, 1]));
  const counted = tf.cast(other, 'float32');
  const shares = tf.div(counted, tf.maximum(tf.sum(counted, 1, true), 1));
  return { items: drawn, shares: tf.reshape(shares, [n, historyDraws, 1]) };
}

/** relu(x K + b) K': [n, columns] -> [n, factors]. */
function featureLayer(x: tf.Tensor2D, weights: readonly tf.Tensor[]): tf.Tensor2D {
  const [kernel, bias, second] = weights as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D];
  return tf.matMul(tf.relu(tf.add(tf.matMul(x, kernel), bias)), second);
}

function unit(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(rows, tf.rsqrt(tf.add(tf.sum(tf.square(rows), 1, true), 1e-12)));
}

/** Logarithm of each item's share of all interactions. */
function logShares(items: Int32Array, count: number): Float32Array {
  const shares = new Float32Array(count);
  for (const item of items) shares[item]! += 1;
  return shares.map((n) => Math.log(Math.max(1, n) / Math.max(1, items.length)));
}
