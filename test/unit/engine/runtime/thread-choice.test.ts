import { describe, expect, it } from 'vitest';
import {
  bestChoice,
  choicesFor,
  probes,
  stepTimes,
  threadEnvironment,
  usualChoice,
} from '../../../../src-main/engine/runtime/thread-choice.ts';

const [one, two] = [
  { threads: 1, oneDnn: false, gpu: false },
  { threads: 2, oneDnn: true, gpu: false },
];
const measured = [
  { choice: one, stepMs: [0.04, 0.16, 4.8] },
  { choice: two, stepMs: [0.05, 0.24, 3.5] },
];

describe('The choice of threads', () => {
  it('goes by the probe nearest to the step’s work', () => {
    expect(bestChoice(measured, 32 * 4000)).toEqual(one);
    expect(bestChoice(measured, 1024 * 270_000)).toEqual(two);
    expect(bestChoice(measured, probes[1].work)).toEqual(one);
  });

  it('without work weighs every probe alike', () => {
    expect(bestChoice(measured, null)).toEqual(one);
    expect(bestChoice([], null)).toBeNull();
  });

  it('is followed by one between TensorFlow at its best and WebAssembly, at the nearest probe', () => {
    const compiled = [0.02, 0.17, 47];
    expect(stepTimes(measured, compiled, 32 * 4000)).toEqual({ native: 0.04, wasm: 0.02 });
    expect(stepTimes(measured, compiled, 1024 * 270_000)).toEqual({ native: 3.5, wasm: 47 });
    expect(stepTimes(measured, [], 32 * 4000)).toBeNull();
    expect(stepTimes([], compiled, 32 * 4000)).toBeNull();
  });

  it('tries one thread, half and all, with and without oneDNN', () => {
    expect(choicesFor(8, false).map(({ threads }) => threads)).toEqual([1, 1, 4, 4, 8, 8]);
    expect(choicesFor(1, false).length).toBe(2);
    expect(threadEnvironment(two)).toMatchObject({
      TF_NUM_INTRAOP_THREADS: '2',
      TF_ENABLE_ONEDNN_OPTS: '1',
    });
  });

  it('tries the GPU once where there is one, and hides it from TensorFlow for every other choice', () => {
    const choices = choicesFor(4, true);
    expect(choices.filter(({ gpu }) => gpu).length).toBe(1);
    for (const choice of choices) {
      const hidden = threadEnvironment(choice).CUDA_VISIBLE_DEVICES;
      expect(hidden).toBe(choice.gpu ? undefined : '-1');
    }
  });

  it('without measurements is one thread for small steps and every core for large ones', () => {
    expect(usualChoice(8, 32 * 4000)).toEqual({ threads: 1, oneDnn: false });
    expect(usualChoice(8, null)).toEqual({ threads: 1, oneDnn: false });
    expect(usualChoice(8, probes[2].work)).toEqual({ threads: 8, oneDnn: true });
  });
});
