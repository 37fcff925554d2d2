import type { EncryptionState } from '#shared/contract/encryption.ts';
import type { Client } from '../client/client.ts';

/** Somebody at the window is told of at most this often, in milliseconds. */
const presentEvery = 5000;

/** What the workspace is encrypted with, and whether it is locked. */
export class EncryptionStore {
  state = $state.raw<EncryptionState | null>(null);
  readonly locked = $derived(this.state?.state === 'locked');
  readonly #client: Client;
  readonly #clock: () => number;
  #told = -Infinity;

  constructor(client: Client, clock: () => number) {
    this.#client = client;
    this.#clock = clock;
  }

  async refresh(): Promise<EncryptionState> {
    this.state = await this.#client.encryption.state({});
    return this.state;
  }

  /** Somebody moves or types: an open encrypted workspace is not locked meanwhile. */
  present(): void {
    if (this.state?.state !== 'open' || this.#clock() - this.#told < presentEvery) return;
    this.#told = this.#clock();
    // A connection that is lost is shown as that.
    void this.#client.encryption.present({}).catch(() => undefined);
  }
}
