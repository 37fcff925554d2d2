import type { TrainEvent, TrainOutcome, TrainRequest } from '#shared/engine/training.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { EngineContext } from '../context.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { whileDeviceLasts } from '../runtime/device-errors.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { resolveClassWeights } from './class-weights.ts';
import { fasterDevice } from './device-choice.ts';
import { eagerEvaluator } from './eager-evaluator.ts';
import { EagerRunner } from './eager-runner.ts';
import type { BatchEvaluator } from './evaluator.ts';
import { initialState, stateFrom, type FlatState } from './flat-state.ts';
import { checkLabels } from './labels.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { checkOutput } from './losses.ts';
import { optimizerRule } from './optimizers.ts';
import { replayEvaluator } from './replay-evaluator.ts';
import { ReplayRunner } from './replay-runner.ts';
import type { RunControl } from './run-control.ts';
import type { StepRunner } from './step-runner.ts';
import type { StepPlan } from './step.ts';
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
  const make = (runtime: Runtime): StepRunner => makeRunner(runtime, plan, request, matrix);
  const device =
    settings.device === 'auto' ? await fasterDevice(context, request, work, make) : settings.device;
  const runtime = await context.runtime(device, work);
  const started = context.now();
  const runner = make(runtime);
  const evaluator = makeEvaluator(runtime, plan);
  const train = async (): Promise<TrainOutcome> => {
    runner.prepare(request.trainRows.length);
    const captureMs = context.now() - started;
    const { layout, rule } = plan;
    const { info: engine, now } = context;
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

function planOf({ spec, settings, trainRows }: TrainRequest, matrix: Matrix): StepPlan {
  return {
    spec,
    layout: layoutOf(spec),
    rule: optimizerRule(settings.optimizer),
    clipNorm: settings.clipNorm,
    classWeights: resolveClassWeights(settings.classWeights, spec.output, matrix, trainRows),
  };
}

function makeRunner(
  { native }: Runtime,
  plan: StepPlan,
  { settings, seed, from }: TrainRequest,
  matrix: Matrix,
): StepRunner {
  const state: FlatState = from
    ? stateFrom(plan.layout, plan.rule.slots, from.weights, from.slots)
    : initialState(plan.layout, plan.rule.slots, seed);
  const options = { batchSize: settings.batchSize, seed, keepGradient: settings.histograms };
  if (!native) return new EagerRunner(plan, matrix, options, state);
  return new ReplayRunner(native, plan, matrix, { ...options, execution: 'interpreted' }, state);
}

function makeEvaluator({ native }: Runtime, { spec, layout }: StepPlan): BatchEvaluator {
  return native ? replayEvaluator(native, spec, layout) : eagerEvaluator(spec, layout);
}
