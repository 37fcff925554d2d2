import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineProcess, FromEngine, SpawnEngine } from '#shared/engine/protocol.ts';

const stderrTail = 2000;

/** The engine's entry: a sibling folder, as TypeScript in the checkout and bundled in `dist`. */
export function engineEntry(from = import.meta.url): string {
  const extension = extname(fileURLToPath(from));
  return fileURLToPath(new URL(`../engine/engine${extension}`, from));
}

/** Starts the engine as a child process of this Node; messages travel by structured clone. */
export function nodeEngine(entry = engineEntry()): SpawnEngine {
  return () => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      env: { TF_CPP_MIN_LOG_LEVEL: '2', ...process.env },
    });
    let tail = '';
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => {
      tail = (tail + text).slice(-stderrTail);
    });
    const engine: EngineProcess = {
      post: (message) => {
        // A message to a process that has just died is no error of its own: the exit tells it.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => {
        child.on('message', (message: FromEngine) => listener(message));
      },
      onExit: (listener) => {
        let told = false;
        const tell = (detail: string) => {
          if (!told) listener(detail);
          told = true;
        };
        child.once('error', (error) => tell(error.message));
        child.once('close', (code, signal) => tell(exitDetail(code, signal, tail)));
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
    return engine;
  };
}

/**
 * How the process ended, with the last line in which it named an error, else the last line at all.
 * The engine only ever sees numbers, so no personal value can be in it.
 */
export function exitDetail(code: number | null, signal: string | null, stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const named = lines.findLast((line) => /error|failed|fatal|terminate/i.test(line));
  const said = (named ?? lines.at(-1))?.trim().slice(0, 200);
  const how = signal ?? `exit code ${code}`;
  return said === undefined ? how : `${how}: ${said}`;
}
