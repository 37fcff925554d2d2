import { fork } from 'node:child_process';
import type {
  EngineEvent,
  EngineMethod,
  EngineParams,
  EngineResult,
  FromEngine,
} from '#shared/engine/protocol.ts';

/** A forked engine and a way to ask it; as the backend does it, without supervision. */
export type EngineClient = {
  call<M extends EngineMethod>(
    method: M,
    params: EngineParams<M>,
    onEvent?: (event: EngineEvent<M>) => void,
  ): Promise<EngineResult<M>>;
  pid: number;
  exited: Promise<void>;
  end(): void;
};

export function startEngine(env: Record<string, string> = {}): EngineClient {
  const path = new URL('../../../src-main/engine/engine.ts', import.meta.url).pathname;
  const child = fork(path, [], {
    serialization: 'advanced',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    execArgv: [],
  });
  type Pending = { resolve(v: unknown): void; reject(e: Error): void; onEvent(e: unknown): void };
  const pending = new Map<number, Pending>();
  let next = 0;
  child.on('message', (message: FromEngine) => {
    if (message.type === 'ready' || message.type === 'heartbeat') return;
    const request = pending.get(message.id);
    if (message.type === 'events') message.events.forEach((event) => request?.onEvent(event));
    if (message.type === 'result') request?.resolve(message.result);
    if (message.type === 'error') request?.reject(new Error(JSON.stringify(message.error)));
    if (message.type !== 'events') pending.delete(message.id);
  });
  const exited = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      for (const { reject } of pending.values())
        reject(new Error(`engine ended: ${signal ?? code}`));
      resolve();
    });
  });
  return {
    call: (method, params, onEvent) =>
      new Promise((resolve, reject) => {
        const id = next++;
        // The engine answers each method with that method's types.
        pending.set(id, {
          resolve: resolve as (v: unknown) => void,
          reject,
          onEvent: (event) => onEvent?.(event as never),
        });
        child.send({ type: 'request', id, method, params });
      }),
    pid: child.pid ?? 0,
    exited,
    end: () => {
      if (child.connected) child.disconnect();
    },
  };
}
