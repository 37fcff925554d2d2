import {
  MessageChannelMain,
  utilityProcess,
  type ForkOptions,
  type UtilityProcess,
} from 'electron';
import {
  probePatienceMs,
  type ProbeAnswer,
  type ProbeReport,
  type ProbeRequest,
} from '#shared/engine/probe.ts';
import type { ToBackend } from './backend-messages.ts';

/**
 * Only main can start utility processes, so the backend asks for its engines here. Main hands each side one end
 * of a message channel and stays out of what they say to each other.
 */
export class Engines {
  readonly #entry: string;
  readonly #running = new Map<number, UtilityProcess>();
  readonly #probes = new Set<UtilityProcess>();

  constructor(entry: string) {
    this.#entry = entry;
  }

  spawn(engine: number, backend: UtilityProcess): void {
    const child = this.#fork('Portrait engine', ['ignore', 'ignore', 'pipe']);
    this.#running.set(engine, child);
    // An engine says nothing else to main: all the rest goes to the backend.
    child.on('message', (request: ProbeRequest) => {
      this.#probe(request, (answer) => {
        if (this.#running.get(engine) === child) child.postMessage(answer);
      });
    });
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

  #fork(serviceName: string, stdio: ForkOptions['stdio'], env: ProbeRequest['env'] = {}) {
    const whole = { TF_CPP_MIN_LOG_LEVEL: '2', ...process.env, ...env };
    return utilityProcess.fork(this.#entry, [], { serviceName, stdio, env: whole });
  }

  /** Starts an engine that measures under other variables, and hands on what it reports. */
  #probe({ probe, env }: ProbeRequest, answer: (message: ProbeAnswer) => void): void {
    const child = this.#fork('Portrait engine, measuring', 'ignore', env);
    this.#probes.add(child);
    const limit = setTimeout(() => killProcess(child), probePatienceMs);
    let report: unknown = null;
    child.once('message', (message: ProbeReport) => {
      report = message.report;
      killProcess(child);
    });
    child.once('exit', () => {
      clearTimeout(limit);
      this.#probes.delete(child);
      answer({ type: 'probed', probe, report });
    });
  }

  /** At once and for sure: an engine that hangs in native code does not answer a polite signal. */
  kill(engine: number): void {
    const child = this.#running.get(engine);
    if (child) killProcess(child);
  }

  killAll(): void {
    for (const engine of this.#running.keys()) this.kill(engine);
    for (const child of this.#probes) killProcess(child);
  }
}

function killProcess({ pid }: UtilityProcess): void {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}

/** The exit code and the last line the engine wrote. */
export function describeExit(code: number, stderr: string): string {
  const last = stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return last === '' ? `exit code ${code}` : `exit code ${code}: ${last}`;
}
