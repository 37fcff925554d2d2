import type { ProbeReport } from '#shared/engine/probe.ts';
import { parentPort } from '../parent-port.ts';
import { optimizerRule } from '../train/optimizers.ts';
import { initialState } from '../train/flat-state.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { Matrix } from '../matrix/matrix.ts';
import { ReplayRunner } from '../train/replay-runner.ts';
import { modelSpec } from '#shared/model/model-spec.ts';
import { startNative } from './native.ts';
import { probes } from './thread-choice.ts';

/** Best of three runs of each probe, in milliseconds a step. */
async function measure(): Promise<{ stepMs: number[]; tensorflow: string; device: string }> {
  const { native, device } = await startNative();
  if (!native) throw new Error('no native backend');
  const results: number[] = [];
  for (const { units, inputs, batch, steps } of probes) {
    const spec = modelSpec.parse({
      inputs,
      layers: units.flatMap((count) => [
        { type: 'dense', units: count },
        { type: 'dropout', rate: 0.5 },
      ]),
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    });
    const layout = layoutOf(spec);
    const rule = optimizerRule({ type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
    const matrix = new Matrix(batch, inputs, 1);
    matrix.append(new Float32Array(batch * inputs).fill(0.5), new Float32Array(batch).fill(1));
    const runner = new ReplayRunner(
      native,
      { spec, layout, rule, clipNorm: null, classWeights: null },
      matrix,
      { batchSize: batch, seed: 1, keepGradient: false, execution: 'interpreted' },
      initialState(layout, rule.slots, 1),
    );
    const order = new Int32Array(batch * steps);
    runner.beginEpoch({ order, rates: new Float32Array(2 * steps) });
    await runner.run({ first: 0, count: 1, base: 0 });
    let best = Infinity;
    for (let run = 0; run < 3; run++) {
      const started = performance.now();
      await runner.run({ first: 0, count: steps, base: 0 });
      best = Math.min(best, (performance.now() - started) / steps);
    }
    results.push(best);
    runner.dispose();
  }
  return { stepMs: results, tensorflow: native.binding.TF_Version, device };
}

/** Measures in this process and tells the parent; the process then ends, by Electron's main process where that started it. */
export async function reportProbe(): Promise<void> {
  const report = await measure();
  const port = parentPort();
  if (port) port.postMessage({ type: 'report', report } satisfies ProbeReport);
  else process.send?.(report, undefined, undefined, () => process.exit(0));
}
