import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Crew } from '../../../../src-main/engine/compile/crew.ts';
import { compile } from '../../../../src-main/engine/compile/program.ts';
import { traceGraph } from '../../../../src-main/engine/compile/trace-graph.ts';
import { startCpu } from '../../../../src-main/engine/runtime/cpu.ts';
import { CompiledRunner } from '../../../../src-main/engine/train/compiled-runner.ts';
import {
  exampleMatrix,
  examplePlan,
  exampleSettings,
  exampleSpec,
  exampleState,
} from '../example-run.ts';
import { feedFor, matrix, options, runEpoch } from '../runner-epoch.ts';
import { buildCut, crew } from './every-kernel-cut.ts';

beforeAll(startCpu);
afterAll(() => crew.end());

const everything = examplePlan(
  exampleSpec({
    layers: [
      { type: 'dense', units: 37, activation: 'gelu', initialiser: 'heNormal', l1: 1e-4, l2: 1e-3 },
      { type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
      { type: 'dropout', rate: 0.3 },
      { type: 'dense', units: 19, activation: 'tanh', initialiser: 'heNormal', l1: 0, l2: 0 },
      { type: 'dropout', rate: 0.1 },
    ],
    output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  }),
  exampleSettings({ optimizer: { type: 'adamw' }, clipNorm: 0.1 }),
);
const classes = exampleMatrix(330, 8, 1, 3);
const runnerOf = (threads: boolean, state = exampleState(everything)) =>
  new CompiledRunner(everything, classes, options, state, 330, threads ? buildCut : undefined);

describe('A step shared by threads', () => {
  it('has the bits of one thread, whatever the net is made of', async () => {
    const [alone, together] = [runnerOf(false), runnerOf(true)];
    const want = await runEpoch(alone, everything);
    expect(await runEpoch(together, everything)).toEqual(want);
    expect(together.threads).toBe(3);
    alone.dispose();
    together.dispose();
  });

  it('read after every step and gone on with in another runner, ends with the bits of one never stopped', async () => {
    const whole = await runEpoch(runnerOf(false), everything);
    let state = exampleState(everything);
    for (let first = 0; first < 11; first++) {
      const runner = runnerOf(true, state);
      runner.beginEpoch(feedFor(everything));
      await runner.run({ first, count: 1, base: 0 });
      state = (await runner.read()).state;
      runner.dispose();
    }
    expect(state.parameters).toEqual(whole.parameters);
    expect(state.slots).toEqual(whole.slots);
    expect(state.moving).toEqual(whole.moving);
  });

  it('takes no more memory after 100,000 runs than after the first', () => {
    const graph = traceGraph([{ shape: [64], dtype: 'float32' }], ([x]) => [tf.add(x!, 1)]);
    const { shared, inputs } = compile(graph, 1, undefined, { kernel: 0, program: 0 });
    const take = (runs: number): number => {
      for (let i = 0; i < runs; i++) crew.run(shared!);
      return process.memoryUsage().rss;
    };
    const before = take(100);
    expect(take(100_000) - before).toBeLessThan(64 * 2 ** 20);
    expect([...inputs[0]!]).toEqual(Array(64).fill(100_100));
  }, 120_000);
});

/** Threads of this process, as Linux counts them. */
const threadsHere = (): number => readdirSync('/proc/self/task').length;

describe.runIf(existsSync('/proc/self/task'))('A crew', () => {
  it('leaves no thread behind', async () => {
    const before = threadsHere();
    const own = new Crew(3);
    expect(threadsHere()).toBeGreaterThan(before);
    await own.end();
    await expect.poll(threadsHere, { timeout: 10_000 }).toBe(before);
  });

  it('does not keep its process, whether its threads sleep or never had work', async () => {
    const source = new URL('../../../../src-main/engine/compile/crew.ts', import.meta.url).href;
    const program = `const { Crew } = await import(${JSON.stringify(source)}); new Crew(3); console.log('ready');`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', program],
      { timeout: 60_000 },
    );
    expect(stdout.trim()).toBe('ready');
  });
});

describe('Programs', () => {
  it('are told apart by the crew, forgotten and taken in again', () => {
    const programs = [1, 2, 3].map((by) =>
      compile(
        traceGraph([{ shape: [40], dtype: 'float32' }], ([x]) => [tf.add(x!, by)]),
        1,
        undefined,
        { kernel: 0, program: 0 },
      ),
    );
    for (let round = 0; round < 4; round++) {
      for (const { shared } of programs) {
        crew.run(shared!);
        if (round % 2 === 1) crew.forget(shared!);
      }
    }
    programs.forEach(({ inputs }, at) => expect(inputs[0]![39]).toBe(4 * (at + 1)));
  });

  it('of too little work are not shared', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const runner = new CompiledRunner(plan, matrix, options, exampleState(plan), 330);
    runner.prepare(330);
    expect(runner.threads).toBe(1);
  });
});
