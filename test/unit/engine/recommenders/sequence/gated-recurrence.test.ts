import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gatedRecurrence } from '../../../../../src-main/engine/recommenders/sequence/gated-recurrence.ts';
import { testRuntimes, useRuntime } from '../test-runtimes.ts';

type Golden = Record<'states' | 'inputs' | 'kernel', number[][]> & { bias: number[] };
const golden = JSON.parse(
  readFileSync(new URL('../../../../golden/sequence/gru.json', import.meta.url), 'utf8'),
) as Golden;

const width = 4;
function made(shift: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => 0.6 * Math.sin(1.3 * at + shift));
}

it.each(await testRuntimes())(
  'A GRU over packed rows has the states and gradients of PyTorch’s over each sequence on %s',
  async (runtime) => {
    await useRuntime(runtime);
    // A row of its own, empty places at its end, must change nothing.
    const segments = tf.tensor2d([1, 1, 1, 1, 2, 2, 2, 1, 1, 0, 0, 0, 0, 0], [2, 7], 'int32');
    const inputs = tf.tensor2d([...made(0.1, 84), ...made(4, 84)], [14, 12]);
    const kernel = tf.tensor2d(made(0.7, 48), [4, 12]);
    const bias = tf.tensor1d(made(1.1, 12));
    const down = tf.tensor2d([...made(1.9, 28), ...new Array<number>(28).fill(0)], [14, 4]);
    let states: number[][] = [];
    const { grads } = tf.valueAndGrads((x, u, b) => {
      const out = gatedRecurrence(x as tf.Tensor2D, u as tf.Tensor2D, b as tf.Tensor1D, segments);
      states = out.arraySync();
      return tf.sum(tf.mul(out, down));
    })([inputs, kernel, bias]);
    expectNear(states.slice(0, 7).flat(), golden.states.flat());
    const [ofInputs, ofKernel, ofBias] = grads.map((gradient) => [...gradient.dataSync()]);
    expectNear(ofInputs!.slice(0, 7 * 3 * width), golden.inputs.flat());
    expect(ofInputs!.slice(7 * 3 * width).every((value) => value === 0)).toBe(true);
    expectNear(ofKernel!, golden.kernel.flat());
    expectNear(ofBias!, golden.bias);
  },
);

function expectNear(got: readonly number[], wanted: readonly number[]): void {
  expect(got.length).toBe(wanted.length);
  wanted.forEach((value, at) => expect(got[at]).toBeCloseTo(value, 5));
}
