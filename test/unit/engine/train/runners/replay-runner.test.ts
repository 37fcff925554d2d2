import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startNative } from '../../../../../src-main/engine/runtime/native.ts';
import type { NativeBackend } from '../../../../../src-main/engine/runtime/runtime.ts';
import { EagerRunner } from '../../../../../src-main/engine/train/runners/eager-runner.ts';
import { ReplayRunner } from '../../../../../src-main/engine/train/runners/replay-runner.ts';
import type { StepPlan } from '../../../../../src-main/engine/train/step/step.ts';
import { examplePlan, exampleSettings, exampleSpec, exampleState } from '../../example-run.ts';
import { expectClose, feedFor, matrix, options, runEpoch } from '../../runner-epoch.ts';

let native: NativeBackend;
beforeAll(async () => {
  const runtime = await startNative();
  if (!runtime.native) throw new Error('the native runtime has a backend');
  native = runtime.native;
});

const optimizers = [
  { type: 'sgd' },
  { type: 'momentum', nesterov: true },
  { type: 'rmsprop' },
  { type: 'adam' },
  { type: 'adamw' },
];

describe.each(['interpreted', 'compiled'] as const)('A replayed step, %s', (execution) => {
  const replayOf = (plan: StepPlan, chosen = options): ReplayRunner =>
    new ReplayRunner(native, plan, matrix, { ...chosen, execution }, exampleState(plan));

  it.each(optimizers)('agrees with the eager one over an epoch: %o', async (optimizer) => {
    const plan = examplePlan(exampleSpec(), exampleSettings({ optimizer }));
    const eager = new EagerRunner(plan, matrix, options, exampleState(plan));
    const replay = replayOf(plan);
    const want = await runEpoch(eager, plan);
    const got = await runEpoch(replay, plan);
    expectClose(got.metrics, want.metrics, 2e-5);
    expectClose(got.parameters, want.parameters, 2e-4);
    expectClose(got.gradient, want.gradient, 2e-4);
    got.slots.forEach((slot, i) => expectClose(slot, want.slots[i] ?? null, 2e-4));
    eager.dispose();
    replay.dispose();
  });

  it('gives the same bits whatever the sizes of its chunks', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const at = async (counts: number[]) => {
      const runner = replayOf(plan);
      runner.beginEpoch(feedFor(plan));
      let first = 0;
      for (const count of counts) {
        await runner.run({ first, count, base: 0 });
        first += count;
      }
      const { state } = await runner.read();
      runner.dispose();
      return state;
    };
    const want = await at([1, 4, 5, 1]);
    expect(await at([10, 1])).toEqual(want);
    expect(await at([11])).toEqual(want);
    expect(await at([7, 4])).toEqual(want);
  });

  it('takes all rows as one batch where there are fewer than a batch', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const few = { ...options, batchSize: 512 };
    const eager = new EagerRunner(plan, matrix, few, exampleState(plan));
    const replay = replayOf(plan, few);
    const [want, got] = await Promise.all(
      [eager, replay].map(async (runner) => {
        runner.beginEpoch(feedFor(plan));
        const metrics = await runner.run({ first: 0, count: 1, base: 0 });
        return { metrics, ...(await runner.read()).state };
      }),
    );
    expectClose(got?.metrics ?? null, want?.metrics ?? null, 2e-5);
    expectClose(got?.parameters ?? null, want?.parameters ?? null, 2e-4);
    eager.dispose();
    replay.dispose();
  });

  it('holds no more tensors after 100,000 steps than after the first chunks', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const runner = replayOf(plan);
    runner.beginEpoch({ ...feedFor(plan), rates: new Float32Array(2 * 11) });
    const take = async (chunks: number): Promise<[number, number]> => {
      for (let i = 0; i < chunks; i++) await runner.run({ first: 0, count: 10, base: i * 10 });
      return [tf.memory().numTensors, native.binding.getNumOfTensors()];
    };
    const before = await take(3);
    expect(await take(10_000)).toEqual(before);
    runner.dispose();
  });

  it('leaves no tensor behind', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const before = tf.memory().numTensors;
    const models = native.binding.getNumOfSavedModels();
    const runner = replayOf(plan);
    await runEpoch(runner, plan);
    runner.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(native.binding.getNumOfSavedModels()).toBe(models);
  });
});
