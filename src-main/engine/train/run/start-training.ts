import type { TrainEvent, TrainOutcome, TrainRequest } from '#shared/engine/training.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { EngineInfo } from '#shared/model/run.ts';
import type { EngineContext } from '../../context.ts';
import type { Matrix } from '../../matrix/matrix.ts';
import { whileDeviceLasts } from '../../runtime/device-errors.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { withMissing } from '../../runtime/start.ts';
import { buildForProcess } from '../../compile/run/process-crew.ts';
import { resolveClassWeights } from '../step/class-weights.ts';
import { fasterPlace } from '../runners/device-choice.ts';
import { compiledOr } from '../../compile/compiled-or.ts';
import { CompiledRunner } from '../runners/compiled-runner.ts';
import { EagerRunner } from '../runners/eager-runner.ts';
import { evaluatorFor } from '../evaluators/evaluator-for.ts';
import { initialState, stateFrom, type FlatState } from '../step/flat-state.ts';
import { checkLabels } from '../step/labels.ts';
import { stepsPerEpoch } from '#shared/network/epoch-order.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { checkOutput } from '../step/losses.ts';
import { optimizerRule } from '../step/optimizers.ts';
import { ReplayRunner } from '../runners/replay-runner.ts';
import type { RunControl } from './run-control.ts';
import type { StepRunner } from '../runners/step-runner.ts';
import type { StepPlan } from '../step/step.ts';
import { Training } from './training.ts';

/** Checks a request, builds its parts on the chosen runtime and runs it to its end. */
export async function startTraining(
  request: TrainRequest,
  context: EngineContext,
  control: RunControl,
  emit: (event: TrainEvent) => void,
): Promise<TrainOutcome> {
  const { settings } = request;
  const matrix = context.matrices.get(request.matrix);
  checkRequest(request, matrix);
  const plan = planOf(request, matrix);
  const work = settings.batchSize * plan.layout.trainableSize;
  let missing: string | null = null;
  const noting = (operation: string): void => {
    missing = operation;
  };
  const make = (runtime: Runtime): StepRunner => makeRunner(runtime, plan, request, matrix, noting);
  // Private steps are TensorFlow's where it is there: nothing that is measured takes them.
  const device = request.noise && settings.device === 'auto' ? 'cpu' : settings.device;
  const place = device === 'auto' ? await fasterPlace(context, request, work, make) : device;
  let runtime = await context.runtime(place, work);
  const started = context.now();
  let runner = make(runtime);
  if (typeof place === 'object' && missing !== null) {
    // What cannot be compiled is faster in TensorFlow than by itself.
    runner.dispose();
    missing = null;
    runtime = await context.runtime('cpu', work);
    runner = make(runtime);
  }
  const evaluator = evaluatorFor(runtime, plan.spec, plan.layout, {
    targets: matrix.targets,
    noting: context.noting,
  });
  const engine = (): EngineInfo => ({
    ...withMissing(context.info(), missing === null ? [] : [missing]),
    ...(runner.threads && { threads: runner.threads }),
  });
  const train = async (): Promise<TrainOutcome> => {
    runner.prepare(rowsPerEpoch(request));
    const captureMs = context.now() - started;
    const { layout, rule } = plan;
    const { now } = context;
    const parts = { request, matrix, layout, rule, runner, evaluator, control, engine, now, emit };
    return new Training({ ...parts, captureMs }).run();
  };
  try {
    return await whileDeviceLasts(runtime, train());
  } finally {
    runner.dispose();
    evaluator.dispose();
  }
}

function checkRequest(request: TrainRequest, matrix: Matrix): void {
  const { spec, trainRows } = request;
  if (spec.inputs !== matrix.columns) {
    const detail = `${spec.inputs} inputs for ${matrix.columns} columns`;
    throw new PortraitError('model_shape', { layer: 'input', detail });
  }
  if (trainRows.length === 0) throw new PortraitError('split_empty', { part: 'train' });
  checkOutput(spec.output);
  checkLabels(matrix.targets, spec.output);
}

/** Places of rows that an epoch has. */
function rowsPerEpoch({ trainRows, settings, noise }: TrainRequest): number {
  if (noise === undefined) return trainRows.length;
  return stepsPerEpoch(trainRows.length, settings.batchSize) * noise.capacity;
}

function planOf({ spec, settings, trainRows, noise }: TrainRequest, matrix: Matrix): StepPlan {
  return {
    spec,
    layout: layoutOf(spec),
    rule: optimizerRule(settings.optimizer),
    clipNorm: settings.clipNorm,
    classWeights: resolveClassWeights(settings.classWeights, spec.output, matrix, trainRows),
    ...(noise &&
      settings.privacy && {
        noise: {
          ...{ clip: settings.privacy.clip, multiplier: noise.multiplier },
          batch: trainRows.length * noise.rate,
        },
      }),
  };
}

function makeRunner(
  { native, name }: Runtime,
  plan: StepPlan,
  { settings, seed, from, trainRows, noise }: TrainRequest,
  matrix: Matrix,
  noting: (operation: string) => void,
): StepRunner {
  const state: FlatState = from
    ? stateFrom(plan.layout, plan.rule.slots, from.weights, from.slots)
    : initialState(plan.layout, plan.rule.slots, seed);
  const batchSize = noise?.capacity ?? settings.batchSize;
  const options = { batchSize, seed, keepGradient: settings.histograms };
  if (native) {
    return new ReplayRunner(native, plan, matrix, { ...options, execution: 'interpreted' }, state);
  }
  const eager = (): StepRunner => new EagerRunner(plan, matrix, options, state);
  const rows = noise?.capacity ?? trainRows.length;
  if (name !== 'wasm') return eager();
  return compiledOr(
    () => new CompiledRunner(plan, matrix, options, state, rows, buildForProcess),
    eager,
    noting,
  );
}
