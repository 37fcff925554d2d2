import type { MessagePortMain } from 'electron';
import type { EngineProcess, FromEngine, SpawnEngine } from '#shared/engine/protocol.ts';
import type { FromBackend } from './backend-messages.ts';

type Engine = {
  port: Promise<MessagePortMain>;
  connect(port: MessagePortMain): void;
  exit(detail: string): void;
};

/** The backend's side of `Engines`: engines are asked for in main and spoken to over a port of their own. */
export class EngineRequests {
  readonly #say: (message: FromBackend) => void;
  readonly #engines = new Map<number, Engine>();
  #next = 1;

  constructor(say: (message: FromBackend) => void) {
    this.#say = say;
  }

  readonly spawn: SpawnEngine = () => {
    const id = this.#next++;
    const { promise, resolve } = Promise.withResolvers<MessagePortMain>();
    let exit: (detail: string) => void = () => undefined;
    this.#engines.set(id, { port: promise, connect: resolve, exit: (detail) => exit(detail) });
    this.#say({ type: 'spawn-engine', engine: id });
    const engine: EngineProcess = {
      post: (message) => void promise.then((port) => port.postMessage(message)),
      onMessage: (listener) =>
        void promise.then((port) => {
          // The engine is our own program: its messages are typed by the protocol and not parsed again.
          port.on('message', ({ data }) => listener(data as FromEngine));
          port.start();
        }),
      onExit: (listener) => {
        exit = listener;
      },
      kill: () => this.#say({ type: 'kill-engine', engine: id }),
    };
    return engine;
  };

  connect(engine: number, port: MessagePortMain): void {
    this.#engines.get(engine)?.connect(port);
  }

  exited(engine: number, detail: string): void {
    this.#engines.get(engine)?.exit(detail);
    this.#engines.delete(engine);
  }
}
