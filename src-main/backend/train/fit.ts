import type { Address, NotebookId, RunId } from '#shared/model/ids.ts';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { TrainOutcome } from '#shared/engine/training.ts';
import { PortraitError, toErrorData } from '#shared/errors/index.ts';
import type { TrainOutput } from '#shared/model/cells/train.ts';
import type { Progress } from '#shared/notebook/cell-state.ts';
import type { RunStore } from '../storage/index.ts';
import { findContinuation, lineageOf, type RunIdentity } from './continuation.ts';
import type { EnginePool } from '../engines/index.ts';
import { runOnEngine, type EngineRun } from './engine-run.ts';
import { generalisationGap } from './generalisation-gap.ts';
import { keptWeights, weightsHash } from './kept-weights.ts';
import type { LiveRun } from './live-run.ts';
import { RunRecorder } from './run-recorder.ts';

export type FitJob = RunIdentity &
  Pick<EngineRun, 'rows' | 'chunks' | 'trainRows' | 'validationRows' | 'noise' | 'signal'> & {
    notebook: NotebookId;
    address: Address;
    /** Tells which run to follow, before it starts. */
    follow(run: RunId): void;
    progress(progress: Pick<Progress, 'stage' | 'done' | 'total' | 'unit'>): void;
  };

/** What the Train cell puts out, but for the features it was told. */
export type FitResult = Omit<TrainOutput, 'features' | 'privacy'>;

export type FitParts = {
  id: string;
  live: LiveRun;
  runs: RunStore;
  engines: EnginePool;
  clock: () => number;
  now: () => number;
};

type Start = { from: Checkpoint | null; best: Checkpoint | null };

/** Failed runs kept of one cell, for looking back at. */
const failedRunsKept = 5;

/** One stored training run, from its row in the workspace to its result. */
export async function fit(parts: FitParts, job: FitJob): Promise<FitResult> {
  const { id, live, runs } = parts;
  const start = open(parts, job);
  job.follow(id);
  const before = { step: start.from?.step ?? 0, seconds: runs.info(id).seconds };
  const broken = new AbortController();
  let unstored: unknown;
  const recorder = new RunRecorder({
    run: id,
    store: runs,
    feed: live.feed,
    epochs: job.settings.epochs,
    before,
    now: parts.now,
    failed: (error) => {
      unstored = error;
      broken.abort();
    },
    progress: ({ step, stepsPerEpoch }) => {
      const total = stepsPerEpoch * job.settings.epochs;
      job.progress({ stage: 'training', done: step, total, unit: 'steps' });
    },
  });
  const signal = AbortSignal.any([job.signal, live.stopped, broken.signal]);
  try {
    const outcome =
      whole(start, job.settings.epochs) ?? (await train(parts, job, start, recorder, signal));
    if (broken.signal.aborted) throw new Error('the run was not stored', { cause: unstored });
    return finish(parts, job, recorder, outcome);
  } catch (thrown) {
    const error = unstored ?? thrown;
    if (unstored === undefined && isCancelled(error)) {
      recorder.end('stopped', null);
      if (runs.checkpoint(id, 'last')) return result(parts, job, recorder, 'stopped', null);
      runs.drop(id);
    } else if (runs.info(id).state !== 'ended') {
      recorder.end('crashed', toErrorData(error));
    }
    throw error;
  }
}

/** Makes the run's row; where it goes on from an earlier one, with that one's history. */
function open({ id, runs, clock }: FitParts, job: FitJob): Start {
  const { notebook, cell, address, spec, settings, seed } = job;
  const lineage = lineageOf(job);
  // Nothing goes on from a private run: its noise was made for so many steps and no more.
  const continuation =
    job.noise === undefined ? findContinuation(runs, lineage, settings.epochs) : undefined;
  const startedAt = clock();
  runs.create({ id, notebook, cell, address, lineage, spec, settings, seed, startedAt });
  runs.prune(notebook, cell, failedRunsKept);
  if (continuation === undefined) return { from: null, best: null };
  runs.takeOver(continuation.run.id, id, continuation.checkpoint);
  return { from: continuation.checkpoint, best: runs.checkpoint(id, 'best') ?? null };
}

/** Nothing is left to do where the earlier run went exactly as far as this one should. */
function whole({ from, best }: Start, epochs: number): TrainOutcome | undefined {
  if (from === null || from.epoch !== epochs) return undefined;
  const { step, epoch } = from;
  return { end: 'finished', step, epoch, best: best ?? from, last: from, diverged: null };
}

async function train(
  parts: FitParts,
  job: FitJob,
  start: Start,
  recorder: RunRecorder,
  signal: AbortSignal,
): Promise<TrainOutcome> {
  const { id, live, engines } = parts;
  job.progress({ stage: 'engine', done: 0, total: null, unit: 'parts' });
  const lease = await engines.lease(job.settings.device, signal);
  try {
    const { spec, settings, seed, rows, chunks, trainRows, validationRows, noise } = job;
    const outcome = await runOnEngine(lease.client, {
      ...{ spec, settings, seed, rows, chunks, trainRows, validationRows, signal },
      ...(noise && { noise }),
      ...start,
      run: id,
      paused: () => live.paused,
      onEvent: (event) => {
        if (event.type === 'started') live.attach(lease.client);
        recorder.take(event);
      },
      onRows: (done) => job.progress({ stage: 'encoding', done, total: rows, unit: 'rows' }),
    });
    engines.worked();
    return outcome;
  } finally {
    lease.release();
  }
}

function finish(
  parts: FitParts,
  job: FitJob,
  recorder: RunRecorder,
  { end, best, last, diverged }: TrainOutcome,
): FitResult {
  recorder.take({ type: 'checkpoint', kind: 'last', checkpoint: last });
  recorder.take({ type: 'checkpoint', kind: 'best', checkpoint: best });
  const error = diverged && new PortraitError('train_diverged', diverged);
  recorder.end(end, error && error.toData());
  if (error) throw error;
  return result(parts, job, recorder, end, diverged);
}

function result(
  { id, runs }: FitParts,
  { settings }: FitJob,
  recorder: RunRecorder,
  end: FitResult['end'],
  diverged: FitResult['diverged'],
): FitResult {
  const { engine, parameters } = runs.info(id);
  const last = runs.checkpoint(id, 'last');
  if (last === undefined || engine === null) throw new PortraitError('train_no_checkpoint');
  const best = runs.checkpoint(id, 'best') ?? last;
  const epochs = runs.epochs(id);
  return {
    run: id,
    engine,
    end,
    epochs,
    bestEpoch: best.best?.epoch ?? best.epoch,
    steps: last.step,
    seconds: recorder.seconds(),
    parameters,
    weightsHash: weightsHash(keptWeights(settings, { best, last })),
    diverged,
    gap: generalisationGap(epochs),
  };
}

const isCancelled = (error: unknown) =>
  error instanceof PortraitError && error.code === 'cancelled';
