import { MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import type { ToBackend } from './backend-messages.ts';

/**
 * Only main can start utility processes, so the backend asks for its engines here. Main hands each side one end
 * of a message channel and stays out of what they say to each other.
 */
export class Engines {
  readonly #entry: string;
  readonly #running = new Map<number, UtilityProcess>();

  constructor(entry: string) {
    this.#entry = entry;
  }

  spawn(engine: number, backend: UtilityProcess): void {
    const child = utilityProcess.fork(this.#entry, [], {
      serviceName: 'Portrait engine',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { TF_CPP_MIN_LOG_LEVEL: '2', ...process.env },
    });
    this.#running.set(engine, child);
    let tail = '';
    child.stderr?.on('data', (text: Buffer) => {
      tail = (tail + text.toString('utf8')).slice(-2000);
    });
    const tell = (message: ToBackend) => backend.postMessage(message);
    child.once('exit', (code) => {
      this.#running.delete(engine);
      tell({ type: 'engine-exit', engine, detail: describeExit(code, tail) });
    });
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ type: 'port' }, [port1]);
    backend.postMessage({ type: 'engine-port', engine } satisfies ToBackend, [port2]);
  }

  /** At once and for sure: an engine that hangs in native code does not answer a polite signal. */
  kill(engine: number): void {
    const pid = this.#running.get(engine)?.pid;
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }

  killAll(): void {
    for (const engine of this.#running.keys()) this.kill(engine);
  }
}

/** The exit code and the last line the engine wrote. */
export function describeExit(code: number, stderr: string): string {
  const last = stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return last === '' ? `exit code ${code}` : `exit code ${code}: ${last}`;
}
