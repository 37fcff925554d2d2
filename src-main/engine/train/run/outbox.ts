import type { TrainEvent } from '#shared/engine/training.ts';

/** How long an event may wait for company, in milliseconds. */
const patienceMs = 20;

/**
 * Gathers a run's events and hands them on some at a time: where epochs take a few milliseconds, telling each by itself
 * took some six percent of the time. A checkpoint replaces one of its kind that still waits, and comes after what led to it.
 */
export class Outbox {
  readonly #send: (...events: TrainEvent[]) => void;
  #waiting: TrainEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(send: (...events: TrainEvent[]) => void) {
    this.#send = send;
  }

  add(event: TrainEvent): void {
    if (event.type === 'checkpoint')
      this.#waiting = this.#waiting.filter(
        (one) => one.type !== 'checkpoint' || one.kind !== event.kind,
      );
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.flush(), patienceMs);
  }

  /** Hands on whatever waits. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length > 0) this.#send(...events);
  }
}
