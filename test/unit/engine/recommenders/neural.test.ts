import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { neumfShape } from '#shared/recommenders/neumf-shape.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import {
  denseWeights,
  newDense,
} from '../../../../src-main/engine/recommenders/neural/dense-part.ts';
import {
  adamRate,
  gatherRows,
  tableValues,
  updateTable,
} from '../../../../src-main/engine/recommenders/neural/embedding-table.ts';
import { neumfLogits } from '../../../../src-main/engine/recommenders/neural/neumf-net.ts';
import { neumfScorer } from '../../../../src-main/engine/recommenders/neural/neumf-scores.ts';
import { trainEpochs } from '../../../../src-main/engine/recommenders/neural/train-epochs.ts';
import { normals } from '../../../../src-main/engine/recommenders/factors/random.ts';
import type { ConfigOf, Fitted } from '../../../../src-main/engine/recommenders/recommender.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
import { exampleData, newUser, special, unbought } from './example-data.ts';
import { fitContext, testRuntimes, useRuntime, type TestRuntime } from './test-runtimes.ts';

const runtimes = await testRuntimes();
const data = exampleData();

describe.each(runtimes)('A table of embeddings on %s', (runtime) => {
  // Plain JavaScript: gradients of a row added up, then Adam on the rows that have any.
  it.each([3, 40])('takes lazy Adam steps, %i rows with repeated ids', async (rows) => {
    const { native } = await useRuntime(runtime);
    const ids = [1, 0, 1, 1, 2, 0];
    const gradients = [1, -2, 0.5, 3, -1, 0.25, 2, 2, -3, 1, 0.5, 0.5];
    const [values, m, v] = [0, 1, 2].map(() => new Float64Array(rows * 2)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    values.forEach((_, at) => (values[at] = Math.cos(at)));
    let table: tf.Tensor2D = tf.tensor2d(
      Array.from({ length: rows }, (_, r) => [...values.slice(2 * r, 2 * r + 2), 0, 0, 0, 0]),
    );
    for (let step = 1; step <= 3; step++) {
      const rate = adamRate(0.1, step);
      const sums = new Float64Array(rows * 2);
      ids.forEach((id, n) => [0, 1].forEach((a) => (sums[id * 2 + a]! += gradients[n * 2 + a]!)));
      for (const at of new Set(ids.flatMap((id) => [id * 2, id * 2 + 1]))) {
        m[at] = 0.9 * m[at]! + 0.1 * sums[at]!;
        v[at] = 0.999 * v[at]! + 0.001 * sums[at]! ** 2;
        values[at]! -= (rate * m[at]!) / (Math.sqrt(v[at]!) + 1e-7);
      }
      table = tf.tidy(() => {
        const gathered = gatherRows(table, tf.tensor1d(ids, 'int32'));
        const gradient = tf.tensor2d(gradients, [6, 2]);
        return updateTable(table, gathered, gradient, tf.scalar(rate), native);
      });
    }
    const got = await tableValues(table);
    got.forEach((value, at) => expect(value).toBeCloseTo(values[at]!, 5));
  });
});

const shapes: [string, Partial<ConfigOf<'neumf'>>][] = [
  ['both parts', { factors: 3, layers: [8, 5, 4] }],
  ['GMF alone', { factors: 3, parts: 'gmf' }],
  ['MLP alone', { layers: [8, 5, 4], parts: 'mlp' }],
  ['one layer', { factors: 2, layers: [6] }],
];

describe.each(shapes)('The served NeuMF with %s', (_, changes) => {
  const parsed = algorithm.parse({ type: 'neumf', ...changes });
  const shape = neumfShape(parsed as ConfigOf<'neumf'>);
  const items = 7;

  async function example() {
    await useRuntime('cpu');
    const flat = newDense(shape.dense, 3)[0]!;
    const dense = Float32Array.from(flat.dataSync(), (w, at) => w + 0.1 * Math.sin(at));
    const users = normals(2 * shape.width, 1, 1);
    const weights = { users, items: normals(items * shape.width, 1, 2), dense };
    return { weights, scorer: neumfScorer(shape, weights, items) };
  }

  it('gives the logits of the net that was trained', async () => {
    const { weights, scorer } = await example();
    const wanted = tf.tidy(() => {
      const parts = denseWeights(tf.tensor1d(weights.dense), shape.dense);
      const user = tf.tensor2d(weights.users, [2, shape.width]);
      const twice = tf.tensor2d([...weights.items, ...weights.items], [2 * items, shape.width]);
      return neumfLogits(shape, parts, user, twice, items).dataSync();
    });
    const all = await scorer.all(weights.users);
    all.forEach((value, at) => expect(value).toBeCloseTo(wanted[at]!, 4));
    const second = scorer.at(weights.users.subarray(shape.width));
    for (let item = 0; item < items; item++)
      expect(second(item, null)).toBeCloseTo(wanted[items + item]!, 4);
  });

  it('gives the gradient by the user row as differences do', async () => {
    const { weights, scorer } = await example();
    const row = weights.users.slice(0, shape.width);
    const gradient = new Float32Array(shape.width);
    for (let item = 0; item < items; item++) {
      scorer.at(row)(item, gradient);
      gradient.forEach((slope, a) => {
        const at = (shift: number): number =>
          scorer.at(row.map((value, b) => (b === a ? value + shift : value)))(item, null);
        expect((at(1e-3) - at(-1e-3)) / 2e-3).toBeCloseTo(slope, 1);
      });
    }
  });
});

describe('Training over epochs', () => {
  /** A step that learns nothing: its loss tells what it was given. */
  async function told(
    runtime: TestRuntime,
    lossOf: (batch: tf.Tensor1D, draw: tf.Tensor1D) => tf.Tensor,
    seed = 7,
  ): Promise<number[]> {
    const losses: number[] = [];
    const context = await fitContext(runtime, {
      seed,
      progress: async (_done, _total, loss) => void (loss !== null && losses.push(loss)),
    });
    const state = await trainEpochs(
      {
        state: [tf.scalar(0)],
        feeds: [],
        step: ({ state: [kept], batch, draw }) => ({
          state: [tf.add(kept!, 1)],
          loss: tf.reshape<tf.Rank.R0>(lossOf(batch, draw(64)), []),
        }),
        smallOperations: false,
        pairs: 10,
        batchSize: 4,
        epochs: 3,
        learningRate: 0.1,
      },
      context,
    );
    expect(state[0]?.dataSync()[0]).toBe(9);
    tf.dispose(state);
    return losses;
  }

  it.each(runtimes)('draws anew in every step and epoch, by the seed, on %s', async (runtime) => {
    const sum = (_batch: tf.Tensor1D, draw: tf.Tensor1D): tf.Tensor => tf.sum(draw);
    const losses = await told(runtime, sum);
    expect(new Set(losses).size).toBe(3);
    for (const mean of losses) expect(Math.abs(mean / 64 - 0.5)).toBeLessThan(0.15);
    expect(await told(runtime, sum)).toEqual(losses);
    expect(await told(runtime, sum, 8)).not.toEqual(losses);
  });

  it('draws and orders alike on every runtime', async () => {
    const mix = (batch: tf.Tensor1D, draw: tf.Tensor1D): tf.Tensor => {
      const places = tf.tensor1d(Array.from({ length: batch.size }, (_, at) => at + 1));
      return tf.add(tf.sum(draw), tf.sum(tf.mul(tf.cast(batch, 'float32'), places)));
    };
    const losses: number[][] = [];
    for (const runtime of runtimes) losses.push(await told(runtime, mix));
    for (const own of losses)
      own.forEach((loss, at) => expect(loss).toBeCloseTo(losses[0]![at]!, 3));
  });

  it.each(runtimes)(
    'goes through every interaction exactly once an epoch on %s',
    async (runtime) => {
      // Powers of two: in the sum over an epoch, short last batch included, every bit stands for one interaction.
      const powers = Array.from({ length: 10 }, (_, pair) => 2 ** pair);
      const mean = (batch: tf.Tensor1D): tf.Tensor =>
        tf.mean(tf.gather(tf.tensor1d(powers), batch));
      for (const loss of await told(runtime, mean)) expect(loss * 10).toBeCloseTo(1023, 3);
    },
  );
});

describe.each([
  [
    'NeuMF',
    { type: 'neumf', factors: 4, layers: [8, 4], epochs: 15, batchSize: 64, learningRate: 0.01 },
  ],
  ['Two towers', { type: 'twoTower', factors: 8, epochs: 15, batchSize: 32, learningRate: 0.01 }],
])('%s', (_, settings) => {
  async function fit(runtime: TestRuntime): Promise<{ model: Fitted; losses: number[] }> {
    const losses: number[] = [];
    const context = await fitContext(runtime, {
      progress: async (_done, _total, loss) => void (loss !== null && losses.push(loss)),
    });
    return { model: await fitRecommender(data, algorithm.parse(settings), context), losses };
  }

  it.each(runtimes)(
    'lowers its loss and finds the tastes planted in the data on %s',
    async (runtime) => {
      const { model, losses } = await fit(runtime);
      expect(losses).toHaveLength(15);
      expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.02);
      let [own, others] = [0, 0];
      for (let user = 3; user < data.users; user++) {
        const scores = await model.score([knownUser(data, user)]);
        scores.forEach((score, item) => {
          if (item % 3 === user % 3) own += score / 8;
          else others += score / 16;
        });
      }
      expect(own).toBeGreaterThan(others);
    },
  );

  it.skipIf(runtimes.length < 2)('learns captured what it learns step by step', async () => {
    const captured = await fit('native');
    const eager = await fit('cpu');
    captured.losses.forEach((loss, at) => expect(loss).toBeCloseTo(eager.losses[at]!, 3));
  });
});

describe('Two towers', () => {
  const settings = { type: 'twoTower', factors: 8, epochs: 30, batchSize: 32, learningRate: 0.01 };
  const fitted = async (): Promise<Fitted> =>
    fitRecommender(data, algorithm.parse(settings), await fitContext('cpu'));

  it('serve somebody new by features alone', async () => {
    const model = await fitted();
    for (const taste of [0, 1, 2]) {
      const features = Float32Array.from({ length: 3 }, (_, c) => (c === taste ? 1 : 0));
      const scores = await model.score([{ ...newUser([]), features }]);
      const mean = (group: number): number =>
        scores.reduce((sum, s, item) => sum + (item % 3 === group ? s / 8 : 0), 0);
      expect(mean(taste)).toBeGreaterThan(mean((taste + 1) % 3));
      expect(mean(taste)).toBeGreaterThan(mean((taste + 2) % 3));
    }
  });

  it('serve an item nobody has by its features', async () => {
    const model = await fitted();
    const scores = await model.score(
      Array.from({ length: 37 }, (_, at) => knownUser(data, at + 3)),
    );
    const of = (taste: number): number =>
      Array.from({ length: 37 }, (_, at) => at).reduce(
        (sum, at) => sum + ((at + 3) % 3 === taste ? scores[at * data.items + unbought]! : 0),
        0,
      );
    expect(of(unbought % 3)).toBeGreaterThan(of((unbought + 1) % 3));
    expect(of(unbought % 3)).toBeGreaterThan(of((unbought + 2) % 3));
  });

  it('explain a score by history and by features of both sides', async () => {
    const model = await fitted();
    const { contributions, score } = await model.explain(knownUser(data, 9), 3);
    const types = new Set(contributions.map((part) => part.type));
    expect([...types].sort()).toEqual(['embedding', 'history', 'itemFeature', 'userFeature']);
    const sum = contributions.reduce((total, part) => total + part.amount, 0);
    expect(sum).toBeCloseTo(score, 5);
  });

  it('follow a change of attributes at once', async () => {
    const model = await fitted();
    const user = knownUser(data, special.one);
    const [before, after] = await Promise.all(
      [user.features, Float32Array.of(0, 0, 1)].map((features) =>
        model.score([{ ...user, user: null, features }]),
      ),
    );
    expect(after).not.toEqual(before);
  });
});
