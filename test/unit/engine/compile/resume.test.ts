import { describe, expect, it } from 'vitest';
import type { TrainEvent, TrainRequest } from '#shared/engine/training.ts';
import { MatrixStore } from '../../../../src-main/engine/matrix/matrix-store.ts';
import type { EngineContext } from '../../../../src-main/engine/context.ts';
import { startWasm } from '../../../../src-main/engine/runtime/wasm.ts';
import { RunControl } from '../../../../src-main/engine/train/run/run-control.ts';
import { startTraining } from '../../../../src-main/engine/train/run/start-training.ts';
import { exampleMatrix, exampleSettings, exampleSpec, rowRange } from '../example-run.ts';

const runtime = await startWasm();
const matrices = new MatrixStore();
matrices.create('m', 330, 8, 1);
const { x, y } = exampleMatrix(330, 8);
matrices.get('m').append(x, y);
const context: EngineContext = {
  matrices,
  runtime: () => Promise.resolve(runtime),
  stepTimes: () => Promise.resolve(null),
  noting: () => undefined,
  gpuWorthTrying: () => Promise.resolve(false),
  info: () => ({
    ...{ runtime: runtime.name, device: runtime.device, threads: 1, oneDnn: false, versions: {} },
    ...{ fallbackReason: null, memoryBytes: 0 },
  }),
  now: () => performance.now(),
};

/** Eight steps an epoch, the last of them short; every part of a step is in use. */
const request: TrainRequest = {
  run: 'r',
  matrix: 'm',
  trainRows: rowRange(0, 250),
  validationRows: rowRange(250, 330),
  spec: exampleSpec({
    layers: [
      { type: 'dense', units: 16, activation: 'relu', initialiser: 'heNormal', l1: 1e-4, l2: 1e-3 },
      { type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
      { type: 'dropout', rate: 0.3 },
    ],
  }),
  settings: exampleSettings({ epochs: 2, learningRate: 0.01, clipNorm: 1 }),
  seed: 42,
  from: null,
  paused: false,
};

async function run(
  asked: TrainRequest,
  onEvent?: (event: TrainEvent, control: RunControl) => void,
) {
  const control = new RunControl(asked.paused);
  const events: TrainEvent[] = [];
  const outcome = await startTraining(asked, context, control, (event) => {
    events.push(event);
    onEvent?.(event, control);
  });
  return { outcome, events };
}

describe('A compiled run', () => {
  it('is told as compiled and repeats bit for bit', async () => {
    const [first, second] = [await run(request), await run(request)];
    const [started] = first.events.flatMap((e) => (e.type === 'started' ? [e.engine] : []));
    expect(started).toMatchObject({ runtime: 'wasm', fallbackReason: null });
    expect(first.outcome.end).toBe('finished');
    expect(second.outcome.last).toEqual(first.outcome.last);
  });

  it('stopped at every step and resumed, ends with the bits of one never stopped', async () => {
    const { outcome: whole } = await run(request);
    for (let steps = 1; steps < 16; steps++) {
      let left = steps;
      const { outcome: part } = await run({ ...request, paused: true }, (event, control) => {
        if (event.type !== 'paused') return;
        queueMicrotask(() => control.act(left-- > 0 ? 'step' : 'stop'));
      });
      expect(part.end).toBe('stopped');
      expect(part.step).toBe(steps);
      const { outcome: rest } = await run({ ...request, from: part.last, best: part.best });
      expect(rest.last.weights).toEqual(whole.last.weights);
      expect(rest.last.slots).toEqual(whole.last.slots);
    }
  });

  it('of a net worth several threads repeats bit for bit, stopped and resumed too', async () => {
    const wide = {
      ...request,
      settings: exampleSettings({ epochs: 2, batchSize: 125 }),
      spec: exampleSpec({
        layers: [300, 150].flatMap((units) => [
          { type: 'dense', units, activation: 'relu', initialiser: 'heNormal', l1: 0, l2: 0 },
          { type: 'dropout', rate: 0.3 },
        ]),
      }),
    } as TrainRequest;
    const { outcome: whole, events } = await run(wide);
    const [started] = events.flatMap((e) => (e.type === 'started' ? [e.engine] : []));
    expect(started?.threads).toBeGreaterThanOrEqual(1);
    for (let steps = 1; steps < 4; steps++) {
      let left = steps;
      const { outcome: part } = await run({ ...wide, paused: true }, (event, control) => {
        if (event.type !== 'paused') return;
        queueMicrotask(() => control.act(left-- > 0 ? 'step' : 'stop'));
      });
      expect(part.step).toBe(steps);
      const { outcome: rest } = await run({ ...wide, from: part.last, best: part.best });
      expect(rest.last.weights).toEqual(whole.last.weights);
      expect(rest.last.slots).toEqual(whole.last.slots);
    }
  });

  it('ends a run that diverges with the last weights whose loss was finite', async () => {
    const settings = exampleSettings({ epochs: 2, learningRate: 100, optimizer: { type: 'sgd' } });
    const spec = exampleSpec({
      layers: [
        { type: 'dense', units: 16, activation: 'linear', initialiser: 'heNormal', l1: 0, l2: 0 },
      ],
      output: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
    });
    const { outcome } = await run({ ...request, spec, settings });
    expect(outcome.end).toBe('diverged');
    for (const { data } of outcome.last.weights) {
      expect(data.every((value) => Number.isFinite(value))).toBe(true);
    }
  });
});
