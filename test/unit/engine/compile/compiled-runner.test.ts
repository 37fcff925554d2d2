import { beforeAll, describe, expect, it } from 'vitest';
import { modelSpec, type ModelSpec } from '#shared/model/net/model-spec.ts';
import { startCpu } from '../../../../src-main/engine/runtime/cpu.ts';
import { compiledEvaluator } from '../../../../src-main/engine/train/evaluators/compiled-evaluator.ts';
import { CompiledRunner } from '../../../../src-main/engine/train/runners/compiled-runner.ts';
import { eagerEvaluator } from '../../../../src-main/engine/train/evaluators/eager-evaluator.ts';
import { EagerRunner } from '../../../../src-main/engine/train/runners/eager-runner.ts';
import type { StepPlan } from '../../../../src-main/engine/train/step/step.ts';
import {
  exampleMatrix,
  examplePlan,
  exampleSettings,
  exampleSpec,
  exampleState,
  rowRange,
} from '../example-run.ts';
import { expectClose, feedFor, matrix, options, runEpoch } from '../runner-epoch.ts';

beforeAll(startCpu);

async function expectAgreement(plan: StepPlan, on = matrix): Promise<void> {
  const eager = new EagerRunner(plan, on, options, exampleState(plan));
  const compiled = new CompiledRunner(plan, on, options, exampleState(plan), 330);
  const want = await runEpoch(eager, plan);
  const got = await runEpoch(compiled, plan);
  expectClose(got.metrics, want.metrics, 3e-5);
  expectClose(got.parameters, want.parameters, 2e-4);
  expectClose(got.moving, want.moving, 2e-4);
  expectClose(got.gradient, want.gradient, 3e-4);
  got.slots.forEach((slot, i) => expectClose(slot, want.slots[i] ?? null, 3e-4));
  eager.dispose();
  compiled.dispose();
}

const optimizers = [
  { type: 'sgd' },
  { type: 'momentum', nesterov: true },
  { type: 'momentum' },
  { type: 'rmsprop' },
  { type: 'adam' },
  { type: 'adamw' },
];
const activations = [
  ...['linear', 'relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'swish', 'softplus', 'tanh', 'sigmoid'],
];
const outputs: [ModelSpec['output'], number][] = [
  [{ units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' }, 0],
  [{ units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' }, 3],
  [{ units: 3, activation: 'sigmoid', loss: 'categoricalCrossentropy' }, 3],
  [{ units: 1, activation: 'linear', loss: 'meanSquaredError' }, 0],
  [{ units: 1, activation: 'sigmoid', loss: 'meanSquaredError' }, 0],
  [{ units: 1, activation: 'linear', loss: 'meanAbsoluteError' }, 0],
  [{ units: 1, activation: 'linear', loss: 'huber' }, 0],
];

describe('A compiled step', () => {
  it.each(optimizers)('agrees with the eager one over an epoch: %o', async (optimizer) => {
    await expectAgreement(examplePlan(exampleSpec(), exampleSettings({ optimizer })));
  });

  it.each(activations)(
    'agrees with every activation, penalties and clipping: %s',
    async (activation) => {
      const spec = modelSpec.parse({
        inputs: 8,
        layers: [
          { type: 'dense', units: 13, activation, l1: 1e-4, l2: 1e-3 },
          { type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
          { type: 'dropout', rate: 0.3 },
          { type: 'dense', units: 6, activation },
          { type: 'dropout', rate: 0.1 },
        ],
        output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
      });
      const plan = examplePlan(
        spec,
        exampleSettings({ optimizer: { type: 'sgd' }, clipNorm: 0.1 }),
      );
      await expectAgreement(plan);
    },
  );

  it.each(outputs)('agrees with every loss, with weighted classes: %o', async (output, classes) => {
    const plan = examplePlan(exampleSpec({ output }), exampleSettings());
    const weights = output.loss.endsWith('entropy') ? [0.5, 2, 1].slice(0, classes || 2) : null;
    await expectAgreement({ ...plan, classWeights: weights }, exampleMatrix(330, 8, 1, classes));
  });

  it('gives the same bits whatever the sizes of its chunks, and after going back', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const at = async (counts: number[], undone = 0) => {
      const runner = new CompiledRunner(plan, matrix, options, exampleState(plan), 330);
      runner.beginEpoch(feedFor(plan));
      let first = 0;
      for (const count of counts) {
        await runner.run({ first, count, base: 0 });
        for (let i = 0; i < undone; i++) {
          runner.undo();
          await runner.run({ first, count, base: 0 });
        }
        first += count;
      }
      const { state } = await runner.read();
      runner.dispose();
      return state;
    };
    const want = await at([1, 4, 5, 1]);
    expect(await at([10, 1])).toEqual(want);
    expect(await at([11])).toEqual(want);
    expect(await at([7, 4], 1)).toEqual(want);
  });

  it('takes all rows as one batch where there are fewer than a batch', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const few = { ...options, batchSize: 512 };
    const runners = [
      new EagerRunner(plan, matrix, few, exampleState(plan)),
      new CompiledRunner(plan, matrix, few, exampleState(plan), 330),
    ];
    const [want, got] = await Promise.all(
      runners.map(async (runner) => {
        runner.beginEpoch(feedFor(plan));
        const metrics = await runner.run({ first: 0, count: 1, base: 0 });
        return { metrics, ...(await runner.read()).state };
      }),
    );
    expectClose(got?.metrics ?? null, want?.metrics ?? null, 2e-5);
    expectClose(got?.parameters ?? null, want?.parameters ?? null, 2e-4);
  });

  it('takes no more memory after 100,000 steps than after the first', async () => {
    const plan = examplePlan(exampleSpec(), exampleSettings());
    const runner = new CompiledRunner(plan, matrix, options, exampleState(plan), 330);
    runner.beginEpoch({ ...feedFor(plan), rates: new Float32Array(2 * 11) });
    const take = async (chunks: number): Promise<number> => {
      for (let i = 0; i < chunks; i++) await runner.run({ first: 0, count: 10, base: i * 10 });
      return process.memoryUsage().arrayBuffers;
    };
    const before = await take(3);
    expect((await take(10_000)) - before).toBeLessThan(64e6);
    runner.dispose();
  });
});

describe('A compiled evaluation', () => {
  it.each(outputs)(
    'gives losses, scores and outputs as the eager one does: %o',
    async (output, classes) => {
      const labels = exampleMatrix(330, 8, 1, classes);
      const spec = exampleSpec({
        output,
        layers: [
          { type: 'dense', units: 9, activation: 'gelu', initialiser: 'heNormal', l1: 0, l2: 0 },
          { type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
        ],
      });
      const { layout } = examplePlan(spec, exampleSettings());
      const state = exampleState(examplePlan(spec, exampleSettings()));
      const [eager, compiled] = [eagerEvaluator(spec, layout), compiledEvaluator(spec, layout, 1)];
      for (const rows of [rowRange(0, 64), rowRange(64, 71), rowRange(0, 64)]) {
        for (const evaluator of [eager, compiled]) evaluator.load(state);
        const { x } = labels.gather(rows);
        expectClose(
          await compiled.predict(x, rows.length),
          await eager.predict(x, rows.length),
          1e-5,
        );
        expectClose(
          await compiled.evaluate(labels, rows),
          await eager.evaluate(labels, rows),
          2e-5,
        );
      }
      const other = { ...state, parameters: state.parameters.map((v) => v * 0.9) };
      for (const evaluator of [eager, compiled]) evaluator.load(other);
      const rows = rowRange(0, 64);
      expectClose(await compiled.evaluate(labels, rows), await eager.evaluate(labels, rows), 5e-5);
      eager.dispose();
      compiled.dispose();
    },
  );
});
