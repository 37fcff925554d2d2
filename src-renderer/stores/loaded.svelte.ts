import { toErrorData, type ErrorData } from '#shared/errors/index.ts';

/** Something fetched: nothing yet, the thing itself, or why it could not be had. The latest request wins. */
export class Loaded<T> {
  #value = $state.raw<T | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  #busy = $state(false);
  #ticket = 0;

  get value(): T | null {
    return this.#value;
  }

  get error(): ErrorData | null {
    return this.#error;
  }

  get busy(): boolean {
    return this.#busy;
  }

  async load(fetch: () => Promise<T>): Promise<void> {
    this.#ticket += 1;
    const ticket = this.#ticket;
    this.#busy = true;
    try {
      const value = await fetch();
      if (ticket !== this.#ticket) return;
      this.#value = value;
      this.#error = null;
    } catch (thrown) {
      if (ticket !== this.#ticket) return;
      this.#error = toErrorData(thrown);
    }
    this.#busy = false;
  }

  clear(): void {
    this.#ticket += 1;
    this.#value = null;
    this.#error = null;
    this.#busy = false;
  }
}
