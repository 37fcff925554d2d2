import PQueue from 'p-queue';
import { PortraitError } from '#shared/errors/index.ts';

type Lane = 'cheap' | 'heavy';
type JobCounts = { running: number; queued: number };

/** A piece of work in the queue. `done` rejects with `cancelled` where it was stopped before it began. */
export type Job<T> = {
  readonly done: Promise<T>;
  readonly signal: AbortSignal;
  readonly started: boolean;
  stop(): void;
};

const concurrency: Record<Lane, number> = { cheap: 2, heavy: 1 };

/** Two lanes: cheap work never waits behind heavy work, and heavy work has the machine to itself. */
export class JobQueue {
  readonly #lanes: Record<Lane, PQueue> = {
    cheap: new PQueue({ concurrency: concurrency.cheap }),
    heavy: new PQueue({ concurrency: concurrency.heavy }),
  };
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get counts(): JobCounts {
    const lanes = Object.values(this.#lanes);
    return {
      running: lanes.reduce((sum, lane) => sum + lane.pending, 0),
      queued: lanes.reduce((sum, lane) => sum + lane.size, 0),
    };
  }

  add<T>(lane: Lane, work: (signal: AbortSignal) => Promise<T>): Job<T> {
    const controller = new AbortController();
    const { signal } = controller;
    const state = { started: false };
    const run = async (): Promise<T> => {
      // Whoever adds work has the job in hand before it begins.
      await Promise.resolve();
      // An idle lane starts work inside add(); the caller must have its job first.
      await Promise.resolve();
      if (signal.aborted) throw new PortraitError('cancelled');
      state.started = true;
      this.#onChange();
      return work(signal);
    };
    const settled = (): void => queueMicrotask(this.#onChange);
    const queued = this.#lanes[lane].add(run);
    const done = new Promise<T>((resolve, reject) => {
      queued.then(resolve, reject);
      signal.addEventListener('abort', () => {
        if (!state.started) reject(new PortraitError('cancelled'));
      });
    });
    done.then(settled, settled);
    this.#onChange();
    return {
      done,
      signal,
      get started() {
        return state.started;
      },
      stop: () => controller.abort(),
    };
  }

  /** Resolves when nothing is running or waiting. */
  async idle(): Promise<void> {
    await Promise.all(Object.values(this.#lanes).map((lane) => lane.onIdle()));
  }
}
