import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import type { ConfigOf } from '../../../../../src-main/engine/recommenders/recommender.ts';
import { adamRate } from '../../../../../src-main/engine/recommenders/neural/embedding-table.ts';
import { newDense, sizeOf } from '../../../../../src-main/engine/recommenders/neural/dense-part.ts';
import {
  capturedRunner,
  eagerRunner,
  type StepRunner,
} from '../../../../../src-main/engine/recommenders/neural/step-runners.ts';
import { caserNet } from '../../../../../src-main/engine/recommenders/sequence/caser-net.ts';
import { gruNet } from '../../../../../src-main/engine/recommenders/sequence/gru-net.ts';
import {
  sampledSoftmaxLoss,
  softmaxLoss,
} from '../../../../../src-main/engine/recommenders/sequence/net-parts.ts';
import { packRows } from '../../../../../src-main/engine/recommenders/sequence/packed-rows.ts';
import {
  drops,
  sasrecHidden,
} from '../../../../../src-main/engine/recommenders/sequence/sasrec-net.ts';
import { sasrecShape } from '#shared/recommenders/sequence-shapes.ts';
import {
  sequenceStep,
  type SequenceNet,
} from '../../../../../src-main/engine/recommenders/sequence/train-sequences.ts';
import { testRuntimes, useRuntime } from '../test-runtimes.ts';

type Golden = { hidden: number[][][]; loss: number; gradient: number[] };
const golden = JSON.parse(
  readFileSync(new URL('../../../../golden/sequence/sasrec.json', import.meta.url), 'utf8'),
) as Golden;

const items = 7;
const config = algorithm.parse({
  ...{ type: 'sasrec', factors: 6, heads: 2, blocks: 2, maxLength: 5 },
}) as ConfigOf<'sasrec'>;
const shape = sasrecShape(config, items);
const net: SequenceNet = {
  ...{ width: shape.width, dense: shape.dense, drops: drops(shape.blocks) },
  hidden: (flat, places, drop) => sasrecHidden(shape, flat, places, drop),
};
const sequences = [
  { ids: [2, 0, 5, 1], after: [0, 5, 1, 6] },
  { ids: [3], after: [2] },
  { ids: [6, 4], after: [4, 0] },
];
const packed = packRows(sequences.map(({ ids }) => ids.length));

/** Items or what follows them, as they lie in the rows. */
function laid(which: 'ids' | 'after'): Int32Array {
  const out = new Int32Array(packed.rows * packed.length);
  sequences.forEach((one, at) => out.set(one[which], packed.starts[at]!));
  return out;
}

function tensors(): [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D] {
  const grid: [number, number] = [packed.rows, packed.length];
  const made = (values: Int32Array): tf.Tensor2D => tf.tensor2d(values, grid, 'int32');
  return [
    ...([made(laid('ids')), made(laid('after'))] as const),
    ...([made(packed.segments), made(packed.positions)] as const),
  ];
}

/** The weights that the golden file was made with. */
function formula(): tf.Tensor1D {
  const size = shape.dense.reduce((sum, one) => sum + sizeOf(one), 0);
  return tf.tensor1d(Array.from({ length: size }, (_, at) => 0.4 * Math.sin(1.7 * at + 0.3)));
}

describe.each(await testRuntimes())('SASRec on %s', (runtime) => {
  it('makes of packed sequences what PyTorch makes of each by itself, with the same loss and gradient', async () => {
    await useRuntime(runtime);
    const [ids, after, segments, positions] = tensors();
    const places = { items: ids, segments, positions };
    const n = packed.rows * packed.length;
    const filled = Float32Array.from(packed.segments, (segment) => (segment > 0 ? 1 / 7 : 0));
    let hidden: number[][] = [];
    const { value, grads } = tf.valueAndGrads((flat) => {
      const made = net.hidden(flat as tf.Tensor1D, places, (x) => x);
      hidden = made.hidden.arraySync();
      return softmaxLoss(
        ...([
          made.hidden,
          made.table,
          tf.reshape<tf.Rank.R1>(after, [n]),
          tf.tensor1d(filled),
        ] as const),
      );
    })([formula()]);
    sequences.forEach((sequence, at) =>
      sequence.ids.forEach((_, place) =>
        hidden[packed.starts[at]! + place]!.forEach((got, column) =>
          expect(got).toBeCloseTo(golden.hidden[at]![place]![column]!, 4),
        ),
      ),
    );
    expect(value.dataSync()[0]).toBeCloseTo(golden.loss, 5);
    const gradient = grads[0]!.dataSync();
    expect(gradient.length).toBe(golden.gradient.length);
    golden.gradient.forEach((wanted, at) => expect(gradient[at]).toBeCloseTo(wanted, 4));
  });

  it('has the loss of a plain softmax, and its gradient, in one piece or in many', async () => {
    await useRuntime(runtime);
    // So many items that places are gone through in pieces.
    const [n, width, many] = [5, 3, 400_000];
    const hidden = tf.tensor2d(
      Array.from({ length: n * width }, (_, at) => Math.sin(at)),
      [n, width],
    );
    const targets = tf.tensor1d([3, 0, 7, 3, 11], 'int32');
    const weights = tf.tensor1d([0.1, 0.4, 0, 0.2, 0.3]);
    for (const count of runtime === 'native' ? [12, many] : [12]) {
      const values = Float32Array.from({ length: count * width }, (_, at) => Math.cos(3 * at));
      const table = tf.tensor2d(values, [count, width]);
      const plain = tf.valueAndGrads((h, e) => {
        const logs = tf.logSoftmax(tf.matMul(h as tf.Tensor2D, e as tf.Tensor2D, false, true));
        const right = tf.oneHot(targets, count);
        return tf.neg(tf.sum(tf.mul(tf.sum(tf.mul(logs, right), 1), weights)));
      })([hidden, table]);
      const own = tf.valueAndGrads((h, e) =>
        softmaxLoss(h as tf.Tensor2D, e as tf.Tensor2D, targets, weights),
      )([hidden, table]);
      expect(own.value.dataSync()[0]).toBeCloseTo(plain.value.dataSync()[0]!, 4);
      own.grads.forEach((gradient, at) => {
        const difference = tf.max(tf.abs(tf.sub(gradient, plain.grads[at]!))).dataSync()[0]!;
        expect(difference).toBeLessThan(1e-5);
      });
    }
  });

  it('estimates the full loss from a sample of items, the gradient being that of the estimate', async () => {
    await useRuntime(runtime);
    const table = tf.tensor2d(
      Array.from({ length: 30 }, (_, at) => Math.cos(2 * at)),
      [10, 3],
    );
    const hidden = tf.tensor2d([0.3, -0.2, 0.9, 0.5, 0.1, -0.4], [2, 3]);
    const [targets, weights] = [tf.tensor1d([4, 9], 'int32'), tf.tensor1d([0.5, 0.5])];
    const drawn = tf.tensor1d([1, 4, 7, 7, 2], 'int32');
    // log(1 + sum over others of items / k e^(difference)), by hand.
    const [h, e] = [hidden.arraySync(), table.arraySync()];
    const logit = (place: number, item: number): number =>
      h[place]!.reduce((sum, value, at) => sum + value * e[item]![at]!, 0);
    const wanted = [4, 9].reduce((sum, target, place) => {
      const others = [1, 4, 7, 7, 2].filter((item) => item !== target);
      const against = others.reduce((all, item) => all + 2 * Math.exp(logit(place, item)), 0);
      return sum + 0.5 * Math.log(1 + against / Math.exp(logit(place, target)));
    }, 0);
    const loss = (rows: tf.Tensor, all: tf.Tensor): tf.Scalar =>
      sampledSoftmaxLoss(rows as tf.Tensor2D, all as tf.Tensor2D, targets, weights, drawn);
    const { value, grads } = tf.valueAndGrads(loss)([hidden, table]);
    expect(value.dataSync()[0]).toBeCloseTo(wanted, 5);
    const ofTable = grads[1]!.dataSync();
    for (const at of [3, 12, 21, 28, 0]) {
      const moved = (by: number): number => {
        const values = Float32Array.from(table.dataSync());
        values[at]! += by;
        return loss(hidden, tf.tensor2d(values, [10, 3])).dataSync()[0]!;
      };
      expect(ofTable[at]).toBeCloseTo((moved(0.01) - moved(-0.01)) / 0.02, 3);
    }
  });
});

const parsed = { factors: 6, maxLength: 5 };
const gru = algorithm.parse({ ...parsed, type: 'gru4rec', layers: 2 }) as ConfigOf<'gru4rec'>;
const caser = algorithm.parse({ ...parsed, type: 'caser', window: 3 }) as ConfigOf<'caser'>;

it.each([
  ['SASRec', net, 'softmax'],
  ['SASRec', net, 'sampled'],
  ['GRU4Rec', gruNet(gru, items), 'softmax'],
  ['Caser', caserNet(caser, items), 'softmax'],
] as const)('A step of %s learns the same captured and eagerly', async (_, own, loss) => {
  if (!(await testRuntimes()).includes('native')) return;
  const { native } = await useRuntime('native');
  const settings = { loss, negatives: 4, dropout: 0.3 };
  const job = { step: sequenceStep(settings, own, items), feeds: tensors(), seed: 5 };
  const batches = {
    order: tf.tensor2d([0, 1, 1, 0, 0, 1], [3, 2], 'int32'),
    rates: tf.tensor1d([1, 2, 3].map((step) => adamRate(0.01, step))),
  };
  const learnt = async (runner: StepRunner): Promise<Float32Array> => {
    runner.enter(newDense(own.dense, 3));
    for (const first of [0, 1, 2]) await runner.run(batches, { base: 0, first, count: 1 });
    const state = runner.leave();
    runner.dispose();
    return Float32Array.from(state[0]!.dataSync<'float32'>());
  };
  const eager = await learnt(eagerRunner(job));
  const captured = await learnt(
    capturedRunner(native!, job, { execution: 'interpreted', maxSteps: 3 }),
  );
  captured.forEach((value, at) => expect(value).toBeCloseTo(eager[at]!, 4));
});
