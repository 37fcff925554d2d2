import { smallest } from '#shared/statistics/extremes.ts';
import { z } from 'zod';
import type { EngineInfo } from '#shared/model/run.ts';

/** What TensorFlow reads once, before it loads: threads inside an operation, whether oneDNN is on, and whether it sees a GPU. */
export const threadChoice = z.object({
  threads: z.number().int().min(1),
  oneDnn: z.boolean(),
  gpu: z.boolean(),
});
export type ThreadChoice = z.infer<typeof threadChoice>;

/** Milliseconds a step of each probe took under a choice. */
export const measurement = z.object({ choice: threadChoice, stepMs: z.array(z.number()) });
export type Measurement = z.infer<typeof measurement>;

/**
 * Steps the choice is measured on, from small to large: the usual net at two batch sizes, and a wide one.
 * `work` is rows a batch times parameters.
 */
export const probes = [
  { units: [64, 32, 16], inputs: 20, batch: 32, steps: 400, work: 32 * 3969 },
  { units: [64, 32, 16], inputs: 20, batch: 256, steps: 100, work: 256 * 3969 },
  { units: [512, 256], inputs: 200, batch: 512, steps: 6, work: 512 * 234_497 },
] as const;

/** Choices worth measuring on a machine with so many cores, and with a GPU for TensorFlow's CUDA build or without. */
export function choicesFor(cores: number, gpu: boolean): ThreadChoice[] {
  const counts = [...new Set([1, Math.max(1, Math.floor(cores / 2)), cores])];
  const onCpu = counts.flatMap((threads) => [
    { threads, oneDnn: false, gpu: false },
    { threads, oneDnn: true, gpu: false },
  ]);
  return gpu ? [...onCpu, { threads: cores, oneDnn: true, gpu }] : onCpu;
}

/** Milliseconds of one step in TensorFlow, under its best choice, and compiled to WebAssembly. */
export type StepTimes = NonNullable<EngineInfo['stepMs']>;

/** What the probe nearest to steps of so much work took either way; null where nothing was measured. */
export function stepTimes(
  measured: readonly Measurement[],
  compiledMs: readonly number[],
  work: number,
): StepTimes | null {
  const probe = nearestProbe(work);
  const native = smallest(measured.map(({ stepMs }) => stepMs[probe] ?? Infinity));
  const wasm = compiledMs[probe] ?? Infinity;
  return Number.isFinite(native) && Number.isFinite(wasm) ? { native, wasm } : null;
}

/** What is usually best, where nothing can be measured: small steps lose more to a second thread than they gain. */
export function usualChoice(cores: number, work: number | null): Omit<ThreadChoice, 'gpu'> {
  const large = work !== null && work > 1e7;
  return { threads: large ? cores : 1, oneDnn: large };
}

/**
 * The fastest choice for steps of so much work, judged by the nearest probe. Without work, the least mean of step
 * times as multiples of each probe's best, so that small and large steps count alike. The first of equals.
 */
export function bestChoice(
  measured: readonly Measurement[],
  work: number | null,
): ThreadChoice | null {
  const indices = work === null ? probes.map((_, i) => i) : [nearestProbe(work)];
  const timeOf = (m: Measurement, probe: number): number => m.stepMs[probe] ?? Infinity;
  const best = probes.map((_, probe) => smallest(measured.map((m) => timeOf(m, probe))));
  let winner: ThreadChoice | null = null;
  let least = Infinity;
  for (const m of measured) {
    const score = indices.reduce((sum, probe) => sum + timeOf(m, probe) / (best[probe] ?? 1), 0);
    if (score < least) {
      least = score;
      winner = m.choice;
    }
  }
  return winner;
}

function nearestProbe(work: number): number {
  const distances = probes.map((probe) => Math.abs(Math.log(work / probe.work)));
  return distances.indexOf(smallest(distances));
}

/** Keeps TensorFlow's CUDA build on the CPU. */
export const hiddenGpu = { CUDA_VISIBLE_DEVICES: '-1' };

/** Variables TensorFlow takes the choice from. */
export function threadEnvironment({ threads, oneDnn, gpu }: ThreadChoice): Record<string, string> {
  return {
    ...(gpu ? {} : hiddenGpu),
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    TF_ENABLE_ONEDNN_OPTS: oneDnn ? '1' : '0',
  };
}
