import type { TrainAction } from '#shared/engine/training.ts';
import { RunFeed } from './run-feed.ts';
import type { EngineClient } from '../engines/index.ts';

/** A run that is going on: what it can be told to do, and who watches it. */
export class LiveRun {
  readonly feed = new RunFeed();
  readonly #id: string;
  readonly #stop = new AbortController();
  #client: EngineClient | null = null;
  #paused = false;

  constructor(id: string) {
    this.#id = id;
  }

  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** Whether training should start paused: it was asked for before there was anything to pause. */
  get paused(): boolean {
    return this.#paused;
  }

  /** From now on the engine answers to what the run is told. */
  attach(client: EngineClient): void {
    this.#client = client;
  }

  async control(action: TrainAction): Promise<void> {
    if (action === 'stop') {
      this.#stop.abort();
      return;
    }
    this.#paused = action !== 'resume';
    await this.#client?.request('train.control', { run: this.#id, action });
  }
}
