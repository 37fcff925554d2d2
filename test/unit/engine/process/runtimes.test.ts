import { describe, expect, it, type TestContext } from 'vitest';
import type { EpochRecord } from '#shared/model/run.ts';
import { exampleMatrix, exampleSettings, exampleSpec, rowRange } from '../example-run.ts';
import { deviceOf, engineOn, type RuntimeName } from './runtime-engine.ts';

const matrix = exampleMatrix(330, 8, 1, 3);
const spec = exampleSpec({
  layers: [
    {
      type: 'dense',
      units: 16,
      activation: 'gelu',
      initialiser: 'lecunNormal',
      l1: 1e-4,
      l2: 1e-3,
    },
    { type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
    { type: 'dropout', rate: 0.3 },
    { type: 'dense', units: 8, activation: 'leakyRelu', initialiser: 'heUniform', l1: 0, l2: 0 },
  ],
  output: { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
});
const settings = {
  optimizer: { type: 'adamw' },
  classWeights: 'balanced',
  clipNorm: 0.5,
  schedule: { type: 'step', epochs: 1, factor: 0.5 },
};

async function trainOn(runtime: RuntimeName, test: TestContext) {
  const { engine, info } = await engineOn(runtime, test);
  const device = deviceOf(runtime);
  await engine.call('matrix.create', { matrix: 'm', rows: 330, columns: 8, targets: 1 });
  await engine.call('matrix.append', { matrix: 'm', x: matrix.x, y: matrix.y });
  const records: EpochRecord[] = [];
  const outcome = await engine.call(
    'train',
    {
      run: 'r',
      matrix: 'm',
      trainRows: rowRange(0, 250),
      validationRows: rowRange(250, 330),
      spec,
      settings: exampleSettings({ ...settings, device }),
      seed: 7,
      from: null,
      paused: false,
    },
    (event) => {
      if (event.type === 'epoch') records.push(event.record);
    },
  );
  const { output } = await engine.call('predict', {
    spec,
    weights: outcome.last.weights,
    input: { matrix: 'm', rows: rowRange(0, 50) },
  });
  engine.end();
  await engine.exited;
  return { info, records, outcome, output };
}

let known: ReturnType<typeof trainOn> | undefined;
const reference = (test: TestContext) => (known ??= trainOn('wasm', test));

describe('The same run', () => {
  const runtimes: RuntimeName[] = ['native', 'wasm', 'webgpu'];
  // A GPU in software compiles every shader.
  it.for(runtimes)(
    'gives on %s what it gives on wasm, to 1e-4',
    { timeout: 180_000 },
    async (runtime, test) => {
      const run = await trainOn(runtime, test);
      const want = await reference(test);
      expect(run.outcome.end).toBe('finished');
      run.records.forEach((record, i) => {
        expect(Math.abs(record.train.loss - (want.records[i]?.train.loss ?? NaN))).toBeLessThan(
          1e-4,
        );
        const loss = want.records[i]?.validation?.loss ?? NaN;
        expect(Math.abs((record.validation?.loss ?? NaN) - loss)).toBeLessThan(1e-4);
        expect(record.learningRate).toBeCloseTo(i === 0 ? 0.001 : 0.0005, 9);
      });
      expect(run.records.length).toBe(2);
      run.outcome.last.weights.forEach(({ name, data }, i) => {
        expect(name).toBe(want.outcome.last.weights[i]?.name);
        data.forEach((value, at) => {
          const other = want.outcome.last.weights[i]?.data[at] ?? NaN;
          expect(Math.abs(value - other)).toBeLessThan(1e-3);
        });
      });
      for (let row = 0; row < 50; row++) {
        const sum = run.output.subarray(row * 3, row * 3 + 3).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(1, 5);
      }
      run.output.forEach((p, i) =>
        expect(Math.abs(p - (want.output[i] ?? NaN))).toBeLessThan(1e-3),
      );
    },
  );

  it('says why native is not in use', async (test) => {
    const { info } = await reference(test);
    expect(info.fallbackReason).toMatch(/switched_off/);
  });
});
