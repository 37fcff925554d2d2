import type { RunEvent } from '#shared/contract/runs.ts';

/**
 * Hands a run's events to whoever watches it. A slow watcher never holds the run up: what it has not taken yet
 * waits in its own queue, joined where events of one type can be joined.
 */
export class RunFeed {
  readonly #watchers = new Set<Watcher>();

  publish(event: RunEvent): void {
    for (const watcher of this.#watchers) watcher.push(event);
  }

  /** Ends all watching, after what is still queued was taken. */
  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }

  /** Events from this moment on, also before the first is asked for. */
  watch(signal?: AbortSignal): AsyncGenerator<RunEvent> {
    const watcher = new Watcher();
    this.#watchers.add(watcher);
    const events = this.#events(watcher, signal);
    const leave = events.return.bind(events);
    // A generator's own `return` would wait for the next event.
    events.return = (value) => {
      watcher.close();
      return leave(value);
    };
    return events;
  }

  async *#events(watcher: Watcher, signal?: AbortSignal): AsyncGenerator<RunEvent> {
    const stop = () => watcher.close();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      while (!signal?.aborted) {
        const event = await watcher.next();
        if (event === undefined || signal?.aborted) return;
        yield event;
      }
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#watchers.delete(watcher);
    }
  }
}

class Watcher {
  readonly #queue: RunEvent[] = [];
  #wake: (() => void) | null = null;
  #closed = false;

  push(event: RunEvent): void {
    const last = this.#queue.at(-1);
    const joined = last && join(last, event);
    if (joined) this.#queue[this.#queue.length - 1] = joined;
    else this.#queue.push(event);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async next(): Promise<RunEvent | undefined> {
    while (this.#queue.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#queue.shift();
  }
}

function join(before: RunEvent, after: RunEvent): RunEvent | undefined {
  if (before.type === 'steps' && after.type === 'steps') {
    return {
      ...after,
      step: [...before.step, ...after.step],
      loss: [...before.loss, ...after.loss],
      score: [...before.score, ...after.score],
    };
  }
  if (before.type === 'epochs' && after.type === 'epochs') {
    return { type: 'epochs', records: [...before.records, ...after.records] };
  }
  return undefined;
}
