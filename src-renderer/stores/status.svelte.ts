import type { AppStatus } from '#shared/contract/app.ts';
import type { Client } from '../client/client.ts';
import { asPortraitError, isAway } from '../client/errors.ts';

const retryPause = 600;

/** What the status bar shows: engine, jobs, version. Followed for as long as the window is open. */
export class StatusStore {
  current = $state.raw<AppStatus | null>(null);
  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;

  constructor(client: Client, onError: (thrown: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const events = await this.#client.app.watch({}, { signal });
        this.current = await this.#client.app.status({});
        for await (const status of events) this.current = status;
      } catch (thrown) {
        if (signal.aborted) return;
        if (!isAway(asPortraitError(thrown).code)) this.#onError(thrown);
      }
      await new Promise((resolve) => setTimeout(resolve, retryPause));
    }
  }
}
