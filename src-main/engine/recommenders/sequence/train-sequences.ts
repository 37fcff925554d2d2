import * as tf from '@tensorflow/tfjs-core';
import { orderedHistories } from '#shared/recommenders/ordered-histories.ts';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { newDense, updateDense, type DenseShape } from '../neural/dense-part.ts';
import type { NeuralStep } from '../neural/step-runners.ts';
import { trainEpochs } from '../neural/train-epochs.ts';
import type { FitContext } from '../recommender.ts';
import { sampledSoftmaxLoss, softmaxLoss } from './net-parts.ts';
import { packRows } from './packed-rows.ts';
import type { Drop, Places } from './sasrec-net.ts';

/** Settings that recommenders of sequences share. */
export type SequenceSettings = {
  maxLength: number;
  epochs: number;
  batchSize: number;
  learningRate: number;
  dropout: number;
  loss: 'softmax' | 'sampled';
  negatives: number;
};

/** A net that foretells what follows each place; its table of items is what logits are made with. */
export type SequenceNet = {
  width: number;
  dense: readonly DenseShape[];
  /** How often it calls `drop` in a pass. */
  drops: number;
  hidden(
    flat: tf.Tensor1D,
    places: Places,
    drop: Drop,
  ): { hidden: tf.Tensor2D; table: tf.Tensor2D };
};

/**
 * Learns to tell each item of a history from those before it: the latest `maxLength` of each user foretell what followed
 * them, by cross-entropy over all items or a sample. Gives the flat weights.
 */
export async function trainSequences(
  data: RecommendData,
  config: SequenceSettings,
  net: SequenceNet,
  context: FitContext,
): Promise<Float32Array> {
  const historyOf = orderedHistories(data);
  const sequences: Int32Array[] = [];
  for (let user = 0; user < data.users; user++) {
    const history = historyOf(user);
    if (history.length > 1) sequences.push(history.subarray(-config.maxLength - 1));
  }
  const packed = packRows(sequences.map((sequence) => sequence.length - 1));
  const [items, targets] = [0, 1].map((shift) => {
    const out = new Int32Array(packed.rows * packed.length);
    sequences.forEach((sequence, at) =>
      out.set(sequence.subarray(shift, sequence.length - 1 + shift), packed.starts[at]),
    );
    return out;
  });
  const shape: [number, number] = [packed.rows, packed.length];
  const feeds = [items!, targets!, packed.segments, packed.positions].map((values) =>
    tf.tensor2d(values, shape, 'int32'),
  );
  // As many steps as batches of `batchSize` histories would take, though rows hold several.
  const steps = Math.ceil(sequences.length / config.batchSize);
  try {
    const learnt = await trainEpochs(
      {
        ...{ state: newDense(net.dense, context.seed + 1), feeds },
        step: sequenceStep(config, net, data.items),
        smallOperations: false,
        pairs: sequences.length === 0 ? 0 : packed.rows,
        batchSize: Math.max(1, Math.ceil(packed.rows / Math.max(1, steps))),
        epochs: config.epochs,
        learningRate: config.learningRate,
      },
      context,
    );
    const flat = Float32Array.from(await learnt[0]!.data<'float32'>());
    tf.dispose(learnt);
    return flat;
  } finally {
    tf.dispose(feeds);
  }
}

/** One step over packed rows; its state is [weights, m, v], flat. */
export function sequenceStep(
  { dropout, loss, negatives }: Pick<SequenceSettings, 'dropout' | 'loss' | 'negatives'>,
  net: SequenceNet,
  itemCount: number,
): NeuralStep {
  return ({ state, feeds, batch, rate, draw }) => {
    const rows = batch.shape[0];
    const length = feeds[0]!.shape[1]!;
    const n = rows * length;
    const pick = (values: tf.Tensor): tf.Tensor2D =>
      tf.reshape(tf.gather(values, batch), [rows, length]);
    const [items, targets, segments, positions] = feeds.map(pick) as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    const masks = dropout > 0 ? net.drops : 0;
    const drawn = loss === 'sampled' ? negatives : 0;
    const each = n * net.width;
    const draws =
      masks + drawn === 0
        ? []
        : tf.split(draw(masks * each + drawn), [
            ...Array.from({ length: masks }, () => each),
            ...(drawn > 0 ? [drawn] : []),
          ]);
    const drop: Drop = (x, at) => {
      if (masks === 0) return x;
      const kept = tf.cast(tf.greaterEqual(draws[at]!, dropout), 'float32');
      return tf.mul(x, tf.reshape(tf.mul(kept, 1 / (1 - dropout)), x.shape));
    };
    const filled = tf.cast(tf.greater(tf.reshape(segments, [n]), 0), 'float32');
    const weights = tf.div<tf.Tensor1D>(filled, tf.maximum(tf.sum(filled), 1));
    const wanted = tf.reshape<tf.Rank.R1>(targets, [n]);
    const { value, grads } = tf.valueAndGrads((flat) => {
      const { hidden, table } = net.hidden(
        flat as tf.Tensor1D,
        { items, segments, positions },
        drop,
      );
      if (loss === 'softmax') return softmaxLoss(hidden, table, wanted, weights);
      const others = tf.cast(tf.floor(tf.mul(draws.at(-1)!, itemCount)), 'int32');
      return sampledSoftmaxLoss(hidden, table, wanted, weights, others as tf.Tensor1D);
    })([state[0]!]);
    return {
      state: updateDense(state as tf.Tensor1D[], grads, rate),
      loss: tf.reshape<tf.Rank.R0>(value, []),
    };
  };
}
