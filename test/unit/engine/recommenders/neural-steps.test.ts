import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { neumfShape } from '#shared/recommenders/neumf-shape.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import { newDense } from '../../../../src-main/engine/recommenders/neural/dense-part.ts';
import {
  adamRate,
  newTable,
} from '../../../../src-main/engine/recommenders/neural/embedding-table.ts';
import { neumfStep } from '../../../../src-main/engine/recommenders/neural/neumf-net.ts';
import { stepExecution } from '../../../../src-main/engine/recommenders/neural/step-execution.ts';
import {
  capturedRunner,
  eagerRunner,
  type StepRunner,
} from '../../../../src-main/engine/recommenders/neural/step-runners.ts';
import type { ConfigOf } from '../../../../src-main/engine/recommenders/recommender.ts';
import { testRuntimes, useRuntime } from './test-runtimes.ts';

const [users, items, batch, steps] = [30, 90, 6, 8];

it('A NeuMF step learns the same compiled, interpreted with tables written in place, and eagerly', async (test) => {
  test.skip(!(await testRuntimes()).includes('native'), 'the native engine is not here');
  const { native } = await useRuntime('native');
  const config = algorithm.parse({
    type: 'neumf',
    factors: 4,
    layers: [12, 6],
  }) as ConfigOf<'neumf'>;
  const shape = neumfShape(config);
  const job = {
    step: neumfStep({ items }, config, shape),
    feeds: [
      tf.tensor1d(
        Array.from({ length: 60 }, (_, pair) => pair % users),
        'int32',
      ),
      tf.tensor1d(
        Array.from({ length: 60 }, (_, pair) => (pair * 7) % items),
        'int32',
      ),
    ],
    seed: 5,
  };
  const order = Array.from({ length: steps * batch }, (_, at) => (at * 11) % 60);
  const batches = {
    order: tf.tensor2d(order, [steps, batch], 'int32'),
    rates: tf.tensor1d(Array.from({ length: steps }, (_, at) => adamRate(0.01, at + 1))),
  };
  const learnt = async (runner: StepRunner): Promise<Float32Array[]> => {
    runner.enter([
      newTable(users, shape.width, 0.05, 1),
      newTable(items, shape.width, 0.05, 2),
      ...newDense(shape.dense, 3),
    ]);
    // In two calls, so that the second goes on from what the first gave.
    for (const [first, count] of [
      [0, 5],
      [5, 3],
    ] as const)
      await runner.run(batches, { base: 0, first, count });
    const state = runner.leave();
    runner.dispose();
    return state.map((tensor) => Float32Array.from(tensor.dataSync<'float32'>()));
  };
  const eager = await learnt(eagerRunner(job));
  for (const execution of ['compiled', 'interpreted'] as const) {
    const got = await learnt(capturedRunner(native!, job, { execution, maxSteps: steps }));
    got.forEach((values, part) =>
      values.forEach((value, at) => expect(value).toBeCloseTo(eager[part]![at]!, 5)),
    );
  }
});

it('Steps are compiled where many small ones win back the time that compiling takes', () => {
  const fit = { smallOperations: true, stateBytes: 4e6, steps: 20_000, onGpu: false };
  expect(stepExecution(fit)).toBe('compiled');
  expect(stepExecution({ ...fit, steps: 100 })).toBe('interpreted');
  expect(stepExecution({ ...fit, stateBytes: 1e9 })).toBe('interpreted');
  expect(stepExecution({ ...fit, smallOperations: false })).toBe('interpreted');
  expect(stepExecution({ ...fit, onGpu: true })).toBe('interpreted');
});
