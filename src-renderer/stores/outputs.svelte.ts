import type { Address } from '#shared/model/ids.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { CellOutput } from '#shared/contract/notebook.ts';
import type { ErrorData } from '#shared/errors/index.ts';
import type { Client } from '../client/client.ts';
import { asPortraitError } from '../client/errors.ts';

export type OutputEntry =
  | { status: 'loading' }
  | { status: 'ready'; output: CellOutput }
  | { status: 'failed'; error: ErrorData };

const limit = 400;

/** Results by address, fetched when first shown. An address always means the same result, so none goes out of date. */
export class OutputStore {
  readonly #entries = new SvelteMap<string, OutputEntry>();
  readonly #client: Client;
  #keepsAll = false;

  constructor(client: Client) {
    this.#client = client;
  }

  get(address: Address): OutputEntry | undefined {
    return this.#entries.get(address);
  }

  /** Fetches a result unless it is here or on its way; a failed one is tried again. */
  async fetch(address: Address): Promise<void> {
    const known = this.#entries.get(address);
    if (known && known.status !== 'failed') return;
    this.#entries.set(address, { status: 'loading' });
    try {
      const output = await this.#client.notebook.output({ address });
      this.#entries.set(address, { status: 'ready', output });
    } catch (thrown) {
      this.#entries.set(address, { status: 'failed', error: asPortraitError(thrown).toData() });
    }
    this.#trim();
  }

  /** Lets go of a result that is made again under the address it had: it could not be read. */
  forget(address: Address): void {
    this.#entries.delete(address);
  }

  /** Lets go of everything: the workspace was locked. */
  clear(): void {
    this.#entries.clear();
  }

  /** While everything is drawn nothing is let go of: what is on screen would begin to load again. */
  keepAll(keeps: boolean): void {
    this.#keepsAll = keeps;
    this.#trim();
  }

  #trim(): void {
    if (this.#keepsAll) return;
    for (const address of this.#entries.keys()) {
      if (this.#entries.size <= limit) return;
      this.#entries.delete(address);
    }
  }
}
