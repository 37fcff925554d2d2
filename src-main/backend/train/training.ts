import type { NotebookId, RunId } from '#shared/model/ids.ts';
import type { RunEvent, RunView } from '#shared/contract/runs.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { TrainAction } from '#shared/engine/training.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { RunStore } from '../storage/index.ts';
import type { EngineLease, EnginePool } from '../engines/index.ts';
import { fit, type FitJob, type FitResult } from './fit.ts';
import { keptWeights } from './kept-weights.ts';
import { LiveRun } from './live-run.ts';

export type TrainingOptions = {
  runs: RunStore;
  engines: EnginePool;
  /** Milliseconds since 1970. */
  clock: () => number;
  newId: () => string;
  /** Milliseconds, always growing; for durations. */
  now?: () => number;
};

/** Values sent to the engine at once for a prediction. */
const predictValues = 4_000_000;

/** Everything that needs the engine: training runs, weights, predictions. */
export class Training {
  readonly #options: TrainingOptions & { now: () => number };
  readonly #engines: EnginePool;
  readonly #live = new Map<string, { run: LiveRun; over: Promise<unknown> }>();

  /** Runs that an earlier backend left open are ended as crashed. */
  constructor(options: TrainingOptions) {
    this.#options = { now: () => performance.now(), ...options };
    this.#engines = options.engines;
    options.runs.recover();
  }

  /** Runs going on now. */
  get running(): number {
    return this.#live.size;
  }

  /**
   * Trains as a stored run that can be watched, paused, stopped and later gone on with. It goes on by itself from an
   * earlier run that differs in nothing but how long it went. Throws `train_diverged`, `engine_*`, and `cancelled`
   * where it was stopped before there was anything to keep.
   */
  async fit(job: FitJob): Promise<FitResult> {
    const id = this.#options.newId();
    const live = new LiveRun(id);
    const { runs, clock, now } = this.#options;
    const result = fit({ id, live, runs, engines: this.#engines, clock, now }, job);
    this.#live.set(id, { run: live, over: result.catch(() => undefined) });
    try {
      return await result;
    } finally {
      this.#live.delete(id);
    }
  }

  /** An engine for work of its own, such as the trials of a search; to be released. Throws `engine_*` and `cancelled`. */
  leaseEngine(signal: AbortSignal): Promise<EngineLease> {
    return this.#engines.lease('auto', signal);
  }

  /** Output of the network, [rows, output units] row by row, for `x` of [rows, inputs]. */
  async predict(
    spec: ModelSpec,
    weights: NamedTensor[],
    x: Float32Array,
    signal?: AbortSignal,
  ): Promise<Float32Array> {
    const rows = x.length / spec.inputs;
    const output = new Float32Array(rows * spec.output.units);
    const batch = Math.max(1, Math.floor(predictValues / spec.inputs));
    for (let first = 0; first < rows; first += batch) {
      if (signal?.aborted) throw new PortraitError('cancelled');
      const part = x.slice(first * spec.inputs, (first + batch) * spec.inputs);
      const result = await this.#engines.share((client) =>
        client.request('predict', { spec, weights, input: { x: part } }),
      );
      output.set(result.output, first * spec.output.units);
    }
    return output;
  }

  /** The weights a run kept: of its best epoch where early stopping restores them, else the last. Throws `train_no_checkpoint`. */
  weights(run: RunId): NamedTensor[] {
    const { runs } = this.#options;
    const { settings } = runs.info(run);
    const last = runs.checkpoint(run, 'last');
    if (last === undefined) throw new PortraitError('train_no_checkpoint');
    return keptWeights(settings, { last, best: runs.checkpoint(run, 'best') ?? last });
  }

  get(run: RunId): RunView {
    return this.#settled(this.#options.runs.get(run));
  }

  list(notebook: NotebookId): ReturnType<RunStore['list']> {
    return this.#options.runs.list(notebook).map((run) => this.#settled(run));
  }

  /** Events from now on; none, and over at once, for a run that has ended. Throws `not_found`. */
  watch(run: RunId, signal?: AbortSignal): AsyncGenerator<RunEvent> {
    const live = this.#live.get(run);
    if (live !== undefined) return live.run.feed.watch(signal);
    const { state, end } = this.#settled(this.#options.runs.info(run));
    return ended({ type: 'state', state, end });
  }

  /** Throws `not_found` where the run is not going on; stopping one that has ended is no error. */
  async control(run: RunId, action: TrainAction): Promise<void> {
    const live = this.#live.get(run);
    if (live !== undefined) await live.run.control(action);
    else if (action !== 'stop') throw new PortraitError('not_found', { what: run });
  }

  /** Drops a run; one that is going on is stopped first. */
  async drop(run: RunId): Promise<void> {
    const live = this.#live.get(run);
    await live?.run.control('stop');
    await live?.over;
    this.#options.runs.drop(run);
  }

  /** Stops what is running, keeping best and last. */
  async close(): Promise<void> {
    const live = [...this.#live.values()];
    for (const { run } of live) await run.control('stop');
    await Promise.all(live.map(({ over }) => over));
  }

  /** A run whose end could not be stored (a full disk) is over all the same. */
  #settled<R extends Pick<RunView, 'id' | 'state' | 'end'>>(run: R): R {
    if (run.state === 'ended' || this.#live.has(run.id)) return run;
    return { ...run, state: 'ended', end: 'crashed' };
  }
}

async function* ended(event: RunEvent): AsyncGenerator<RunEvent> {
  yield event;
}
