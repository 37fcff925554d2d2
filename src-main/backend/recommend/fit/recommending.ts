import type { RecommendData } from '#shared/engine/recommend.ts';
import type { StateTensor } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { VectorSpread } from '#shared/model/cells/recommend.ts';
import type { Algorithm } from '#shared/recommenders/index.ts';
import type { EngineClient, EngineLease, EnginePool } from '../../engines/index.ts';
import type { BlobStore } from '../../storage/index.ts';
import { decodePrepared, type Prepared } from '../interactions/index.ts';
import type { ModelRef } from './model-ref.ts';
import { ModelSession } from './model-session.ts';
import { vectorSpread } from './vector-spread.ts';

export type FitRequest = {
  data: RecommendData;
  algorithm: Algorithm;
  seed: number;
  signal: AbortSignal;
  progress(done: number, total: number, loss: number | null): void;
};

export type FittedModel = {
  state: StateTensor[];
  seconds: number;
  epochs: { epoch: number; loss: number }[];
};

/** An engine for a while, with one data set loaded under `data`; `fit` leaves the model loaded under its name. */
export type FitEngine = {
  client: EngineClient;
  fit(model: string, request: Omit<FitRequest, 'data' | 'signal'>): Promise<FittedModel>;
  /** Joins fitted models into a weighted hybrid, loaded under its name. */
  combine(model: string, parts: { model: string; weight: number }[]): Promise<void>;
};

const dataId = 'fit';
/** How long an engine with loaded recommenders waits for the next question. */
const idleMs = 10 * 60_000;
const preparedKept = 3;

/** Everything that needs recommenders in an engine: fitting, and questions about stored ones. */
export class Recommending {
  readonly #engines: EnginePool;
  readonly #blobs: BlobStore;
  readonly #prepared = new Map<string, Prepared>();
  #session: Promise<ModelSession> | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #asking = 0;

  constructor(options: { engines: EnginePool; blobs: BlobStore }) {
    this.#engines = options.engines;
    this.#blobs = options.blobs;
  }

  /** Prepared data by its blob; the last few are kept decoded. Throws `not_found`. */
  prepared(blob: string): Prepared {
    const known = this.#prepared.get(blob) ?? decodePrepared(this.#blobs.get(blob));
    this.#prepared.delete(blob);
    this.#prepared.set(blob, known);
    for (const oldest of this.#prepared.keys()) {
      if (this.#prepared.size <= preparedKept) break;
      this.#prepared.delete(oldest);
    }
    return known;
  }

  /**
   * Fits one recommender on an engine of its own. A stop ends that engine at once.
   * @throws recommender_too_large, cancelled, engine_*
   */
  fit({
    data,
    signal,
    ...request
  }: FitRequest): Promise<FittedModel & { spread: VectorSpread | null }> {
    return this.fitting(data, signal, async ({ client, fit }) => {
      const fitted = await fit('model', request);
      const { users } = await client.request('recommend.vectors', { model: 'model' });
      return { ...fitted, spread: users && vectorSpread(users) };
    });
  }

  /** An engine with `data` loaded, for several fits and rankings in a row; everything is dropped afterwards. */
  async fitting<T>(
    data: RecommendData,
    signal: AbortSignal,
    work: (engine: FitEngine) => Promise<T>,
  ): Promise<T> {
    const lease = await this.#engines.lease('auto', signal);
    const stop = (): void => lease.client.kill();
    signal.addEventListener('abort', stop, { once: true });
    const models = new Set<string>();
    try {
      if (signal.aborted) throw new PortraitError('cancelled');
      await lease.client.request('recommend.load', { data: dataId, content: data });
      const result = await work({
        client: lease.client,
        fit: (model, { algorithm, seed, progress }) => {
          models.add(model);
          return lease.client.request(
            'recommend.fit',
            { data: dataId, model, algorithm, seed },
            ({ done, total, loss }) => progress(done, total, loss),
          );
        },
        combine: async (model, parts) => {
          models.add(model);
          await lease.client.request('recommend.combine', { data: dataId, model, parts });
        },
      });
      this.#engines.worked();
      return result;
    } finally {
      signal.removeEventListener('abort', stop);
      await dropAll(lease, [...models, dataId]);
    }
  }

  /** Asks stored recommenders: they are loaded first where they are not yet, and stay for the next question. */
  async ask<T>(
    models: readonly ModelRef[],
    question: (client: EngineClient) => Promise<T>,
  ): Promise<T> {
    clearTimeout(this.#idle);
    this.#asking += 1;
    try {
      const session = await this.#open();
      await session.load(models, (blob) => this.prepared(blob));
      return await question(session.client);
    } finally {
      this.#asking -= 1;
      if (this.#asking === 0) this.#endWhenIdle();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#end();
  }

  async #open(): Promise<ModelSession> {
    const open = await this.#session?.catch(() => null);
    if (open?.client.alive) return open;
    this.#session = this.#engines
      .lease('cpu')
      .then((lease) => new ModelSession(lease, this.#blobs));
    return this.#session;
  }

  #endWhenIdle(): void {
    this.#idle = setTimeout(() => void this.#end(), idleMs);
    this.#idle.unref();
  }

  async #end(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.then(
      (open) => open.end(),
      () => undefined,
    );
  }
}

async function dropAll(lease: EngineLease, ids: string[]): Promise<void> {
  if (lease.client.alive)
    for (const id of ids) await lease.client.request('recommend.drop', { id });
  lease.release();
}
