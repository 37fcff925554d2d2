import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { visible } from '#shared/text/visible.ts';
import { createBackend } from '../../backend/backend.ts';
import { nodeEngine } from '../node-engine.ts';
import { packageRoot } from '../package-root.ts';
import { leave, leaveInTime } from '../leaving.ts';
import { describeFailure, logOn, terminalLocale, terminalOn } from '../terminal.ts';
import { runArguments, UsageError, type RunArguments } from './arguments.ts';
import { runNotebook } from './run-notebook.ts';
import { textsFor } from './texts.ts';

/** As shells expect of a program ended by Ctrl+C. */
const interrupted = 130;
const locale = terminalLocale();
const texts = textsFor(locale);
const errors = terminalOn(process.stderr);

await leave(await main());

async function main(): Promise<number> {
  try {
    return await run(runArguments(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof UsageError)) {
      errors.write(describeFailure(error, locale));
      return 1;
    }
    if (error.message !== 'usage') errors.write(`${texts.wrong(visible(error.message))}\n`);
    process.stderr.write(`${texts.usage}\n`);
    return 2;
  }
}

async function run(args: RunArguments): Promise<number> {
  const stop = interruption();
  const folder = args.workspace === null ? mkdtempSync(join(tmpdir(), 'portrait-run-')) : null;
  try {
    const backend = await createBackend({
      workspacePath: args.workspace ?? join(folder ?? '.', 'run.portrait'),
      host: 'cli',
      spawnEngine: nodeEngine(),
      clock: Date.now,
      newId: randomUUID,
      log: logOn(process.stderr),
      folder: dirname(resolve(args.notebook)),
      root: packageRoot,
    });
    try {
      const succeeded = await runNotebook(args, {
        ...{ backend, texts, locale, signal: stop },
        terminal: terminalOn(process.stdout),
        now: () => performance.now(),
      });
      if (stop.aborted) return interrupted;
      return succeeded ? 0 : 1;
    } finally {
      await backend.close();
    }
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

/** The first Ctrl+C stops in order and within three seconds, the second at once. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) return void leave(interrupted);
      leaveInTime();
      stop.abort();
    });
  }
  return stop.signal;
}
