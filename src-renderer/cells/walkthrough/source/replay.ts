import type { RunRules } from '#shared/network/replay.ts';
import type { StepState } from '#shared/network/training-step.ts';
import type { PackedFeed, ReplayAnswer, ReplayRequest } from './replay.worker.ts';

/** Steps taken between two reports. */
const perReport = 10;

export type Feeder = (first: number, count: number) => Promise<readonly PackedFeed[]>;

/**
 * The weights before step `step` of a run, counted from 1, computed from its beginning in a worker of its own.
 * Rejects where a batch cannot be had or the signal says stop.
 */
export async function replayTo(
  rules: RunRules,
  step: number,
  feeder: Feeder,
  onprogress: (taken: number) => void,
  signal: AbortSignal,
): Promise<StepState> {
  const worker = new Worker(new URL('./replay.worker.ts', import.meta.url), { type: 'module' });
  const end = () => worker.terminate();
  signal.addEventListener('abort', end, { once: true });
  try {
    let state: StepState | null = null;
    const next = (taken: number): Promise<readonly PackedFeed[]> | null =>
      taken < step - 1 ? feeder(taken + 1, Math.min(perReport, step - 1 - taken)) : null;
    let coming = next(0);
    for (let taken = 0; coming !== null;) {
      const steps = await coming;
      signal.throwIfAborted();
      if (steps.length === 0) throw new Error('no batches to replay');
      // The next batches are fetched while these are learnt from.
      coming = next(taken + steps.length);
      coming?.catch(() => undefined);
      state = await ask(worker, { rules, first: taken === 0, steps }, signal);
      taken += steps.length;
      onprogress(taken);
    }
    if (state === null) throw new Error('nothing to replay');
    return state;
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function ask(worker: Worker, request: ReplayRequest, signal: AbortSignal): Promise<StepState> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ReplayAnswer>) => {
      if ('state' in data) resolve(data.state);
      else reject(new Error(data.error));
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
    worker.postMessage(request);
  });
}
