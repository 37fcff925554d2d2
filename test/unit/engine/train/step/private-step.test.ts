import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { activation, modelSpec, type ModelSpec } from '#shared/model/net/model-spec.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { createRandom } from '#shared/random/index.ts';
import { startNative } from '../../../../../src-main/engine/runtime/native.ts';
import type { NativeBackend } from '../../../../../src-main/engine/runtime/runtime.ts';
import { CompiledRunner } from '../../../../../src-main/engine/train/runners/compiled-runner.ts';
import { EagerRunner } from '../../../../../src-main/engine/train/runners/eager-runner.ts';
import { optimizerRule } from '../../../../../src-main/engine/train/step/optimizers.ts';
import { noiseKeys, poissonRows } from '../../../../../src-main/engine/train/step/poisson-rows.ts';
import { normalsOf, privateStep } from '../../../../../src-main/engine/train/step/private-step.ts';
import { ReplayRunner } from '../../../../../src-main/engine/train/runners/replay-runner.ts';
import type { StepRunner } from '../../../../../src-main/engine/train/runners/step-runner.ts';
import {
  trainStep,
  type StepNoise,
  type StepPlan,
} from '../../../../../src-main/engine/train/step/step.ts';
import {
  exampleMatrix,
  examplePlan,
  exampleSettings,
  exampleSpec,
  exampleState,
  rowRange,
} from '../../example-run.ts';
import { expectClose } from '../../runner-epoch.ts';

let native: NativeBackend;
beforeAll(async () => {
  const runtime = await startNative();
  if (!runtime.native) throw new Error('the native runtime has a backend');
  native = runtime.native;
});

const sgd = (spec: ModelSpec, classWeights: number[] | null = null): StepPlan => ({
  ...{ spec, layout: layoutOf(spec), rule: optimizerRule({ type: 'sgd' }) },
  ...{ clipNorm: null, classWeights },
});
type Rows = { x: number[][]; y: number[][]; drawn?: number[] };

/** By how much a step without noise moves the weights at rate 1: the sum of the clipped gradients over `batch`; and its metrics. */
function stepOf(plan: StepPlan, parameters: Float32Array, rows: Rows, noise: StepNoise) {
  return tf.tidy(() => {
    const n = rows.x.length;
    const state = {
      parameters: tf.tensor1d(parameters),
      slots: [],
      moving: null,
      gradient: tf.zeros<tf.Rank.R1>([1]),
    };
    const { state: next, metrics } = privateStep(plan, noise, state, {
      ...{ x: tf.tensor2d(rows.x), y: tf.tensor2d(rows.y), draws: null },
      rates: [tf.scalar(1), tf.scalar(0)],
      drawn: tf.tensor1d(rows.drawn ?? Array.from({ length: n }, () => 1)),
      normal: tf.zeros([normalsOf(plan.layout)]),
    });
    return {
      gradient: next.gradient!.dataSync<'float32'>().slice(),
      metrics: metrics.dataSync<'float32'>().slice(),
    };
  });
}

/** The gradient of one row by itself, by automatic differentiation through the weights. */
function rowGradient(plan: StepPlan, parameters: Float32Array, x: number[], y: number[]) {
  return tf.tidy(() => {
    const state = {
      parameters: tf.tensor1d(parameters),
      slots: [],
      moving: null,
      gradient: tf.zeros<tf.Rank.R1>([1]),
    };
    const input = { x: tf.tensor2d([x]), y: tf.tensor2d([y]), draws: null };
    const { state: next, metrics } = trainStep(plan, state, {
      ...input,
      rates: [tf.scalar(1), tf.scalar(0)],
    });
    const [loss = 0, score = 0] = metrics.dataSync<'float32'>();
    return { gradient: next.gradient!.dataSync<'float32'>().slice(), loss, score };
  });
}

describe('the clipped sum of a private step', () => {
  it('is the one that Opacus makes, norm by norm', () => {
    const oracle = z
      .object({
        ...{
          net: z.array(z.number()),
          C: z.number(),
          x: z.array(z.array(z.number())),
          y: z.array(z.number()),
        },
        ...{
          params: z.array(z.unknown()),
          norms: z.array(z.number()),
          clipped_sum: z.array(z.unknown()),
        },
      })
      .parse(
        JSON.parse(
          readFileSync(
            join(import.meta.dirname, '../../../../golden/privacy/clipped-softmax.json'),
            'utf8',
          ),
        ),
      );
    const [inputs = 0, units = 0, classes = 0] = oracle.net;
    const plan = sgd(
      modelSpec.parse({
        inputs,
        layers: [{ type: 'dense', units, activation: 'relu' }],
        output: { units: classes, activation: 'softmax', loss: 'categoricalCrossentropy' },
      }),
    );
    const parameters = flatOf(oracle.params);
    const y = oracle.y.map((label) =>
      Array.from({ length: classes }, (_, at) => Number(at === label)),
    );
    const noise = { clip: oracle.C, multiplier: 0, batch: 1 };
    const { gradient } = stepOf(plan, parameters, { x: oracle.x, y }, noise);
    expectClose(gradient, flatOf(oracle.clipped_sum), 1e-5);
    for (const [at, norm] of oracle.norms.entries()) {
      const alone = stepOf(
        plan,
        parameters,
        { x: [oracle.x[at]!], y: [y[at]!] },
        { ...noise, clip: 1000 },
      );
      expect(Math.hypot(...alone.gradient) / norm).toBeCloseTo(1, 5);
    }
  });

  it.each(activation.options.flatMap((name, at) => [[name, at]] as const))(
    'is that of rows differentiated one by one: %s',
    (name, seed) => {
      const random = createRandom(seed + 1);
      const output = [
        { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
        { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
        { units: 2, activation: 'linear', loss: 'meanSquaredError' },
      ][seed % 3]!;
      const spec = modelSpec.parse({
        ...{ inputs: 5, output },
        layers: [
          { type: 'dense', units: 7, activation: name },
          { type: 'dense', units: 4, activation: name },
        ],
      });
      const plan = sgd(
        spec,
        seed % 2 === 0 && output.units !== 2
          ? [0.5, 2, 1].slice(0, Math.max(2, output.units))
          : null,
      );
      const parameters = exampleState(plan, seed).parameters;
      const x = Array.from({ length: 12 }, () =>
        Array.from({ length: 5 }, () => 6 * random.next() - 3),
      );
      const y = x.map(() =>
        output.units === 3
          ? [0, 1, 2].map((unit, _, all) => Number(unit === all[seed % 3]))
          : Array.from({ length: output.units }, () => random.below(2)),
      );
      const drawn = x.map((_, at) => Number(at % 4 !== 3));
      const clip = 0.8;
      const want = new Float64Array(plan.layout.trainableSize);
      let [losses, scores] = [0, 0];
      for (const [at, row] of x.entries()) {
        if (drawn[at] === 0) continue;
        const one = rowGradient(plan, parameters, row, y[at]!);
        const factor = Math.min(1, clip / Math.hypot(...one.gradient));
        one.gradient.forEach((value, i) => (want[i]! += factor * value));
        const plain = rowGradient({ ...plan, classWeights: null }, parameters, row, y[at]!);
        losses += Math.min(4, plain.loss);
        scores += Math.min(4, plain.score);
      }
      const { gradient, metrics } = stepOf(
        plan,
        parameters,
        { x, y, drawn },
        { clip, multiplier: 0, batch: 10 },
      );
      expectClose(
        gradient,
        Float32Array.from(want, (value) => value / 10),
        2e-6,
      );
      expect(metrics[0]).toBeCloseTo(losses / 10, 4);
      expect(metrics[1]).toBeCloseTo(scores / 10, 4);
    },
  );

  it('changes with one row more by the clipping norm at most, however long its gradient', () => {
    const plan = sgd(
      exampleSpec({ layers: [{ type: 'dense', units: 6, activation: 'relu' }] } as never, 3),
    );
    const parameters = exampleState(plan, 3).parameters;
    const x = [
      [1, 2, 3],
      [1e4, -1e4, 1e4],
    ];
    const noise = { clip: 0.5, multiplier: 0, batch: 1 };
    const normOf = (label: number): number => {
      const y = [[1], [label]];
      const both = stepOf(plan, parameters, { x, y }, noise).gradient;
      const one = stepOf(plan, parameters, { x, y, drawn: [1, 0] }, noise).gradient;
      return Math.hypot(...both.map((value, at) => value - one[at]!));
    };
    // The net is sure of such a row: one of both labels is a large mistake.
    const norm = Math.max(normOf(0), normOf(1));
    expect(norm).toBeLessThanOrEqual(0.5 * (1 + 1e-5));
    expect(norm).toBeGreaterThan(0.4);
  });

  it('leaves what penalties say of the weights outside of clipping and noise', () => {
    const penalised = (l2: number) =>
      sgd(
        exampleSpec({ layers: [{ type: 'dense', units: 6, activation: 'tanh', l2 }] } as never, 3),
      );
    const parameters = exampleState(penalised(0), 3).parameters;
    const empty = { x: [[1, 2, 3]], y: [[1]], drawn: [0] };
    const { gradient } = stepOf(penalised(0.25), parameters, empty, {
      clip: 1,
      multiplier: 0,
      batch: 1,
    });
    expectClose(
      gradient.slice(0, 18),
      parameters.slice(0, 18).map((value) => value * 0.5),
      1e-6,
    );
    expect(Math.hypot(...gradient.slice(18))).toBe(0);
  });
});

const matrix = exampleMatrix(330, 8);
const private_ = (multiplier: number): StepPlan => ({
  ...examplePlan(exampleSpec(), exampleSettings()),
  noise: { clip: 1, multiplier, batch: 33 },
});
const options = { batchSize: 64, seed: 11, keepGradient: true };
function feedOf(plan: StepPlan, steps: number, rate = 0.1) {
  const rates = new Float32Array(2 * steps);
  for (let step = 0; step < steps; step++) rates.set(plan.rule.rates(0.01, step + 1), step * 2);
  const { order, counts } = poissonRows(rowRange(0, 330), { rate, capacity: 64 }, steps);
  return { order, rates, drawn: { counts, keys: noiseKeys(steps) } };
}

const compiled = (plan: StepPlan) =>
  new CompiledRunner(plan, matrix, options, exampleState(plan), options.batchSize);

describe('private steps, replayed and compiled', () => {
  it('agree with the eager ones where there is no noise', async () => {
    const plan = private_(0);
    const feed = feedOf(plan, 20);
    const run = async (runner: StepRunner) => {
      runner.beginEpoch(feed);
      const metrics = new Float32Array([
        ...(await runner.run({ first: 0, count: 12, base: 0 })),
        ...(await runner.run({ first: 12, count: 8, base: 0 })),
      ]);
      const { state, gradient } = await runner.read();
      runner.dispose();
      return { metrics, ...state, gradient };
    };
    const want = await run(new EagerRunner(plan, matrix, options, exampleState(plan)));
    const got = await run(
      new ReplayRunner(
        native,
        plan,
        matrix,
        { ...options, execution: 'interpreted' },
        exampleState(plan),
      ),
    );
    expectClose(got.metrics, want.metrics, 5e-4);
    expectClose(got.parameters, want.parameters, 2e-4);
    expectClose(got.gradient, want.gradient, 2e-4);
    const made = await run(compiled(plan));
    expectClose(made.metrics, want.metrics, 5e-4);
    expectClose(made.parameters, want.parameters, 2e-4);
    expectClose(made.gradient, want.gradient, 2e-4);
  });

  it.each(['replayed', 'compiled', 'eager'])(
    'carry normal noise of the size that was asked for, new in every step: %s',
    async (way) => {
      const plan = private_(2);
      const make = (): StepRunner =>
        way === 'eager'
          ? new EagerRunner(plan, matrix, options, exampleState(plan))
          : way === 'compiled'
            ? compiled(plan)
            : new ReplayRunner(
                native,
                plan,
                matrix,
                { ...options, execution: 'interpreted' },
                exampleState(plan),
              );
      const runner = make();
      // Nobody is drawn: what is left is noise alone.
      runner.beginEpoch(feedOf(plan, 40, 0));
      const seen: Float32Array[] = [];
      for (let step = 0; step < 40; step++) {
        await runner.run({ first: step, count: 1, base: 0 });
        seen.push((await runner.read()).gradient!);
      }
      runner.dispose();
      const all = seen.flatMap((one) => [...one]);
      const deviation = (2 * Math.sqrt(1.02)) / 33;
      const scaled = all.map((value) => value / deviation);
      const mean = scaled.reduce((a, b) => a + b, 0) / all.length;
      const square = scaled.reduce((a, b) => a + b * b, 0) / all.length;
      const fourth = scaled.reduce((a, b) => a + b ** 4, 0) / all.length;
      expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(all.length));
      expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / all.length));
      expect(Math.abs(fourth - 3)).toBeLessThan(5 * Math.sqrt(96 / all.length));
      for (const [at, one] of seen.slice(1).entries()) {
        const product =
          one.reduce((sum, value, i) => sum + value * seen[at]![i]!, 0) / deviation ** 2;
        expect(Math.abs(product)).toBeLessThan(6 * Math.sqrt(one.length));
      }
    },
  );
});

describe('the rows of private steps', () => {
  it('are each drawn by themselves with the chance that was asked for', () => {
    const steps = 4000;
    const rows = rowRange(100, 300);
    const { order, counts } = poissonRows(rows, { rate: 0.08, capacity: 60 }, steps);
    const taken = new Float64Array(300);
    for (let step = 0; step < steps; step++) {
      const own = order.subarray(step * 60, step * 60 + counts[step]!);
      expect(new Set(own).size).toBe(own.length);
      for (const row of own) taken[row]! += 1;
    }
    expect(taken.slice(0, 100).every((count) => count === 0)).toBe(true);
    const [mean, variance] = [steps * 0.08, steps * 0.08 * 0.92];
    const statistic = taken
      .slice(100)
      .reduce((sum, count) => sum + (count - mean) ** 2 / variance, 0);
    expect(Math.abs(statistic - 200)).toBeLessThan(5 * Math.sqrt(400));
    const sizes = counts.reduce((sum, count) => sum + (count - 16) ** 2, 0) / steps;
    expect(Math.abs(sizes / (200 * 0.08 * 0.92) - 1)).toBeLessThan(0.12);
  });

  it('are all of them at rate 1, and never more than there is room for', () => {
    expect([...poissonRows(rowRange(0, 5), { rate: 1, capacity: 5 }, 1).order]).toEqual([
      0, 1, 2, 3, 4,
    ]);
    expect([...poissonRows(rowRange(0, 500), { rate: 0.5, capacity: 20 }, 3).counts]).toEqual([
      20, 20, 20,
    ]);
  });
});

/** Weights [out][in] and biases, layer by layer, as a flat vector has them: [in][out], then biases. */
function flatOf(layers: readonly unknown[]): Float32Array {
  const matrices = z
    .array(z.union([z.array(z.array(z.number())), z.array(z.number())]))
    .parse(layers);
  return Float32Array.from(
    matrices.flatMap((one) => {
      const rows = one.filter((row) => Array.isArray(row));
      if (rows.length === 0) return one.filter((value) => typeof value === 'number');
      return rows[0]!.flatMap((_, column) => rows.map((row) => row[column]!));
    }),
  );
}
