import { describe, expect, it } from 'vitest';
import { modelSpec } from '#shared/model/net/model-spec.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { weightsOfClasses } from '#shared/network/class-weights.ts';
import { batchRows, stepsPerEpoch } from '#shared/network/epoch-order.ts';
import { startOf, stepFrom, type RunRules } from '#shared/network/replay.ts';
import { learningRateAt } from '#shared/network/schedule.ts';
import { MatrixStore } from '../../../../src-main/engine/matrix/matrix-store.ts';
import { startCpu } from '../../../../src-main/engine/runtime/cpu.ts';
import { RunControl } from '../../../../src-main/engine/train/run/run-control.ts';
import { startTraining } from '../../../../src-main/engine/train/run/start-training.ts';
import { exampleMatrix } from '../example-run.ts';

const [rows, inputs] = [250, 8];
const trainRows = Int32Array.from({ length: rows }, (_, row) => row);
const dense = (units: number, more: object = {}) => ({ type: 'dense', units, ...more });
const binary = { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' };
const classes = { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' };

type Run = { layers: object[]; training: object; output?: object; within?: number };
const runs: Record<string, Run> = {
  'Adam, dropout': {
    layers: [dense(8), { type: 'dropout', rate: 0.5 }, dense(4), { type: 'dropout', rate: 0.3 }],
    training: {},
  },
  'SGD with steps, balanced classes': {
    layers: [dense(6, { activation: 'tanh' })],
    training: {
      ...{ optimizer: { type: 'sgd' }, classWeights: 'balanced' },
      schedule: { type: 'step', epochs: 1, factor: 0.5 },
    },
  },
  'momentum, exponential, clipped': {
    layers: [dense(6, { activation: 'gelu' })],
    training: {
      optimizer: { type: 'momentum', momentum: 0.9, nesterov: true },
      schedule: { type: 'exponential', factor: 0.7 },
      clipNorm: 0.05,
    },
  },
  'RMSprop, cosine, three classes weighted': {
    layers: [dense(6, { activation: 'swish' })],
    training: {
      optimizer: { type: 'rmsprop' },
      schedule: { type: 'cosine', warmupEpochs: 0.5, finalFactor: 0.1 },
      classWeights: [1, 2, 0.5],
    },
    output: classes,
  },
  'AdamW, batch norm, L1 and L2': {
    layers: [dense(6, { activation: 'elu', l2: 0.01, l1: 0.001 }), { type: 'batchNorm' }],
    training: { optimizer: { type: 'adamw', weightDecay: 0.01 }, learningRate: 0.001 },
    // Divided by a deviation taken in single precision: two units of its last place more.
    within: 5e-7,
  },
};

describe('The first steps of a real run on plain JavaScript, computed again by hand', () => {
  it.each(Object.entries(runs))('have the losses the engine recorded: %s', async (_name, run) => {
    const spec = modelSpec.parse({ inputs, layers: run.layers, output: run.output ?? binary });
    const settings = trainSettings.parse({
      ...{ epochs: 2, batchSize: 16, learningRate: 0.02 },
      ...run.training,
    });
    const matrix = exampleMatrix(rows + 30, inputs, 1, spec.output.units > 1 ? 3 : 0);
    const { x, y } = matrix;
    const matrices = new MatrixStore();
    matrices.create('m', rows + 30, inputs, 1);
    matrices.get('m').append(x, y);
    const runtime = await startCpu();
    const recorded: number[] = [];
    await startTraining(
      {
        ...{ run: 'r', matrix: 'm', trainRows, spec, settings, seed: 42, from: null },
        ...{ validationRows: Int32Array.from({ length: 30 }, (_, at) => rows + at), paused: false },
      },
      {
        matrices,
        runtime: () => Promise.resolve(runtime),
        stepTimes: () => Promise.resolve(null),
        noting: () => undefined,
        gpuWorthTrying: () => Promise.resolve(false),
        info: () => ({
          ...{ runtime: 'cpu', device: 'cpu', fallbackReason: null, threads: 1, oneDnn: false },
          ...{ versions: runtime.versions, memoryBytes: 0 },
        }),
        now: () => performance.now(),
      },
      new RunControl(false),
      (event) => {
        if (event.type === 'steps') recorded.push(...event.losses);
      },
    );
    const labelOf = (row: number): number => y[row] ?? NaN;
    const counts = Array.from(
      { length: Math.max(2, spec.output.units) },
      (_, kind) => trainRows.filter((row) => labelOf(row) === kind).length,
    );
    const classWeights = weightsOfClasses(settings.classWeights, spec.output, () => counts);
    const rules: RunRules = { spec, training: settings, seed: 42, classWeights };
    const perEpoch = stepsPerEpoch(rows, settings.batchSize);
    let state = startOf(rules);
    for (let taken = 0; taken < 20; taken++) {
      const batch = [...batchRows({ trainRows, batchSize: 16, seed: 42 }, taken)];
      const trace = stepFrom(rules, state, {
        x: batch.map((row) => [...x.subarray(row * inputs, (row + 1) * inputs)]),
        y: batch.map((row) =>
          spec.output.units === 1
            ? [labelOf(row)]
            : [0, 1, 2].map((kind) => Number(labelOf(row) === kind)),
        ),
        learningRate: learningRateAt(settings, taken, perEpoch),
      });
      state = trace.after;
      const apart = Math.abs((recorded[taken] ?? NaN) / trace.forward.loss.total - 1);
      expect(apart, `step ${taken + 1}`).toBeLessThan(run.within ?? 2e-7);
    }
  });
});
