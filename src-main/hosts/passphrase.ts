import { readSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { textsIn } from '#shared/languages/area.ts';
import { cliTexts } from '#shared/languages/index.ts';
import { isEncrypted, refuseSpecial } from '../backend/backend.ts';
import { terminalLocale } from './terminal.ts';

const mostBytes = 2 ** 18;

/** The number of a file descriptor as it was typed; null where there is none, undefined where that is no such number. */
export function descriptor(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

/**
 * What opens the workspace: from the file descriptor, or asked for on a terminal; undefined where it needs nothing, or nobody can
 * be asked. Neither environment nor arguments ever carry it: other programs see both. Throws as opening a file does.
 */
export async function secretFor(workspace: string, fd: number | null): Promise<string | undefined> {
  if (fd !== null) return linesOf(fd)[0] ?? '';
  if (!process.stdin.isTTY) return undefined;
  // A disk that does not answer is given up here as everywhere.
  await refuseSpecial(workspace);
  if (!isEncrypted(workspace)) return undefined;
  return ask(`${workspace}\n${textsIn(cliTexts, terminalLocale()).keys.current}`);
}

/** A file descriptor that gives no passphrase; the message is the argument at fault and why. */
export class DescriptorError extends TypeError {}

/** The lines of a file descriptor, as UTF-8, without their ends. Throws DescriptorError where it cannot be read. */
export function linesOf(fd: number): string[] {
  const bytes = Buffer.alloc(mostBytes);
  let length = 0;
  try {
    for (let read = 1; read > 0 && length < mostBytes; length += read)
      read = readSome(fd, bytes.subarray(length));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length));
    return text.replace(/\r?\n$/, '').split(/\r?\n/);
  } catch (error) {
    throw new DescriptorError(
      `--passphrase-fd ${fd}: ${error instanceof Error ? error.message : ''}`,
      {
        cause: error,
      },
    );
  } finally {
    bytes.fill(0);
  }
}

/** Waits where nothing is there yet, also on a descriptor that somebody set not to wait. */
function readSome(fd: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, into);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Asks on the terminal; what is typed is not shown unless `shown`. */
export async function ask(question: string, shown = false): Promise<string> {
  process.stderr.write(question);
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = shown ? process.stderr : nothing;
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  const given = new AbortController();
  lines.once('SIGINT', () => given.abort());
  try {
    return await lines.question('', { signal: given.signal });
  } finally {
    lines.close();
    if (!shown) process.stderr.write('\n');
  }
}
