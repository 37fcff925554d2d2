import { modelSpec } from '#shared/model/net/model-spec.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { uniformFloats } from '#shared/random/philox.ts';
import { Matrix } from '../../../src-main/engine/matrix/matrix.ts';
import { startNative } from '../../../src-main/engine/runtime/native.ts';
import { CompiledRunner } from '../../../src-main/engine/train/runners/compiled-runner.ts';
import { initialState } from '../../../src-main/engine/train/step/flat-state.ts';
import { optimizerRule } from '../../../src-main/engine/train/step/optimizers.ts';
import { ReplayRunner } from '../../../src-main/engine/train/runners/replay-runner.ts';
import type { StepRunner } from '../../../src-main/engine/train/runners/step-runner.ts';
import { mainCases, type Case } from './cases.ts';

/**
 * Processor time of a step, in microseconds, compiled to WebAssembly and replayed by TensorFlow on one thread, in turn in one
 * process; what else the machine does weighs less on it than on rates. Prints [[compiled, replayed], ...] by case.
 */
const rounds = 5;
const { native } = await startNative();
if (!native) throw new Error('the native runtime has a backend');
const backend = native;

const found: number[][] = [];
for (const item of mainCases) {
  const { compiled, replayed, feed } = runnersOf(item);
  const whole = Math.floor(feed.order.length / item.batch);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const [at, runner] of [compiled, replayed].entries()) {
      const spent = await cpuMicroseconds(runner, feed, whole);
      // The first round compiles.
      if (round > 0) times[at]?.push(spent);
    }
  }
  found.push(times.map((list) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? NaN));
}
console.log(JSON.stringify(found));
process.exit(0);

type Feed = { order: Int32Array<ArrayBuffer>; rates: Float32Array<ArrayBuffer> };

async function cpuMicroseconds(runner: StepRunner, feed: Feed, whole: number): Promise<number> {
  const epochs = Math.max(1, Math.floor(2000 / whole / (feed.order.length > 8000 ? 100 : 1)));
  runner.beginEpoch(feed);
  const before = process.cpuUsage();
  for (let i = 0; i < epochs; i++) await runner.run({ first: 0, count: whole, base: 0 });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (epochs * whole);
}

function runnersOf(item: Case) {
  const rows = Math.min(item.rows, item.batch * 250, 8192);
  const matrix = new Matrix(rows, item.columns, 1);
  const x = uniformFloats({ seed: 1, step: 0, purpose: 9 }, rows * item.columns);
  const y = Float32Array.from({ length: rows }, (_, row) =>
    Number((x[row * item.columns] ?? 0) > 0.5),
  );
  matrix.append(x, y);
  const spec = modelSpec.parse({
    inputs: item.columns,
    layers: item.units.flatMap((units) => [
      { type: 'dense', units },
      { type: 'dropout', rate: 0.5 },
    ]),
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  });
  const rule = optimizerRule(trainSettings.parse({}).optimizer);
  const layout = layoutOf(spec);
  const plan = { spec, layout, rule, clipNorm: null, classWeights: null };
  const state = initialState(layout, rule.slots, 1);
  const options = { batchSize: item.batch, seed: 1, keepGradient: true };
  const replay = { ...options, execution: 'interpreted' } as const;
  return {
    compiled: new CompiledRunner(plan, matrix, options, state, rows),
    replayed: new ReplayRunner(backend, plan, matrix, replay, state),
    feed: {
      order: Int32Array.from({ length: rows }, (_, i) => i),
      rates: new Float32Array(2 * Math.ceil(rows / item.batch)).fill(1e-4),
    },
  };
}
