import { fork, type Serializable } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { PortraitError, errorData } from '#shared/errors/index.ts';
import type { Work } from './work.ts';

const longestEnd = 1000;

/** Work on another thread or in another process, as this side sees it. */
export type Task<W extends Work> = {
  /** Tells the other end that a piece it sent was taken in. */
  taken(): void;
  onMessage(listener: (message: W['message']) => void): void;
  onError(listener: (error: Error) => void): void;
  onExit(listener: (how: string) => void): void;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
};

/**
 * Starts `NAME.worker.ts` on a thread of its own. It cannot be stopped inside native code: use a process for that.
 * `heapMegabytes`: where its JavaScript needs more, the thread ends and nothing else does.
 */
export function startWorker<W extends Work>(
  source: URL,
  workerData: W['task'],
  heapMegabytes?: number,
): Task<W> {
  const limits =
    heapMegabytes === undefined
      ? {}
      : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } };
  const worker = new Worker(builtFile(source), { workerData, ...limits });
  return {
    taken: () => worker.postMessage('taken'),
    onMessage: (listener) => worker.on('message', listener),
    onError: (listener) => worker.on('error', listener),
    onExit: (listener) => worker.on('exit', (code) => listener(`exit ${code}`)),
    async stop() {
      worker.removeAllListeners();
      // A thread that waits for a file that never answers does not end: nobody waits for it.
      await Promise.race([worker.terminate(), setTimeout(longestEnd, undefined, { ref: false })]);
    },
  };
}

/** Starts `NAME.process.ts` as a process and posts it `data`; `stop` kills it, whatever it is doing. */
export function startProcess<W extends Work>(source: URL, data: W['task']): Task<W> {
  const child = fork(fileURLToPath(builtFile(source)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.once('error', () => resolve());
  // A message to a process that has just died is no error of its own: the exit tells it.
  const post = (message: unknown): void => {
    if (child.connected) child.send(message as Serializable, () => undefined);
  };
  post(data);
  return {
    taken: () => post('taken'),
    onMessage: (listener) => child.on('message', listener),
    onError: (listener) => child.on('error', listener),
    onExit: (listener) => child.on('exit', (code, signal) => listener(signal ?? `exit ${code}`)),
    async stop() {
      child.removeAllListeners('message').removeAllListeners('exit');
      child.once('exit', () => resolve());
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/**
 * Follows a task to its end and gives what `onMessage` returned first. A failure it reports, `{ type: 'failed', error }`
 * with error data, is thrown as a PortraitError; `signal` ends it, and `cancelled` is thrown. `ended` says what it means
 * that the task ends by itself before that (`how`: its signal or exit code).
 */
export async function followTask<W extends Work, Result>(
  task: Task<W>,
  signal: AbortSignal | undefined,
  onMessage: (message: W['message']) => Result | undefined,
  ended: (how: string) => PortraitError = endedEarly,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const stop = (): void => reject(new PortraitError('cancelled'));
  task.onMessage((message) => {
    const failure = failureOf(message);
    if (failure !== undefined) return reject(failure);
    try {
      const result = onMessage(message);
      if (result !== undefined) resolve(result);
    } catch (error) {
      reject(error);
    }
  });
  task.onError(reject);
  task.onExit((how) => reject(ended(how)));
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop);
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
    await task.stop();
  }
}

function endedEarly(how: string): PortraitError {
  return new PortraitError('internal', { detail: `a helper ended early (${how})` });
}

/** From source the file itself; in a bundle, where it is not there, `workers/NAME.mjs` beside the bundle's folder. */
function builtFile(source: URL): URL {
  if (existsSync(source)) return source;
  const name = source.pathname
    .split('/')
    .at(-1)!
    .replace(/\.(worker|process)\.ts$/, '');
  return new URL(`../workers/${name}.mjs`, source);
}

function failureOf(message: unknown): PortraitError | undefined {
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  if (message.type !== 'failed' || !('error' in message)) return undefined;
  const { code, params } = errorData.parse(message.error);
  return new PortraitError(code, params);
}
