import * as tf from '@tensorflow/tfjs-core';
import { algorithm } from '#shared/recommenders/index.ts';
import { neumfShape } from '#shared/recommenders/neumf-shape.ts';
import { createRandom } from '#shared/random/index.ts';
import { compiledRunner } from '../../../src-main/engine/recommenders/neural/compiled-runner.ts';
import { newDense } from '../../../src-main/engine/recommenders/neural/dense-part.ts';
import { newTable } from '../../../src-main/engine/recommenders/neural/embedding-table.ts';
import { neumfStep } from '../../../src-main/engine/recommenders/neural/neumf-net.ts';
import {
  capturedRunner,
  eagerRunner,
  type Job,
  type StepRunner,
} from '../../../src-main/engine/recommenders/neural/step-runners.ts';
import { twoTowerStep } from '../../../src-main/engine/recommenders/neural/two-tower-net.ts';
import type { ConfigOf } from '../../../src-main/engine/recommenders/recommender.ts';
import { caserNet } from '../../../src-main/engine/recommenders/sequence/caser-net.ts';
import { gruNet } from '../../../src-main/engine/recommenders/sequence/gru-net.ts';
import { drops, sasrecHidden } from '../../../src-main/engine/recommenders/sequence/sasrec-net.ts';
import { sasrecShape } from '#shared/recommenders/sequence-shapes.ts';
import {
  sequenceStep,
  type SequenceNet,
} from '../../../src-main/engine/recommenders/sequence/train-sequences.ts';
import { startNative } from '../../../src-main/engine/runtime/native.ts';
import { startWasm } from '../../../src-main/engine/runtime/wasm.ts';

/** Times one way of taking steps and prints its rows; see bench.ts. */
const way = process.argv[2];
const { native } = await (way === 'native' ? startNative() : startWasm());
const [users, items, pairs] = [4338, 3615, 60_000];
const { below } = createRandom(1);
const drawn = (count: number, limit: number): number[] =>
  Array.from({ length: count }, () => below(limit));
const pairUsers = drawn(pairs, users).sort((a, b) => a - b);
const pairItems = drawn(pairs, items);

type Case = { name: string; job: Job; state: () => tf.Tensor[]; size: number; many: boolean };

function neumf(): Case {
  const config = algorithm.parse({ type: 'neumf' }) as ConfigOf<'neumf'>;
  const shape = neumfShape(config);
  const known = new Uint8Array(users * items);
  pairUsers.forEach((user, at) => (known[user * items + pairItems[at]!] = 1));
  const feeds = [tf.tensor1d(pairUsers, 'int32'), tf.tensor1d(pairItems, 'int32')];
  const state = () => [
    newTable(users, shape.width, 0.05, 1),
    newTable(items, shape.width, 0.05, 2),
    ...newDense(shape.dense, 3),
  ];
  const job = {
    step: neumfStep({ items }, config, shape),
    feeds: [...feeds, tf.tensor1d(known, 'bool')],
    seed: 5,
  };
  const size = Math.round(config.batchSize / (1 + config.negatives));
  return { name: 'NeuMF', job, state, size, many: true };
}

function twoTower(): Case {
  const config = algorithm.parse({ type: 'twoTower' }) as ConfigOf<'twoTower'>;
  const pointer = new Int32Array(users + 1);
  for (const user of pairUsers) pointer[user + 1]! += 1;
  for (let user = 0; user < users; user++) pointer[user + 1]! += pointer[user]!;
  const feeds = [
    tf.tensor1d(pairUsers, 'int32'),
    tf.tensor1d(pairItems, 'int32'),
    tf.tensor1d(pointer, 'int32'),
    tf.fill<tf.Rank.R1>([items], Math.log(1 / items)),
  ];
  const table = (seed: number) => newTable(items, config.factors, 0.1, seed);
  const job = { step: twoTowerStep(config, { user: 0, item: 0 }), feeds, seed: 5 };
  const state = () => [table(1), table(2)];
  return { name: 'two towers', job, state, size: config.batchSize, many: false };
}

function sequences(name: string, net: SequenceNet, length: number): Case {
  const rows = 64;
  const grid = (values: number[]): tf.Tensor => tf.tensor2d(values, [rows, length], 'int32');
  const count = rows * length;
  const feeds = [grid(drawn(count, items)), grid(drawn(count, items))];
  feeds.push(grid(Array.from({ length: count }, () => 1)));
  feeds.push(grid(Array.from({ length: count }, (_, at) => at % length)));
  const step = sequenceStep({ loss: 'softmax', negatives: 0, dropout: 0.2 }, net, items);
  const state = () => newDense(net.dense, 3);
  return { name, job: { step, feeds, seed: 5 }, state, size: 16, many: false };
}

function cases(): (() => Case)[] {
  const length = 50;
  const sasrec = algorithm.parse({ type: 'sasrec', maxLength: length }) as ConfigOf<'sasrec'>;
  const shape = sasrecShape(sasrec, items);
  const attention: SequenceNet = {
    ...{ width: shape.width, dense: shape.dense, drops: drops(shape.blocks) },
    hidden: (flat, places, drop) => sasrecHidden(shape, flat, places, drop),
  };
  const gru = algorithm.parse({ type: 'gru4rec', maxLength: length }) as ConfigOf<'gru4rec'>;
  const caser = algorithm.parse({ type: 'caser', maxLength: length }) as ConfigOf<'caser'>;
  return [
    neumf,
    twoTower,
    () => sequences('SASRec', attention, length),
    () => sequences('GRU4Rec', gruNet(gru, items), length),
    () => sequences('Caser', caserNet(caser, items), length),
  ];
}

function runnerOf({ job, state, size, many }: Case): StepRunner {
  if (way === 'compiled') return compiledRunner(job, state(), size);
  if (way === 'wasm') return eagerRunner(job);
  const execution = many ? 'compiled' : 'interpreted';
  return capturedRunner(native!, job, { execution, maxSteps: 1024 });
}

const found = [];
for (const make of cases()) {
  const item = make();
  const started = performance.now();
  const runner = runnerOf(item);
  const compiling = performance.now() - started;
  const count = way === 'wasm' ? 2 : item.name === 'NeuMF' ? 200 : 12;
  const steps = count * 3 + 1;
  const rows = item.job.feeds.length === 4 && item.name !== 'two towers' ? 64 : pairs;
  const order = tf.tensor2d(drawn(steps * item.size, rows), [steps, item.size], 'int32');
  const rates = tf.fill<tf.Rank.R1>([steps], 0.001);
  runner.enter(item.state());
  await runner.run({ order, rates }, { base: 0, first: 0, count });
  let best = Infinity;
  for (let round = 1; round < 3; round++) {
    const before = process.cpuUsage();
    await runner.run({ order, rates }, { base: 0, first: round * count, count });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000 / count);
  }
  found.push({ name: item.name, milliseconds: best, compiling });
}
console.log(JSON.stringify(found));
process.exit(0);
