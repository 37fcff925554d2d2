import type { RunId } from '#shared/model/ids.ts';
import { toErrorData, type ErrorData } from '#shared/errors/index.ts';
import type { RunEvent } from '#shared/contract/runs.ts';
import type { Client } from '../../client/client.ts';
import { mergeEvents, type Live } from './merge-events.ts';

/** Redraws a second are bounded by this, however fast events come. */
const redrawEvery = 120;
const retryAfter = 1500;

/** A run as it is and as it goes on: fetched whole, then kept up to date from its events. */
export class RunFeed {
  readonly #client: Client;
  readonly #run: RunId;
  readonly #closing = new AbortController();
  #live = $state.raw<Live | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  #waiting: RunEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client, run: RunId) {
    this.#client = client;
    this.#run = run;
    void this.#follow();
  }

  get live(): Live | null {
    return this.#live;
  }

  get error(): ErrorData | null {
    return this.#error;
  }

  async control(action: 'pause' | 'resume' | 'step' | 'stop'): Promise<void> {
    try {
      await this.#client.runs.control({ run: this.#run, action });
      this.#error = null;
    } catch (thrown) {
      this.#error = toErrorData(thrown);
    }
  }

  close(): void {
    this.#closing.abort();
    clearTimeout(this.#timer);
  }

  /** Watches first, then fetches, so that nothing falls between; begins again when the connection breaks. */
  async #follow(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const events = await this.#client.runs.watch({ run: this.#run }, { signal });
        await this.#fetchWhole();
        this.#error = null;
        if (this.#live?.view.state === 'ended') {
          await events.return?.();
          return;
        }
        for await (const event of events) this.#take(event);
        if (this.#hasEnded()) {
          await this.#fetchWhole();
          return;
        }
      } catch (thrown) {
        if (!signal.aborted) this.#error = toErrorData(thrown);
      }
      await new Promise((resolve) => setTimeout(resolve, retryAfter));
    }
  }

  #hasEnded(): boolean {
    this.#flush();
    return this.#live?.view.state === 'ended';
  }

  /** What was told live is thinned for speed; what was stored is complete and evenly spaced. */
  async #fetchWhole(): Promise<void> {
    const view = await this.#client.runs.get({ run: this.#run });
    this.#live = { view, stepsPerSecond: null, secondsLeft: null };
  }

  #take(event: RunEvent): void {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.#flush(), redrawEvery);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#live || this.#waiting.length === 0) return;
    this.#live = mergeEvents(this.#live, this.#waiting);
    this.#waiting = [];
  }
}
