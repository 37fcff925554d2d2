import { describe, expect, it } from 'vitest';
import type { Checkpoint, NamedTensor } from '#shared/engine/tensors.ts';
import type { TrainEvent, TrainOutcome, TrainRequest } from '#shared/engine/training.ts';
import type { EpochRecord, LayerHistograms } from '#shared/model/run.ts';
import { golden, type GoldenRun } from '../../../golden/training/golden.ts';
import type { EngineContext } from '../../../../src-main/engine/context.ts';
import { MatrixStore } from '../../../../src-main/engine/matrix/matrix-store.ts';
import { startCpu } from '../../../../src-main/engine/runtime/cpu.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { namedSlots, stateFrom } from '../../../../src-main/engine/train/step/flat-state.ts';
import { optimizerRule } from '../../../../src-main/engine/train/step/optimizers.ts';
import { RunControl } from '../../../../src-main/engine/train/run/run-control.ts';
import { startTraining } from '../../../../src-main/engine/train/run/start-training.ts';
import { rowRange } from '../example-run.ts';
import { deviceOf, engineOn, type RuntimeName } from './runtime-engine.ts';

/**
 * One definition of the step on every runtime, beside Keras: losses within 1e-4, weights within 5e-4 after nine steps or
 * more, whatever is set.
 */
const { train, columns, x, labels } = golden.data;
const rows = x.length / columns;

function requestOf(
  { spec, settings, seed, initial }: GoldenRun,
  device: 'cpu' | 'gpu',
): TrainRequest {
  const layout = layoutOf(spec);
  const rule = optimizerRule(settings.optimizer);
  const zeros = rule.slots.map(() => new Float32Array(layout.trainableSize));
  const slots = namedSlots(layout, rule.slots, {
    ...stateFrom(layout, [], initial, []),
    slots: zeros,
  });
  const from: Checkpoint = {
    step: 0,
    epoch: 0,
    stepInEpoch: 0,
    weights: initial,
    slots,
    best: null,
  };
  return {
    run: 'r',
    matrix: spec.output.loss,
    trainRows: rowRange(0, train),
    validationRows: rowRange(train, rows),
    spec,
    settings: { ...settings, device },
    seed,
    from,
    paused: false,
  };
}

function expectRun(run: GoldenRun, outcome: TrainOutcome, events: TrainEvent[]): void {
  const records = events.flatMap((event) => (event.type === 'epoch' ? [event.record] : []));
  const bins = events.flatMap((event) => (event.type === 'histograms' ? [event.layers] : []));
  expect(outcome.end).toBe(run.best ? 'early_stopped' : 'finished');
  // On WebAssembly every one of these settings has a compiled step.
  const [started] = events.flatMap((event) => (event.type === 'started' ? [event.engine] : []));
  expect(started?.fallbackReason ?? '').not.toMatch(/not_compiled/);
  expect(records.length).toBe(run.records.length);
  run.records.forEach((wanted, epoch) => expectRecord(records[epoch], wanted));
  expectTensors(outcome.last.weights, run.last);
  if (run.best) expectTensors(outcome.best.weights, run.best);
  expectHistograms(bins.at(-1) ?? [], run.histograms);
}

function expectRecord(got: EpochRecord | undefined, want: GoldenRun['records'][number]): void {
  const scoreOf = (metrics: EpochRecord['train'] | null | undefined) =>
    metrics?.accuracy ?? metrics?.mae;
  expectNear(got?.train.loss, want.loss, 1e-4);
  expectNear(scoreOf(got?.train), want.score, 1e-4);
  expectNear(got?.validation?.loss, want.valLoss, 1e-4);
  expectNear(scoreOf(got?.validation), want.valScore, 1e-4);
  if (want.valAuc !== undefined) expectNear(got?.validation?.auc, want.valAuc, 1e-4);
}

function expectTensors(got: NamedTensor[], want: NamedTensor[]): void {
  expect(got.map(({ name, shape }) => [name, shape])).toEqual(
    want.map(({ name, shape }) => [name, shape]),
  );
  got.forEach(({ data }, i) => {
    data.forEach((value, at) => expectNear(value, want[i]?.data[at] ?? NaN, 5e-4));
  });
}

/** Rounding may carry a value over the edge of its bin. */
function expectHistograms(got: LayerHistograms[], want: LayerHistograms[]): void {
  expect(got.map(({ layer }) => layer)).toEqual(want.map(({ layer }) => layer));
  got.forEach((found, i) => {
    for (const part of ['weights', 'gradients'] as const) {
      const [ours, numpys] = [found[part], want[i]?.[part]];
      ours.edges.forEach((edge, at) => expectNear(edge, numpys?.edges[at] ?? NaN, 1e-3));
      const moved = ours.counts.map((count, at) => Math.abs(count - (numpys?.counts[at] ?? NaN)));
      expect(moved.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(2);
    }
  });
}

function expectNear(got: number | undefined, want: number, tolerance: number): void {
  expect(Math.abs((got ?? NaN) - want)).toBeLessThan(tolerance * Math.max(1, Math.abs(want)));
}

describe.each<RuntimeName>(['native', 'wasm', 'webgpu'])('Every setting on %s', (runtime) => {
  // A GPU in software takes ten seconds a run: each optimiser and each schedule once.
  const runs =
    runtime === 'webgpu' ? golden.runs.filter((_, i) => i % 4 === (i >> 2) % 4) : golden.runs;
  it('trains as it does in Keras', async (test) => {
    const { engine } = await engineOn(runtime, test);
    for (const [matrix, values] of Object.entries(labels)) {
      await engine.call('matrix.create', { matrix, rows, columns, targets: 1 });
      const part = { x: new Float32Array(x), y: new Float32Array(values) };
      await engine.call('matrix.append', { matrix, ...part });
    }
    for (const run of runs) {
      const events: TrainEvent[] = [];
      const request = requestOf(run, deviceOf(runtime));
      const outcome = await engine.call('train', request, (event) => events.push(event));
      expectRun(run, outcome, events);
    }
    engine.end();
    await engine.exited;
  }, 300_000);
});

describe('Every setting on cpu', () => {
  it('trains as it does in Keras', async () => {
    const runtime = await startCpu();
    const matrices = new MatrixStore();
    for (const [matrix, values] of Object.entries(labels)) {
      matrices.create(matrix, rows, columns, 1);
      matrices.get(matrix).append(new Float32Array(x), new Float32Array(values));
    }
    const { name, device, threads, oneDnn, versions } = runtime;
    const context: EngineContext = {
      matrices,
      runtime: () => Promise.resolve(runtime),
      stepTimes: () => Promise.resolve(null),
      noting: () => undefined,
      gpuWorthTrying: () => Promise.resolve(false),
      info: () => ({
        ...{ runtime: name, device, threads, oneDnn, versions },
        ...{ fallbackReason: null, memoryBytes: 0 },
      }),
      now: () => performance.now(),
    };
    for (const run of golden.runs) {
      const events: TrainEvent[] = [];
      const outcome = await startTraining(
        requestOf(run, 'cpu'),
        context,
        new RunControl(false),
        (event) => events.push(event),
      );
      expectRun(run, outcome, events);
    }
  });
});
