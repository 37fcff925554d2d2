import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  changePassphrase,
  createKey,
  decryptWorkspace,
  encryptWorkspace,
  isTypedBack,
  readableBeside,
  unlock,
  type NewKey,
} from '../../backend/backend.ts';
import { ask, linesOf } from '../passphrase.ts';
import type { Terminal } from '../terminal.ts';
import { passphraseDescriptor, UsageError } from './arguments.ts';
import type { CliKeyTexts } from '#shared/languages/en/cli-keys.ts';

const commands = ['encrypt', 'decrypt', 'passphrase', 'rotate'] as const;
type KeyCommand = (typeof commands)[number];

export type KeyArguments = { command: KeyCommand; file: string; passphraseFd: number | null };

export function isKeyCommand(text: string | undefined): text is KeyCommand {
  return commands.some((command) => command === text);
}

/** Null where help is asked for. Throws UsageError. */
export function keyArguments(args: string[]): KeyArguments | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [command, file, ...rest] = positionals;
  if (!isKeyCommand(command) || file === undefined || rest.length > 0)
    throw new UsageError('usage');
  return {
    command,
    file: resolve(file),
    passphraseFd: passphraseDescriptor(values['passphrase-fd']),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { 'passphrase-fd': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Options = { texts: CliKeyTexts; terminal: Terminal };

/** Carries out one change of what a workspace is encrypted with. Throws UsageError and what the change throws. */
export async function runKeyCommand(
  { command, file, passphraseFd }: KeyArguments,
  { texts, terminal }: Options,
): Promise<void> {
  const secrets = await secretsOf(command, passphraseFd, texts);
  const [first = '', second = ''] = secrets;
  if (command === 'encrypt') {
    encryptWorkspace(file, await shownKey(first, passphraseFd, { texts, terminal }), null);
  } else {
    const key = await unlock(file, first);
    if (command === 'decrypt') decryptWorkspace(file, key);
    else if (command === 'passphrase') await changePassphrase(file, key, second);
    else encryptWorkspace(file, await shownKey(second, passphraseFd, { texts, terminal }), key);
  }
  terminal.write(`${texts.done[command](file)}\n`);
  const readable = command === 'encrypt' ? readableBeside(file) : [];
  if (readable.length > 0) terminal.write(`${texts.readable}\n${readable.join('\n')}\n`);
}

/** A line each from the file descriptor; on a terminal a new passphrase is typed twice. */
async function secretsOf(
  command: KeyCommand,
  fd: number | null,
  texts: CliKeyTexts,
): Promise<string[]> {
  const [opens, chooses] = [command !== 'encrypt', command !== 'decrypt'];
  const wanted = Number(opens) + Number(chooses);
  if (fd !== null) {
    const lines = linesOf(fd);
    if (lines.length !== wanted)
      throw new UsageError(`--passphrase-fd ${fd}: ${texts.lines(wanted)}`);
    return lines;
  }
  if (!process.stdin.isTTY) throw new UsageError('--passphrase-fd');
  const secrets = opens ? [await ask(texts.current)] : [];
  if (!chooses) return secrets;
  for (;;) {
    const chosen = await ask(texts.chosen);
    if ((await ask(texts.again)) === chosen) return [...secrets, chosen];
    process.stderr.write(`${texts.differ}\n`);
  }
}

/** A new key whose recovery key was shown, and typed back where somebody is there to do so, before anything is changed. */
async function shownKey(
  passphrase: string,
  fd: number | null,
  { texts, terminal }: Options,
): Promise<NewKey> {
  const made = await createKey(passphrase);
  terminal.write(`${texts.recovery}\n${made.recoveryKey}\n`);
  if (fd !== null) return made;
  while (!isTypedBack(made, await ask(texts.back, true))) process.stderr.write(`${texts.differ}\n`);
  return made;
}
