import type { RunId } from '#shared/model/ids.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { GradientNoise, TrainEvent, TrainOutcome } from '#shared/engine/training.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';
import type { EngineClient } from '../engines/index.ts';

/** Encoded rows as they come from the features: all columns of `x` and `y`, row by row. */
export type EncodedChunk = { first: number; x: Float32Array; y: Float32Array };

export type EngineRun = {
  run: RunId;
  spec: ModelSpec;
  settings: TrainSettings;
  seed: number;
  rows: number;
  chunks: Iterable<EncodedChunk>;
  trainRows: Int32Array;
  validationRows: Int32Array;
  /** Of a private run. */
  noise?: GradientNoise;
  from: Checkpoint | null;
  best: Checkpoint | null;
  /** Asked when the data is there: whether to start paused. */
  paused: () => boolean;
  signal: AbortSignal;
  onEvent: (event: TrainEvent) => void;
  onRows: (done: number) => void;
};

/** A chunk of training is at most this long; a stop is answered between chunks. */
const chunkMs = 50;
const graceMs = 80;
/** For handing over the last checkpoints once the stop was answered. */
const handOverMs = 3000;

/**
 * Loads the rows into the engine and trains there. A stop is soft first; where the engine does not answer within a
 * chunk and 80 ms it is killed and the promise fails with `cancelled`.
 */
export async function runOnEngine(client: EngineClient, job: EngineRun): Promise<TrainOutcome> {
  const matrix = job.run;
  const give = () => client.kill();
  job.signal.addEventListener('abort', give, { once: true });
  try {
    if (job.signal.aborted) throw new PortraitError('cancelled');
    await loadMatrix(client, matrix, job);
  } finally {
    job.signal.removeEventListener('abort', give);
  }
  const { run, spec, settings, seed, trainRows, validationRows, from, best, noise } = job;
  const request = {
    ...{ run, matrix, spec, settings, seed, trainRows, validationRows, from, best },
    ...(noise && { noise }),
  };
  client.takeLongestSilence();
  const outcome = client.request('train', { ...request, paused: job.paused() }, job.onEvent);
  const stop = () => void stopSoftly(client, run, outcome);
  job.signal.addEventListener('abort', stop, { once: true });
  if (job.signal.aborted) stop();
  try {
    return await outcome;
  } finally {
    job.signal.removeEventListener('abort', stop);
    if (client.alive) await client.request('matrix.drop', { matrix });
  }
}

async function loadMatrix(client: EngineClient, matrix: string, job: EngineRun): Promise<void> {
  const columns = job.spec.inputs;
  let targets: number | undefined;
  let done = 0;
  for (const { x, y } of job.chunks) {
    const count = x.length / columns;
    if (targets === undefined) {
      targets = y.length / count;
      await client.request('matrix.create', { matrix, rows: job.rows, columns, targets });
    }
    await client.request('matrix.append', { matrix, x, y });
    done += count;
    job.onRows(done);
  }
}

async function stopSoftly(
  client: EngineClient,
  run: RunId,
  outcome: Promise<TrainOutcome>,
): Promise<void> {
  const longest = Math.min(1000, Math.max(chunkMs, client.takeLongestSilence()));
  const answered = client.request('train.control', { run, action: 'stop' });
  if (!(await within(answered, longest + graceMs)) || !(await within(outcome, handOverMs))) {
    client.kill();
  }
}

/** Whether the promise settles in time, in whatever way. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const late = new AbortController();
  const settled = promise.then(
    () => true,
    () => true,
  );
  const timeout = sleep(ms, false, { signal: late.signal }).catch(() => false);
  const first = await Promise.race([settled, timeout]);
  late.abort();
  return first;
}
