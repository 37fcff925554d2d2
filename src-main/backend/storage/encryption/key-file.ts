import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import { syncFolder } from '../file/sync.ts';
import { passphraseSlot } from './passphrase-slot.ts';

/** A data key and what opens it. Two of them stand in the file only while keys are exchanged. */
const keyEntry = z.object({
  /** By which the data key is known again. */
  check: z.string().regex(/^[0-9a-f]{64}$/),
  slots: z.array(passphraseSlot).min(1).max(8),
});
export type KeyEntry = z.infer<typeof keyEntry>;

const keyFile = z.object({
  format: z.literal('portrait-keys'),
  version: z.literal(1),
  keys: z.array(keyEntry).min(1).max(4),
});

const mostBytes = 2 ** 20;

/** `NAME.portrait-keys` beside the workspace: without it a passphrase opens nothing. */
export const keyFileOf = (path: string): string => `${path}-keys`;

/** The keys beside a workspace. Throws `encryption_keys_missing` and `encryption_keys_damaged`. */
export function readKeys(path: string): KeyEntry[] {
  const keys = keyFileOf(path);
  const found = statSync(keys, { throwIfNoEntry: false });
  if (found === undefined) throw new PortraitError('encryption_keys_missing', { file: path, keys });
  const parsed = keyFile.safeParse(
    found.isFile() && found.size <= mostBytes ? jsonOf(readFileSync(keys, 'utf8')) : undefined,
  );
  if (!parsed.success) throw new PortraitError('encryption_keys_damaged', { keys });
  return parsed.data.keys;
}

/** All or nothing, and on the disk when it returns: whoever is killed meanwhile finds the former one. */
export function writeKeys(path: string, keys: readonly KeyEntry[]): void {
  const text = `${JSON.stringify({ format: 'portrait-keys', version: 1, keys }, null, 2)}\n`;
  replaceFile(keyFileOf(path), text);
}

/** Puts the keys of a workspace beside a copy of it, as they are; where there are none, neither has the copy. */
export function copyKeys(path: string, target: string): void {
  const keys = keyFileOf(path);
  if (existsSync(keys)) replaceFile(keyFileOf(target), readFileSync(keys));
}

/** Takes away what a process left that was killed while it wrote the keys; nobody else may be writing them. */
export function clearKeyPart(path: string): void {
  rmSync(`${keyFileOf(path)}.part`, { force: true });
}

function replaceFile(file: string, content: string | Buffer): void {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  try {
    writeFileSync(part, content, { mode: 0o600, flush: true });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
