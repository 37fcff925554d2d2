import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Crew } from '../../../../../src-main/engine/compile/run/crew.ts';
import { compile } from '../../../../../src-main/engine/compile/program.ts';
import { traceGraph } from '../../../../../src-main/engine/compile/lower/trace-graph.ts';
import { moduleBytes } from '../../../../../src-main/engine/compile/wasm/wasm-module.ts';
import { startCpu } from '../../../../../src-main/engine/runtime/cpu.ts';
import { CompiledRunner } from '../../../../../src-main/engine/train/runners/compiled-runner.ts';
import {
  exampleMatrix,
  examplePlan,
  exampleSettings,
  exampleSpec,
  exampleState,
} from '../../example-run.ts';
import { feedFor, matrix, options, runEpoch } from '../../runner-epoch.ts';
import { buildCut, crew, nothing } from '../every-kernel-cut.ts';

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

const adding = (by: number, size = 40) =>
  compile(
    traceGraph([{ shape: [size], dtype: 'float32' }], ([x]) => [tf.add(x!, by)]),
    1,
    undefined,
    { kernel: 0, program: 0 },
  );

describe.runIf(existsSync('/proc/self/task'))('A crew', () => {
  it('leaves no thread behind when it is ended, or has no program left', async () => {
    const before = threadsHere();
    const own = new Crew(3);
    const { shared, inputs } = adding(1);
    for (const end of [() => own.forget(shared!), () => void own.end()]) {
      own.run(shared!);
      expect(threadsHere()).toBeGreaterThan(before);
      end();
      await expect.poll(threadsHere, { timeout: 10_000 }).toBe(before);
    }
    expect(inputs[0]![39]).toBe(2);
  });

  it.each([
    { name: 'when it has no other', held: [] },
    { name: 'while it holds another', held: [adding(1)] },
  ])('holds no memory of programs that were forgotten, $name', async ({ held }) => {
    const own = new Crew(2);
    for (const { shared } of held) own.run(shared!);
    const take = async (programs: number): Promise<number> => {
      for (let i = 0; i < programs; i++) {
        const { shared } = adding(1, 2_000_000);
        own.run(shared!);
        own.forget(shared!);
        // Large arrays have the garbage of this thread collected.
        for (let j = 0; j < 8; j++) new Float32Array(2_000_000).fill(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return process.memoryUsage().rss;
    };
    const before = await take(4);
    expect((await take(40)) - before).toBeLessThan(150 * 2 ** 20);
    for (const { shared, inputs } of held) {
      own.run(shared!);
      expect(inputs[0]![39]).toBe(2);
    }
    await own.end();
  });

  it('does not keep its process, whether its threads sleep or never had work', async () => {
    const crewFile = new URL('../../../../../src-main/engine/compile/run/crew.ts', import.meta.url)
      .href;
    const bytes = moduleBytes(nothing, true).join();
    const program = `
      const { Crew } = await import(${JSON.stringify(crewFile)});
      const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      const module = new WebAssembly.Module(Uint8Array.of(${bytes}));
      const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
      new Crew(3);
      new Crew(3).run({ module, memory, run });
      console.log('ready');`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', program],
      { timeout: 60_000 },
    );
    expect(stdout.trim()).toBe('ready');
  });

  it('runs everything on the asking thread where no thread can be started', async () => {
    const crewFile = new URL('../../../../../src-main/engine/compile/run/crew.ts', import.meta.url)
      .href;
    const program = `
      const { Crew } = await import(${JSON.stringify(crewFile)});
      const own = new Crew(3);
      const runs = [];
      for (let i = 0; i < 2; i++) own.run({ run: (...parts) => runs.push(parts) });
      console.log(JSON.stringify({ runs, threads: own.threads }));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--permission', '--allow-fs-read=*', '--input-type=module', '-e', program],
      { timeout: 60_000 },
    );
    expect(JSON.parse(stdout)).toEqual({
      runs: [
        [0, 1],
        [0, 1],
      ],
      threads: 1,
    });
  });
});

describe('Programs', () => {
  it('are told apart by the crew, forgotten and taken in again', () => {
    const programs = [1, 2, 3].map((by) => adding(by));
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
