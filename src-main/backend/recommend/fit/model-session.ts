import type { BlobStore } from '../../storage/index.ts';
import type { EngineClient, EngineLease } from '../../engines/index.ts';
import type { Prepared } from '../interactions/index.ts';
import type { ModelRef } from './model-ref.ts';
import { decodeState } from './tensor-codec.ts';

/** Learnt state kept loaded in one engine; beyond it, what was used longest ago is dropped. */
const mostLoadedBytes = 1_000_000_000;

/** One engine with data and recommenders loaded into it, each once and until there is no room for it. */
export class ModelSession {
  readonly #lease: EngineLease;
  readonly #blobs: BlobStore;
  /** Ids of loaded data and models with their size, least recently used first. */
  readonly #loaded = new Map<string, number>();
  #loading: Promise<unknown> = Promise.resolve();

  constructor(lease: EngineLease, blobs: BlobStore) {
    this.#lease = lease;
    this.#blobs = blobs;
  }

  get client(): EngineClient {
    return this.#lease.client;
  }

  /** Loads what is not there yet; one call at a time. Throws `not_found`, `engine_*`. */
  load(models: readonly ModelRef[], prepared: (blob: string) => Prepared): Promise<void> {
    const next = this.#loading.then(async () => {
      const needed = new Set<string>();
      for (const model of models) await this.#loadModel(model, prepared, needed);
      await this.#makeRoom(needed);
    });
    this.#loading = next.catch(() => undefined);
    return next;
  }

  /** Takes everything out of the engine and hands it back. */
  async end(): Promise<void> {
    if (this.client.alive)
      for (const id of this.#loaded.keys()) await this.client.request('recommend.drop', { id });
    this.#loaded.clear();
    this.#lease.release();
  }

  async #loadModel(
    model: ModelRef,
    prepared: (blob: string) => Prepared,
    needed: Set<string>,
  ): Promise<void> {
    const { id, data, state, algorithm } = model;
    for (const part of model.parts) await this.#loadModel(part.model, prepared, needed);
    if (!this.#touch(data, needed)) {
      const content = prepared(data).learn;
      await this.client.request('recommend.load', { data, content });
      this.#loaded.set(data, this.#blobs.size(data));
    }
    if (this.#touch(id, needed)) return;
    if (algorithm.type === 'hybrid') {
      const parts = model.parts.map((part) => ({ model: part.model.id, weight: part.weight }));
      await this.client.request('recommend.combine', { data, model: id, parts });
    } else {
      const tensors = state === null ? [] : decodeState(this.#blobs.get(state));
      await this.client.request('recommend.restore', {
        data,
        model: id,
        algorithm,
        state: tensors,
      });
    }
    this.#loaded.set(id, state === null ? 0 : this.#blobs.size(state));
  }

  #touch(id: string, needed: Set<string>): boolean {
    needed.add(id);
    const bytes = this.#loaded.get(id);
    if (bytes === undefined) return false;
    this.#loaded.delete(id);
    this.#loaded.set(id, bytes);
    return true;
  }

  async #makeRoom(needed: ReadonlySet<string>): Promise<void> {
    let total = [...this.#loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [id, bytes] of this.#loaded) {
      if (total <= mostLoadedBytes) return;
      if (needed.has(id)) continue;
      await this.client.request('recommend.drop', { id });
      this.#loaded.delete(id);
      total -= bytes;
    }
  }
}
