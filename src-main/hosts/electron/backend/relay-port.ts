import type { Frame } from './backend-messages.ts';

type Listeners<A extends unknown[]> = Set<(...values: A) => void>;

/** One window's end of the RPC connection, in the form oRPC's message-port adapter takes. */
export class RelayPort {
  readonly #send: (frame: Frame) => void;
  readonly #messages: Listeners<[Frame]> = new Set();
  readonly #disconnects: Listeners<[]> = new Set();
  #open = true;

  constructor(send: (frame: Frame) => void) {
    this.#send = send;
  }

  readonly onMessage = {
    addListener: (listener: (frame: Frame) => void) => this.#messages.add(listener),
  };
  readonly onDisconnect = {
    addListener: (listener: () => void) => this.#disconnects.add(listener),
  };

  postMessage(frame: Frame): void {
    if (this.#open) this.#send(frame);
  }

  deliver(frame: Frame): void {
    for (const listener of this.#messages) listener(frame);
  }

  /** Ends what the window had under way; answers still to come are dropped. */
  close(): void {
    this.#open = false;
    for (const listener of this.#disconnects) listener();
  }
}
