import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { nearest, PortraitError } from '#shared/errors/index.ts';
import { textsIn } from '#shared/languages/area.ts';
import { cliTexts } from '#shared/languages/index.ts';
import { visible } from '#shared/text/visible.ts';
import { createBackend } from '../../backend/backend.ts';
import { nodeEngine } from '../node-engine.ts';
import { packageRoot } from '../package-root.ts';
import { leave, leaveInTime } from '../leaving.ts';
import { DescriptorError, secretFor } from '../passphrase.ts';
import { describeFailure, logOn, terminalLocale, terminalOn } from '../terminal.ts';
import { runArguments, UsageError, type RunArguments } from './arguments.ts';
import { auditArguments, runAuditCommand } from './audit-command.ts';
import { exportArguments, exportCell, type ExportArguments } from './export-cell.ts';
import { isKeyCommand, keyArguments, runKeyCommand } from './key-command.ts';
import { linkArguments, runLinkCommand } from './link-command.ts';
import { runNotebook } from './run-notebook.ts';

/** As shells expect of a program ended by Ctrl+C. */
const interrupted = 130;
const locale = terminalLocale();
const texts = textsIn(cliTexts, locale);
const errors = terminalOn(process.stderr);

await leave(await main());

async function main(): Promise<number> {
  try {
    const given = process.argv.slice(2);
    if (given[0] === 'export') return await exportAs(exportArguments(given));
    if (isKeyCommand(given[0])) return await changeKeys(given);
    if (given[0] === 'audit') return await audit(given);
    if (given[0] === 'link') return await makeLink(given);
    const args = runArguments(given);
    if (args !== null) return await run(args);
    process.stdout.write(`${texts.usage}\n`);
    return 0;
  } catch (error) {
    if (error instanceof DescriptorError) {
      errors.write(`${texts.wrong(visible(error.message))}\n`);
      return 2;
    }
    if (!(error instanceof UsageError)) {
      errors.write(describeFailure(error, locale));
      return 1;
    }
    errors.write(explained(error));
    return 2;
  }
}

/** What is wrong with the command, and what there is instead: reasons, names, or how it is used at all. */
function explained({ message, cause, there }: UsageError): string {
  const command = process.argv[2];
  const keys = isKeyCommand(command) ? texts.keys.usage : null;
  const others = { export: texts.exportUsage, audit: texts.audit.usage, link: texts.link.usage };
  const usage = keys ?? new Map(Object.entries(others)).get(command ?? '') ?? texts.usage;
  if (message === 'usage') return `${usage}\n`;
  const wrong = `${texts.wrong(visible(message))}\n`;
  if (cause !== undefined) return `${wrong}${describeFailure(cause, locale)}`;
  if (there === undefined) return `${wrong}${usage}\n`;
  const name = message.replace(/^--(data|set|table) /, '').replace(/[.=].*$/s, '');
  const like = nearest(name, there);
  const hint = like === undefined ? '' : `${texts.didYouMean(like)}\n`;
  return `${wrong}${hint}${texts.there(there)}\n${texts.moreHelp}\n`;
}

async function changeKeys(given: string[]): Promise<number> {
  const args = keyArguments(given);
  if (args === null) process.stdout.write(`${texts.keys.usage}\n`);
  else await runKeyCommand(args, { texts: texts.keys, terminal: terminalOn(process.stdout) });
  return 0;
}

async function audit(given: string[]): Promise<number> {
  const args = auditArguments(given);
  if (args !== null) return runAuditCommand(args, { texts: texts.audit, out: process.stdout });
  process.stdout.write(`${texts.audit.usage}\n`);
  return 0;
}

async function makeLink(given: string[]): Promise<number> {
  const args = linkArguments(given);
  if (args === null) process.stdout.write(`${texts.link.usage}\n`);
  else await runLinkCommand(args, { texts: texts.link, terminal: terminalOn(process.stdout) });
  return 0;
}

async function exportAs(args: ExportArguments | null): Promise<number> {
  if (args === null) {
    process.stdout.write(`${texts.exportUsage}\n`);
    return 0;
  }
  const signal = interruption();
  const workspacePath = resolve(args.workspace);
  if (!existsSync(workspacePath)) {
    throw new PortraitError('file_missing', { file: args.workspace });
  }
  const backend = await createBackend({
    ...{ workspacePath, secret: await secretFor(workspacePath, args.passphraseFd) },
    ...{ host: 'cli', spawnEngine: nodeEngine(), clock: Date.now },
    ...{ newId: randomUUID, log: logOn(process.stderr), root: packageRoot },
  });
  try {
    await exportCell(args, { backend, texts, signal, terminal: terminalOn(process.stdout) });
    return 0;
  } finally {
    await backend.close();
  }
}

async function run(args: RunArguments): Promise<number> {
  const stop = interruption();
  const folder = args.workspace === null ? mkdtempSync(join(tmpdir(), 'portrait-run-')) : null;
  try {
    const workspacePath = args.workspace ?? join(folder ?? '.', 'run.portrait');
    const backend = await createBackend({
      workspacePath,
      secret: await secretFor(workspacePath, args.passphraseFd),
      host: 'cli',
      spawnEngine: nodeEngine(),
      clock: Date.now,
      newId: randomUUID,
      log: logOn(process.stderr),
      folder: dirname(resolve(args.notebook)),
      passing: folder !== null,
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
