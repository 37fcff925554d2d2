/** A port of Electron's: `data` of a message, and the ports that came with it. */
export type Port = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
  once(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
  start(): void;
};

/** The way to Electron's main process, where that started this one. */
export function parentPort(): Port | undefined {
  // Only Electron puts parentPort on process; Node's types do not know it.
  return (process as unknown as { parentPort?: Port }).parentPort;
}
