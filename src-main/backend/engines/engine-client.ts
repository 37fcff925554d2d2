import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import type {
  EngineEvent,
  EngineMethod,
  EngineParams,
  EngineProcess,
  EngineResult,
  FromEngine,
} from '#shared/engine/protocol.ts';
import type { EngineStatus } from '#shared/model/run.ts';

/** Ticks of the watch without any message after which an engine counts as hanging: loading, then working. */
const patience = { loading: 120, working: 20 };

type Pending = {
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
  event: ((event: unknown) => void) | undefined;
};

export type EngineClientOptions = {
  /** Milliseconds between looks at the heartbeat; counted in looks, so a suspended machine is no stall. */
  tickMs?: number;
  /** Called once when the process is gone; `crashed` is false where it was stopped on purpose. */
  onGone: (gone: { crashed: boolean; detail: string }) => void;
};

/**
 * One engine process: requests with events, one answer each, and a watch over its heartbeat.
 * Whatever is pending when the process ends fails with `engine_crashed`, `engine_stalled` or `cancelled`.
 */
export class EngineClient {
  readonly ready: Promise<void>;
  readonly #process: EngineProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #watch: ReturnType<typeof setInterval>;
  #settleReady: { resolve: () => void; reject: (error: PortraitError) => void };
  #nextId = 1;
  #silentTicks = 0;
  #loaded = false;
  #over: PortraitError | null = null;
  #lastMessageAt = performance.now();
  #longestSilence = 0;
  #status: EngineStatus | null = null;

  constructor(process: EngineProcess, options: EngineClientOptions) {
    this.#process = process;
    const ready = Promise.withResolvers<void>();
    this.ready = ready.promise;
    this.ready.catch(() => undefined);
    this.#settleReady = ready;
    const tickMs = options.tickMs ?? 1000;
    this.#watch = setInterval(() => this.#look(tickMs), tickMs);
    this.#watch.unref();
    process.onMessage((message) => this.#receive(message));
    process.onExit((detail) => {
      const crashed = this.#over === null || this.#over.code === 'engine_stalled';
      this.#end(this.#over ?? new PortraitError('engine_crashed', { detail }));
      options.onGone({ crashed, detail: this.#over?.code === 'engine_stalled' ? 'stall' : detail });
    });
  }

  get alive(): boolean {
    return this.#over === null;
  }

  /** What the last heartbeat told; null before one did. */
  get status(): EngineStatus | null {
    return this.#status;
  }

  /** Longest pause between two messages since the last call, in milliseconds: how long a chunk of work takes. */
  takeLongestSilence(): number {
    const longest = this.#longestSilence;
    this.#longestSilence = 0;
    return longest;
  }

  request<M extends EngineMethod>(
    method: M,
    params: EngineParams<M>,
    onEvent?: (event: EngineEvent<M>) => void,
  ): Promise<EngineResult<M>> {
    if (this.#over !== null) return Promise.reject(this.#over);
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<EngineResult<M>>();
    // The engine is our own process: its answers are typed by the protocol and not parsed again.
    this.#pending.set(id, {
      resolve: (result) => resolve(result as EngineResult<M>),
      reject,
      event: onEvent && ((event) => onEvent(event as EngineEvent<M>)),
    });
    this.#process.post({ type: 'request', id, method, params });
    return promise;
  }

  /** Ends the process at once; what is pending fails with `reason`. */
  kill(reason = new PortraitError('cancelled')): void {
    if (this.#over !== null) return;
    this.#end(reason);
    this.#process.kill();
  }

  #receive(message: FromEngine): void {
    const now = performance.now();
    this.#longestSilence = Math.max(this.#longestSilence, now - this.#lastMessageAt);
    this.#lastMessageAt = now;
    this.#silentTicks = 0;
    if (message.type === 'ready') {
      this.#loaded = true;
      this.#settleReady.resolve();
    } else if (message.type === 'heartbeat') {
      this.#status = message.status;
    } else if (message.type === 'events') {
      this.#deliver(message.id, message.events);
    } else if (message.type === 'result') {
      this.#take(message.id)?.resolve(message.result);
    } else if (message.type === 'error') {
      this.#take(message.id)?.reject(fromData(message.error));
    }
  }

  /** An event that cannot be taken in (a full disk) fails its request; the engine must not go on unheard. */
  #deliver(id: number, events: readonly unknown[]): void {
    try {
      for (const event of events) this.#pending.get(id)?.event?.(event);
    } catch (error) {
      this.#take(id)?.reject(error);
      this.kill();
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #look(tickMs: number): void {
    this.#silentTicks += 1;
    const limit = this.#loaded ? patience.working : patience.loading;
    if (this.#silentTicks < limit) return;
    const seconds = Math.round((limit * tickMs) / 1000);
    this.kill(new PortraitError('engine_stalled', { seconds }));
  }

  #end(reason: PortraitError): void {
    clearInterval(this.#watch);
    this.#over ??= reason;
    this.#settleReady.reject(reason);
    for (const pending of this.#pending.values()) pending.reject(reason);
    this.#pending.clear();
  }
}

function fromData(error: ErrorData): PortraitError {
  return new PortraitError(error.code, error.params);
}
