import { createORPCClient, DynamicLink, type ClientContext, type ClientLink } from '@orpc/client';
import type { Client } from './client.ts';
import { asPortraitError } from './errors.ts';
import { rpcOptions } from '#shared/wire/rpc-options.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';
type Link = ClientLink<ClientContext>;

const [patienceMs, lookMs] = [10_000, 50] as const;

/**
 * The one connection to the backend, whatever carries it. Calls made while it is down wait for it; calls under way
 * when it breaks are rejected with `connection_lost`. `epoch` grows with each connection made, so that stores know
 * when to fetch again.
 */
export class Connection {
  state = $state<ConnectionState>('connecting');
  epoch = $state(0);
  /** The host answers, and lets this window in no more: its link has ended, or the host was started anew. */
  refused = $state(false);
  /** Calls that have no answer yet. */
  pending = 0;
  readonly client: Client;
  #waiting = Promise.withResolvers<Link>();

  constructor() {
    const link = new DynamicLink(() => this.#waiting.promise);
    this.client = createORPCClient<Client>({
      call: async (path, input, options) => {
        this.pending += 1;
        try {
          return await link.call(path, input, options);
        } finally {
          this.pending -= 1;
        }
      },
    });
  }

  opened(link: Link): void {
    this.#waiting.resolve(link);
    this.state = 'open';
    this.epoch += 1;
  }

  /** Waits for the connection after `epoch`, for some seconds at most. */
  async after(epoch: number): Promise<void> {
    for (let waited = 0; this.epoch <= epoch && waited < patienceMs; waited += lookMs)
      await new Promise((resolve) => setTimeout(resolve, lookMs));
  }

  lost(): void {
    if (this.state === 'open') this.#waiting = Promise.withResolvers<Link>();
    this.state = 'lost';
  }
}

/** Options every carrier's link is made with: rejections become PortraitErrors. */
export const linkOptions = {
  ...rpcOptions,
  interceptors: [
    async <T>({ next }: { next: () => Promise<T> }): Promise<T> => {
      try {
        return await next();
      } catch (thrown) {
        throw asPortraitError(thrown);
      }
    },
  ],
};
