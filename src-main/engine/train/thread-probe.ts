import type { ProbeReport } from '#shared/engine/probe.ts';
import { modelSpec } from '#shared/model/net/model-spec.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { Matrix } from '../matrix/matrix.ts';
import { parentPort } from '../parent-port.ts';
import { buildForProcess } from '../compile/run/process-crew.ts';
import { CompiledRunner } from './runners/compiled-runner.ts';
import { initialState } from './step/flat-state.ts';
import { optimizerRule } from './step/optimizers.ts';
import { ReplayRunner } from './runners/replay-runner.ts';
import type { StepRunner } from './runners/step-runner.ts';
import { startNative } from '../runtime/native.ts';
import type { Measured } from '../runtime/probe-process.ts';
import { probes } from '../runtime/thread-choice.ts';

/** Best of at most three runs of each probe, in milliseconds a step. */
async function measure(): Promise<Measured> {
  const { native, device } = await startNative();
  if (!native) throw new Error('no native backend');
  const stepMs: number[] = [];
  const compiledMs: number[] = [];
  for (const probe of probes) {
    const { plan, matrix, state } = classicStep(probe);
    const options = { batchSize: probe.batch, seed: 1, keepGradient: false };
    const replay = { ...options, execution: 'interpreted' } as const;
    stepMs.push(await timed(new ReplayRunner(native, plan, matrix, replay, state), probe));
    const compiled = new CompiledRunner(plan, matrix, options, state, probe.batch, buildForProcess);
    compiled.prepare(probe.batch);
    compiledMs.push(await timed(compiled, probe));
  }
  return { stepMs, compiledMs, tensorflow: native.binding.TF_Version, device };
}

/** No further run of a probe begins after this long. */
const longestMs = 300;

type Step = (typeof probes)[number];

/** The usual net of a probe's size with Adam, and rows for one batch. */
function classicStep({ units, inputs, batch }: Step) {
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
  const plan = { spec, layout, rule, clipNorm: null, classWeights: null };
  return { plan, matrix, state: initialState(layout, rule.slots, 1) };
}

async function timed(runner: StepRunner, { batch, steps }: Step): Promise<number> {
  const order = new Int32Array(batch * steps);
  runner.beginEpoch({ order, rates: new Float32Array(2 * steps) });
  await runner.run({ first: 0, count: 1, base: 0 });
  let best = Infinity;
  const limit = performance.now() + longestMs;
  for (let run = 0; run < 3 && performance.now() < limit; run++) {
    const started = performance.now();
    await runner.run({ first: 0, count: steps, base: 0 });
    best = Math.min(best, (performance.now() - started) / steps);
  }
  runner.dispose();
  return best;
}

/** Measures in this process and tells the parent; the process then ends, by Electron's main process where that started it. */
export async function reportProbe(): Promise<void> {
  const report = await measure();
  const port = parentPort();
  if (port) port.postMessage({ type: 'report', report } satisfies ProbeReport);
  else process.send?.(report, undefined, undefined, () => process.exit(0));
}
