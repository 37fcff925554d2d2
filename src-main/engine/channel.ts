import type { FromEngine, ToEngine } from '#shared/engine/protocol.ts';
import { parentPort, type Port } from './parent-port.ts';

/** The engine's end of the line to the backend. */
export type Channel = {
  post(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
};

/** @throws Error where this process was started by neither */
export function openChannel(): Channel {
  const parent = parentPort();
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
        // The backend's messages are typed by the protocol and not parsed again.
        port.on('message', ({ data }) => listener(data as ToEngine));
        port.start();
      }),
  };
}
