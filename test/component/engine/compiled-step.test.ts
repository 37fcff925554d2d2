import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildAlone,
  pacedRun,
  type Build,
} from '../../../src-main/engine/compile/run/paced-run.ts';
import { compile } from '../../../src-main/engine/compile/program.ts';
import { CompiledRunner } from '../../../src-main/engine/train/runners/compiled-runner.ts';
import { EagerRunner } from '../../../src-main/engine/train/runners/eager-runner.ts';
import {
  exampleMatrix,
  examplePlan,
  exampleSettings,
  exampleSpec,
  exampleState,
} from '../../unit/engine/example-run.ts';
import { expectClose, options, runEpoch } from '../../unit/engine/runner-epoch.ts';

const plan = examplePlan(exampleSpec(), exampleSettings({ optimizer: { type: 'adam' } }));
const matrix = exampleMatrix(330, 8);
const state = () => exampleState(plan);
const plain: Build = (graph, carried) => {
  const program = compile(graph, carried, false);
  return { program, paced: pacedRun(program, () => null) };
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('In Chromium', () => {
  it.each([
    ['with products and sums rounded once where the processor can', buildAlone],
    ['without: 128-bit vectors alone', plain],
  ])('an epoch of a compiled step is that of tfjs step by step, %s', async (_, build) => {
    const eager = await runEpoch(new EagerRunner(plan, matrix, options, state()), plan);
    const made = () => new CompiledRunner(plan, matrix, options, state(), 330, build);
    const compiled = await runEpoch(made(), plan);
    expectClose(compiled.metrics, eager.metrics, 3e-5);
    expectClose(compiled.parameters, eager.parameters, 2e-4);
    compiled.slots.forEach((slot, at) => expectClose(slot, eager.slots[at] ?? null, 3e-4));
    // And again, bit for bit.
    expect(await runEpoch(made(), plan)).toEqual(compiled);
  });
});
