import { setTimeout as sleep } from 'node:timers/promises';
import { PortraitError } from '#shared/errors/index.ts';
import type { SpawnEngine } from '#shared/engine/protocol.ts';
import type { EngineInfo, EngineStatus } from '#shared/model/run.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';
import { EngineClient } from './engine-client.ts';
import { differNoticeably, statusOf } from './engine-status.ts';

type Device = TrainSettings['device'];
type Engine = { client: EngineClient; info: EngineInfo; device: Device; leases: number };

/** An engine for one job alone. Hand it back when the job is over, in whatever way. */
export type EngineLease = { client: EngineClient; info: EngineInfo; release(): void };

const mostCrashes = 3;
/** A process that served this many jobs is replaced, so that nothing it leaks can add up. */
const mostLeases = 20;

export type EnginePoolOptions = {
  spawn: SpawnEngine;
  clock: () => number;
  /** Called when `info` says something noticeably new: at most once a tick, and at the first start. */
  onChange?: () => void;
  tickMs?: number;
  /** First wait after a crash; doubled by each further one. */
  backOffMs?: number;
  /** How long no engine is started after three crashes in a row. */
  restMs?: number;
};

/**
 * Engine processes: one for each heavy job, one shared by predictions, at most one kept warm between jobs.
 * A crash ends the job it happened in and no other. After three crashes in a row nothing is started for a while.
 */
export class EnginePool {
  readonly #options: Required<EnginePoolOptions>;
  readonly #clients = new Set<EngineClient>();
  readonly #watch: ReturnType<typeof setInterval>;
  #idle: Engine | null = null;
  #shared: { lease: Promise<EngineLease>; users: number } | null = null;
  #latest: Engine | null = null;
  #told: EngineStatus | null = null;
  #crashes = { count: 0, last: 0, detail: '' };
  #closed = false;

  constructor(options: EnginePoolOptions) {
    this.#options = {
      tickMs: 1000,
      backOffMs: 250,
      restMs: 30_000,
      ...options,
      onChange: options.onChange ?? (() => undefined),
    };
    this.#watch = setInterval(() => this.#tell(), this.#options.tickMs);
    this.#watch.unref();
  }

  /** The engine used last as it says of itself, with the memory of all that live; null before the first. */
  info(): EngineStatus | null {
    if (this.#latest === null) return null;
    const { client, info } = this.#latest;
    return statusOf(client.status ?? info, [...this.#clients]);
  }

  /** Starts an engine ahead of its first job, so that this one begins at once. */
  async warmUp(): Promise<void> {
    const lease = await this.lease('auto');
    lease.release();
  }

  /** Throws `engine_keeps_crashing`, `engine_crashed`, `cancelled` or what the engine says to the device. */
  async lease(device: Device, signal?: AbortSignal): Promise<EngineLease> {
    const idle = this.#takeIdle(device);
    const engine = idle ?? (await this.#start(device, signal));
    engine.leases += 1;
    this.#latest = engine;
    if (this.#told === null) this.#tell();
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      this.#putBack(engine);
    };
    return { client: engine.client, info: engine.info, release };
  }

  /** Short work (predictions) on one engine that all callers share. */
  async share<T>(use: (client: EngineClient) => Promise<T>): Promise<T> {
    const shared = (this.#shared ??= { lease: this.lease('auto'), users: 0 });
    shared.users += 1;
    try {
      const { client } = await shared.lease;
      const result = await use(client);
      this.worked();
      return result;
    } finally {
      shared.users -= 1;
      if (shared.users === 0) this.#unshare(shared);
    }
  }

  /** A job came to its end: crashes before it no longer count. */
  worked(): void {
    this.#crashes.count = 0;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    for (const client of this.#clients) client.kill();
  }

  #tell(): void {
    const now = this.info();
    if (now === null || !differNoticeably(this.#told, now)) return;
    this.#told = now;
    this.#options.onChange();
  }

  #unshare(shared: { lease: Promise<EngineLease> }): void {
    if (this.#shared === shared) this.#shared = null;
    shared.lease.then(
      (lease) => lease.release(),
      () => undefined,
    );
  }

  #takeIdle(device: Device): Engine | null {
    const idle = this.#idle;
    if (idle === null) return null;
    this.#idle = null;
    if (idle.client.alive && idle.device === device) return idle;
    idle.client.kill();
    return null;
  }

  #putBack(engine: Engine): void {
    const spent = engine.leases >= mostLeases || !engine.client.alive || this.#closed;
    if (spent || this.#idle !== null) engine.client.kill();
    else this.#idle = engine;
  }

  async #start(device: Device, signal?: AbortSignal): Promise<Engine> {
    await this.#waitAfterCrash(signal);
    if (this.#closed || signal?.aborted) throw new PortraitError('cancelled');
    const client = new EngineClient(this.#options.spawn(), {
      tickMs: this.#options.tickMs,
      onGone: ({ crashed, detail }) => {
        this.#clients.delete(client);
        if (this.#idle?.client === client) this.#idle = null;
        if (!crashed) return;
        this.#crashes = {
          count: this.#crashes.count + 1,
          last: this.#options.clock(),
          detail,
        };
      },
    });
    this.#clients.add(client);
    const stop = () => client.kill();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await client.ready;
      const info = await client.request('hello', { device });
      return { client, info, device, leases: 0 };
    } catch (error) {
      client.kill();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async #waitAfterCrash(signal?: AbortSignal): Promise<void> {
    const { count, last, detail } = this.#crashes;
    if (count === 0) return;
    const since = this.#options.clock() - last;
    const rest = this.#options.restMs - since;
    if (count >= mostCrashes && rest > 0) {
      const seconds = Math.ceil(rest / 1000);
      throw new PortraitError('engine_keeps_crashing', { times: count, detail, seconds });
    }
    const wait = this.#options.backOffMs * 2 ** (Math.min(count, mostCrashes) - 1) - since;
    if (wait <= 0) return;
    await sleep(wait, undefined, signal && { signal }).catch(() => undefined);
  }
}
