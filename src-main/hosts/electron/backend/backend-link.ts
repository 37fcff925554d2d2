import { utilityProcess, type UtilityProcess } from 'electron';
import type { FromBackend, ToBackend } from './backend-messages.ts';
import { Engines } from './engines.ts';

export type BackendLinkOptions = {
  entry: string;
  engineEntry: string;
  workspace: string;
  clock: () => number;
  onMessage(message: Extract<FromBackend, { type: 'rpc' | 'open' | 'failed' | 'exchanged' }>): void;
  /** Training has ended, or its process has. */
  onIdle(): void;
  /** A new process stands in for one that crashed. */
  onRestart(): void;
  /** Three crashes within a minute: given up. */
  onLost(): void;
};

const crashLimit = 3;
const crashWindowMs = 60_000;

/** The backend's process: started, restarted after a crash, and closed in an orderly way. */
export class BackendLink {
  readonly #options: BackendLinkOptions;
  readonly #engines: Engines;
  #child: UtilityProcess;
  #crashes: number[] = [];
  #closing = false;
  #training = false;
  #workspace: string;
  #exited: Promise<void>;

  constructor(options: BackendLinkOptions) {
    this.#options = options;
    this.#workspace = options.workspace;
    this.#engines = new Engines(options.engineEntry);
    [this.#child, this.#exited] = this.#start();
  }

  get training(): boolean {
    return this.#training;
  }

  post(message: ToBackend): void {
    this.#child.postMessage(message);
  }

  /** Lets the backend finish writing; ends it after `patienceMs`. */
  async close(patienceMs = 5000): Promise<void> {
    this.#closing = true;
    this.post({ type: 'close' });
    const timer = setTimeout(() => this.#child.kill(), patienceMs);
    await this.#exited;
    clearTimeout(timer);
    this.#engines.killAll();
  }

  #start(): [UtilityProcess, Promise<void>] {
    const child = utilityProcess.fork(this.#options.entry, [this.#workspace], {
      serviceName: 'Portrait backend',
      stdio: 'inherit',
    });
    // The backend is our own program: its messages are typed and not parsed again.
    child.on('message', (message: FromBackend) => this.#receive(message));
    const { promise, resolve } = Promise.withResolvers<void>();
    child.once('exit', () => {
      resolve();
      this.#engines.killAll();
      this.#setTraining(false);
      if (!this.#closing) this.#recover();
    });
    return [child, promise];
  }

  #receive(message: FromBackend): void {
    if (message.type === 'training') this.#setTraining(message.running);
    else if (message.type === 'spawn-engine') this.#engines.spawn(message.engine, this.#child);
    else if (message.type === 'kill-engine') this.#engines.kill(message.engine);
    else {
      if (message.type === 'failed') this.#closing = true;
      if (message.type === 'open') this.#workspace = message.workspace;
      this.#options.onMessage(message);
    }
  }

  #setTraining(running: boolean): void {
    const ended = this.#training && !running;
    this.#training = running;
    if (ended) this.#options.onIdle();
  }

  #recover(): void {
    const now = this.#options.clock();
    this.#crashes = [...this.#crashes.filter((time) => now - time < crashWindowMs), now];
    if (this.#crashes.length >= crashLimit) return this.#options.onLost();
    [this.#child, this.#exited] = this.#start();
    this.#options.onRestart();
  }
}
