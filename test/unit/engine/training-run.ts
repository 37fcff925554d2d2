import { expect } from 'vitest';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { TrainEvent, TrainOutcome, TrainRequest } from '#shared/engine/training.ts';
import type { EpochRecord } from '#shared/model/run.ts';
import type { EngineContext } from '../../../src-main/engine/context.ts';
import { MatrixStore } from '../../../src-main/engine/matrix/matrix-store.ts';
import { runtimes } from '../../../src-main/engine/runtime/runtimes.ts';
import { RunControl } from '../../../src-main/engine/train/run/run-control.ts';
import { startTraining } from '../../../src-main/engine/train/run/start-training.ts';
import { exampleMatrix, exampleSettings, exampleSpec, rowRange } from './example-run.ts';

/** Without the addon these run on wasm, step by step: the same promises hold. */
const used = runtimes({ env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1' }, probe: null });
export const matrices = new MatrixStore();
export const context: EngineContext = {
  matrices,
  runtime: (place, work) => used.use(place, work),
  stepTimes: (work) => used.stepTimes(work),
  noting: () => undefined,
  gpuWorthTrying: () => Promise.resolve(false),
  info: () => used.current(),
  now: () => performance.now(),
};

matrices.create('m', 330, 8, 1);
const { x, y } = exampleMatrix(330, 8);
matrices.get('m').append(x, y);

/** Eight steps an epoch, the last of them short; every part of a step is in use. */
export function request(changes: Partial<TrainRequest> = {}, settings: object = {}): TrainRequest {
  return {
    run: 'r',
    matrix: 'm',
    trainRows: rowRange(0, 250),
    validationRows: rowRange(250, 330),
    spec: exampleSpec({
      layers: [
        {
          type: 'dense',
          units: 16,
          activation: 'relu',
          initialiser: 'heNormal',
          l1: 1e-4,
          l2: 1e-3,
        },
        { type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
        { type: 'dropout', rate: 0.3 },
      ],
    }),
    settings: exampleSettings({ epochs: 3, learningRate: 0.01, ...settings }),
    seed: 42,
    from: null,
    paused: false,
    ...changes,
  };
}

/** Trains in this process, handing each event over as it comes. */
export async function run(
  asked: TrainRequest,
  onEvent: (event: TrainEvent, control: RunControl) => void = () => undefined,
  now = context.now,
): Promise<{ outcome: TrainOutcome; events: TrainEvent[] }> {
  const control = new RunControl(asked.paused);
  const events: TrainEvent[] = [];
  const outcome = await startTraining(asked, { ...context, now }, control, (event) => {
    events.push(event);
    onEvent(event, control);
  });
  return { outcome, events };
}

export function epochsOf(events: TrainEvent[]): EpochRecord[] {
  return events.flatMap((event) => (event.type === 'epoch' ? [event.record] : []));
}

/** Records without what the clock gave. */
export function timeless(events: TrainEvent[]): EpochRecord[] {
  return epochsOf(events).map((record) => ({ ...record, seconds: 0 }));
}

/** Paused at the start, walked `steps` steps, stopped: the checkpoint there. */
export async function stopAfter(steps: number, asked: TrainRequest): Promise<Checkpoint> {
  let left = steps;
  const { outcome } = await run({ ...asked, paused: true }, (event, control) => {
    if (event.type !== 'paused') return;
    queueMicrotask(() => control.act(left-- > 0 ? 'step' : 'stop'));
  });
  expect(outcome.end).toBe('stopped');
  expect(outcome.step).toBe(steps);
  return outcome.last;
}
