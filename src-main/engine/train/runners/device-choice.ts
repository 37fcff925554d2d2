import type { TrainRequest } from '#shared/engine/training.ts';
import type { EngineContext } from '../../context.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Place } from '../../runtime/runtimes.ts';
import { stepsPerEpoch } from '#shared/network/epoch-order.ts';
import { shuffled } from '#shared/random/philox.ts';
import type { StepRunner } from './step-runner.ts';

/** Steps of less work (rows a batch times parameters) are not worth handing to a GPU: it is not even asked. */
const leastGpuWork = 2e7;
const measuredSteps = 5;

/**
 * Where this very step is faster. Between TensorFlow and WebAssembly the times decide that steps of about its size took
 * on this machine, so that repeats choose alike. Between TensorFlow and a GPU a few steps of it on each do; the weights
 * are then made anew, so that measuring leaves no trace. `cpu`, which is TensorFlow wherever it runs, where nothing is
 * known to be faster.
 */
export async function fasterPlace(
  context: EngineContext,
  request: TrainRequest,
  work: number,
  make: (runtime: Runtime) => StepRunner,
): Promise<Place> {
  const times = await context.stepTimes(work);
  if (times && times.wasm < times.native) return { compiled: times };
  if (work < leastGpuWork || !(await context.gpuWorthTrying())) return 'cpu';
  const native = await context.runtime('cpu', work);
  // TensorFlow's CUDA build, measured as faster for steps of this size: no other way to the same GPU is.
  if (native.device === 'gpu') return 'cpu';
  const cpu = await stepMs(context, request, make, native);
  try {
    const gpu = await stepMs(context, request, make, await context.runtime('gpu', work));
    return gpu < cpu ? 'gpu' : 'cpu';
  } catch {
    // A GPU that cannot take the step (too little memory, say) is not the faster one.
    return 'cpu';
  }
}

async function stepMs(
  context: EngineContext,
  { settings, trainRows, seed }: TrainRequest,
  make: (runtime: Runtime) => StepRunner,
  runtime: Runtime,
): Promise<number> {
  const runner = make(runtime);
  const count = Math.min(
    measuredSteps,
    Math.max(1, Math.floor(trainRows.length / settings.batchSize)),
  );
  try {
    const steps = stepsPerEpoch(trainRows.length, settings.batchSize);
    runner.beginEpoch({ order: shuffled(trainRows, seed, 0), rates: new Float32Array(2 * steps) });
    // The first run captures, or compiles shaders.
    await runner.run({ first: 0, count, base: 0 });
    const started = context.now();
    await runner.run({ first: 0, count, base: 0 });
    return (context.now() - started) / count;
  } finally {
    runner.dispose();
  }
}
