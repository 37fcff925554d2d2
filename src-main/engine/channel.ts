import type { FromEngine, ToEngine } from '#shared/engine/protocol.ts';

/** The engine's end of the line to the backend. */
export type Channel = {
  post(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
};

/** A port of Electron's: `data` of a message, and the ports that came with it. */
type Port = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: ToEngine; ports: Port[] }) => void): void;
  once(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
  start(): void;
};

/** @throws Error where this process was started by neither */
export function openChannel(): Channel {
  // Only Electron puts parentPort on process; Node's types do not know it.
  const parent = (process as unknown as { parentPort?: Port }).parentPort;
  if (parent) return portHandedOver(parent);
  if (!process.send) throw new Error('the engine is started by the backend, not by hand');
  const send = process.send.bind(process);
  process.on('disconnect', () => process.exit(0));
  return {
    post: (message) => {
      send(message);
    },
    onMessage: (listener) => process.on('message', (message: ToEngine) => listener(message)),
  };
}

/** Electron's main process starts us and hands over, with its first message, a port that leads to the backend. */
function portHandedOver(parent: Port): Channel {
  const arrived = new Promise<Port>((resolve) => {
    parent.once('message', ({ ports: [port] }) => {
      if (port) resolve(port);
    });
  });
  return {
    post: (message) => void arrived.then((port) => port.postMessage(message)),
    onMessage: (listener) =>
      void arrived.then((port) => {
        port.on('message', ({ data }) => listener(data));
        port.start();
      }),
  };
}
