import { modelSpec } from '#shared/model/net/model-spec.ts';
import { operationCosts } from '../../../src-main/engine/capture/operation-costs.ts';
import { Matrix } from '../../../src-main/engine/matrix/matrix.ts';
import { startNative } from '../../../src-main/engine/runtime/native.ts';
import { initialState } from '../../../src-main/engine/train/step/flat-state.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { optimizerRule } from '../../../src-main/engine/train/step/optimizers.ts';
import { ReplayRunner } from '../../../src-main/engine/train/runners/replay-runner.ts';

/** Prints one JSON line: what each operation of the classic net's step costs, and the whole step. */
const batch = Number(process.argv[2] ?? 32);
const steps = 1000;
const { native } = await startNative();
if (!native) throw new Error('the native runtime has a backend');
const spec = modelSpec.parse({
  inputs: 20,
  layers: [64, 32, 16].flatMap((units) => [
    { type: 'dense', units },
    { type: 'dropout', rate: 0.5 },
  ]),
  output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
});
const layout = layoutOf(spec);
const rule = optimizerRule({ type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
const matrix = new Matrix(8000, 20, 1);
const runner = new ReplayRunner(
  native,
  { spec, layout, rule, clipNorm: null, classWeights: null },
  matrix,
  { batchSize: batch, seed: 1, keepGradient: true, execution: 'interpreted' },
  initialState(layout, rule.slots, 1),
);
runner.beginEpoch({ order: new Int32Array(batch * steps), rates: new Float32Array(2 * steps) });
let best = Infinity;
for (let run = 0; run < 8; run++) {
  const started = performance.now();
  await runner.run({ first: 0, count: steps, base: 0 });
  best = Math.min(best, ((performance.now() - started) * 1000) / steps);
}
const { trace } = runner;
if (!trace) throw new Error('no step was captured');
const costs = operationCosts(native, trace);
console.log(JSON.stringify({ microseconds: best, nodes: trace.nodes.length, costs }));
process.exit(0);
