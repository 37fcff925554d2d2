type StreamOptions<T> = {
  signal?: AbortSignal;
  /** Joins an unread event with a new one, so that a slow reader gets the latest state; undefined keeps both. */
  merge?: (waiting: T, next: T) => T | undefined;
};

/** Hands events to any number of listeners and streams, each with a queue of its own. */
export class Broadcast<T> {
  readonly #listeners = new Set<(event: T) => void>();
  readonly #streams = new Set<() => void>();

  send(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Ends every stream: whoever wants more asks again. */
  end(): void {
    for (const end of [...this.#streams]) end();
  }

  listen(listener: (event: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `first`, then every event from this call on. Ends when the signal aborts or the reader returns, also while it waits. */
  stream(
    first: readonly T[],
    { signal, merge }: StreamOptions<T> = {},
  ): AsyncGenerator<T, void, void> {
    const events = [...first];
    const readers: ((result: IteratorResult<T, void>) => void)[] = [];
    let over = false;
    const end = (): void => {
      over = true;
      this.#streams.delete(end);
      unlisten();
      signal?.removeEventListener('abort', end);
      for (const reader of readers.splice(0)) reader({ done: true, value: undefined });
    };
    const unlisten = this.listen((event) => {
      const reader = readers.shift();
      if (reader !== undefined) return reader({ done: false, value: event });
      const last = events.at(-1);
      const merged = last === undefined ? undefined : merge?.(last, event);
      if (merged === undefined) events.push(event);
      else events[events.length - 1] = merged;
    });
    this.#streams.add(end);
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end);
    // Not a generator function: its `return` would wait for the next event.
    return {
      next: () => {
        const event = over ? undefined : events.shift();
        if (event !== undefined) return Promise.resolve({ done: false, value: event });
        if (over) return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve) => readers.push(resolve));
      },
      return: () => {
        end();
        return Promise.resolve({ done: true, value: undefined });
      },
      throw: (error: unknown) => {
        end();
        return Promise.reject(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
      [Symbol.asyncDispose]: () => {
        end();
        return Promise.resolve();
      },
    };
  }
}
