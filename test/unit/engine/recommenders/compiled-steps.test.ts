import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { neumfShape } from '#shared/recommenders/neumf-shape.ts';
import { createRandom } from '#shared/random/index.ts';
import { compiledRunner } from '../../../../src-main/engine/recommenders/neural/compiled-runner.ts';
import { newDense } from '../../../../src-main/engine/recommenders/neural/dense-part.ts';
import {
  adamRate,
  newTable,
} from '../../../../src-main/engine/recommenders/neural/embedding-table.ts';
import { neumfStep } from '../../../../src-main/engine/recommenders/neural/neumf-net.ts';
import {
  eagerRunner,
  type Job,
  type StepRunner,
} from '../../../../src-main/engine/recommenders/neural/step-runners.ts';
import {
  twoTowerShapes,
  twoTowerStep,
} from '../../../../src-main/engine/recommenders/neural/two-tower-net.ts';
import type { ConfigOf } from '../../../../src-main/engine/recommenders/recommender.ts';
import { caserNet } from '../../../../src-main/engine/recommenders/sequence/caser-net.ts';
import { gruNet } from '../../../../src-main/engine/recommenders/sequence/gru-net.ts';
import {
  drops,
  sasrecHidden,
} from '../../../../src-main/engine/recommenders/sequence/sasrec-net.ts';
import { sasrecShape } from '#shared/recommenders/sequence-shapes.ts';
import {
  sequenceStep,
  type SequenceNet,
} from '../../../../src-main/engine/recommenders/sequence/train-sequences.ts';
import { buildCut, crew } from '../compile/every-kernel-cut.ts';
import { useRuntime } from './test-runtimes.ts';

// tfjs's own JavaScript kernels, operation by operation, are what compiled steps are held against.
await useRuntime('cpu');
afterAll(async () => {
  tf.disposeVariables();
  await crew.end();
});

const [users, items, pairs] = [23, 40, 96];
const { below } = createRandom(11);
const drawn = (count: number, limit: number): number[] =>
  Array.from({ length: count }, () => below(limit));
const pairUsers = drawn(pairs, users).sort((a, b) => a - b);
const pairItems = drawn(pairs, items);
const pointer = Array.from(
  { length: users + 1 },
  (_, user) => pairUsers.filter((u) => u < user).length,
);

type Made = { job: Job; state: () => tf.Tensor[]; rows: number };

function neumf(settings: object, looksUp: boolean): Made {
  const config = algorithm.parse({
    ...{ type: 'neumf', factors: 5, layers: [12, 6], regularisation: 0.001 },
    ...settings,
  }) as ConfigOf<'neumf'>;
  const shape = neumfShape(config);
  const known = new Uint8Array(users * items);
  pairUsers.forEach((user, at) => (known[user * items + pairItems[at]!] = 1));
  const feeds: tf.Tensor[] = [tf.tensor1d(pairUsers, 'int32'), tf.tensor1d(pairItems, 'int32')];
  if (looksUp) feeds.push(tf.tensor1d(known, 'bool'));
  const state = () => [
    newTable(users, shape.width, 0.05, 1),
    newTable(items, shape.width, 0.05, 2),
    ...newDense(shape.dense, 3),
  ];
  return { job: { step: neumfStep({ items }, config, shape), feeds, seed: 5 }, state, rows: pairs };
}

function twoTower(widths: { user: number; item: number }): Made {
  const config = algorithm.parse({ type: 'twoTower', factors: 6 }) as ConfigOf<'twoTower'>;
  const shapes = twoTowerShapes(widths, 6);
  const feeds: tf.Tensor[] = [
    tf.tensor1d(pairUsers, 'int32'),
    tf.tensor1d(pairItems, 'int32'),
    tf.tensor1d(pointer, 'int32'),
    tf.tensor1d(drawn(items, 100).map((share) => Math.log((share + 1) / 100))),
  ];
  if (widths.user > 0)
    feeds.push(
      tf.tensor2d(
        drawn(users * widths.user, 9).map((v) => v / 9),
        [users, widths.user],
      ),
    );
  if (widths.item > 0)
    feeds.push(
      tf.tensor2d(
        drawn(items * widths.item, 9).map((v) => v / 9),
        [items, widths.item],
      ),
    );
  const state = () => [
    newTable(items, 6, 0.1, 1),
    newTable(items, 6, 0.1, 2),
    ...(shapes.length > 0 ? newDense(shapes, 3) : []),
  ];
  return { job: { step: twoTowerStep(config, widths), feeds, seed: 5 }, state, rows: pairs };
}

/** Rows of 6 places that hold one or two sequences each, the last places of some empty. */
function sequences(net: SequenceNet, loss: 'softmax' | 'sampled'): Made {
  const [rows, length] = [8, 6];
  const layout = [
    { segments: [1, 1, 1, 1, 1, 1], positions: [0, 1, 2, 3, 4, 5] },
    { segments: [1, 1, 1, 2, 2, 0], positions: [0, 1, 2, 0, 1, 0] },
  ];
  const grid = (values: number[]): tf.Tensor => tf.tensor2d(values, [rows, length], 'int32');
  const of = (which: 'segments' | 'positions'): tf.Tensor =>
    grid(Array.from({ length: rows }, (_, row) => layout[row % 2]![which]).flat());
  const feeds = [grid(drawn(rows * length, items)), grid(drawn(rows * length, items))];
  feeds.push(of('segments'), of('positions'));
  const step = sequenceStep({ loss, negatives: 7, dropout: 0.3 }, net, items);
  return { job: { step, feeds, seed: 5 }, state: () => newDense(net.dense, 3), rows };
}

const common = { factors: 6, maxLength: 6 };
const sasrec = algorithm.parse({ ...common, type: 'sasrec', heads: 2 }) as ConfigOf<'sasrec'>;
const shape = sasrecShape(sasrec, items);
const attention: SequenceNet = {
  ...{ width: shape.width, dense: shape.dense, drops: drops(shape.blocks) },
  hidden: (flat, places, drop) => sasrecHidden(shape, flat, places, drop),
};
const gru = algorithm.parse({ ...common, type: 'gru4rec', layers: 2 }) as ConfigOf<'gru4rec'>;
const caser = algorithm.parse({ ...common, type: 'caser', window: 3 }) as ConfigOf<'caser'>;

const size = 4;
const steps = 6;

async function learnt(runner: StepRunner, { state, rows }: Made) {
  const order = tf.tensor2d(
    Array.from({ length: steps * size }, (_, at) => (at * 5) % rows),
    [steps, size],
    'int32',
  );
  const rates = tf.tensor1d(Array.from({ length: steps }, (_, at) => adamRate(0.01, at + 1)));
  runner.enter(state());
  const losses: number[] = [];
  // In two calls, and out of the runner and in again between them.
  for (const [first, count] of [
    [0, 4],
    [4, 2],
  ] as const) {
    losses.push(...(await runner.run({ order, rates }, { base: 9, first, count })));
    runner.enter(runner.leave());
  }
  const values = runner.leave().map((part) => Float32Array.from(part.dataSync<'float32'>()));
  runner.dispose();
  return { losses, values };
}

describe('A compiled step learns as tfjs operation by operation', () => {
  it.each<[string, () => Made]>([
    ['NeuMF', () => neumf({}, true)],
    ['NeuMF that looks nothing up', () => neumf({}, false)],
    ['GMF', () => neumf({ parts: 'gmf' }, true)],
    ['MLP', () => neumf({ parts: 'mlp' }, true)],
    ['two towers', () => twoTower({ user: 0, item: 0 })],
    ['two towers with features of users', () => twoTower({ user: 3, item: 0 })],
    ['two towers with features of both', () => twoTower({ user: 3, item: 5 })],
    ['SASRec, all items', () => sequences(attention, 'softmax')],
    ['SASRec, a sample', () => sequences(attention, 'sampled')],
    ['GRU4Rec, all items', () => sequences(gruNet(gru, items), 'softmax')],
    ['GRU4Rec, a sample', () => sequences(gruNet(gru, items), 'sampled')],
    ['Caser, all items', () => sequences(caserNet(caser, items), 'softmax')],
  ])('%s', async (_, make) => {
    const made = make();
    const eager = await learnt(eagerRunner(made.job), made);
    const state = made.state();
    const compiled = await learnt(compiledRunner(made.job, state, size), made);
    compiled.losses.forEach((loss, at) => expect(loss).toBeCloseTo(eager.losses[at]!, 4));
    compiled.values.forEach((values, part) =>
      values.forEach((value, at) => expect(value).toBeCloseTo(eager.values[part]![at]!, 4)),
    );
    const again = await learnt(compiledRunner(made.job, state, size), made);
    expect(again).toEqual(compiled);
    // And cut in three parts, on as many threads.
    expect(await learnt(compiledRunner(made.job, state, size, buildCut), made)).toEqual(compiled);
  });
});
