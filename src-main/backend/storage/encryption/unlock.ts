import { existsSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import { readBeginning } from '../file/read-beginning.ts';
import { isDamage, sqliteCode } from '../sqlite-errors.ts';
import { openDatabaseFile, saysEncrypted } from './database-file.ts';
import { checkOf, pageKeyOf, readRecoveryKey, type DataKey } from './data-key.ts';
import { readKeys, type KeyEntry } from './key-file.ts';
import { openSlot } from './passphrase-slot.ts';

/** Whether a workspace lies at `path` whose pages are encrypted; its first bytes say so without a key. */
export function isEncrypted(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const header = readBeginning(path, 100);
  return header.toString('latin1', 0, 15) === 'SQLite format 3' && saysEncrypted(header);
}

/**
 * The data key of the encrypted workspace at `path`, from its passphrase or recovery key. Nothing is written, and nothing said
 * to be damaged: a secret that does not fit is only that. Throws `file_missing`, `encryption_absent`, `encryption_passphrase_wrong`, `encryption_recovery_mistyped`,
 * `encryption_recovery_wrong`, `encryption_keys_missing`, `encryption_keys_damaged` and `encryption_keys_foreign`.
 */
export async function unlock(file: string, secret: string): Promise<DataKey> {
  const wanted = resolve(file);
  if (!existsSync(wanted)) throw new PortraitError('file_missing', { file: wanted });
  const path = realpathSync(wanted);
  if (!isEncrypted(path)) throw new PortraitError('encryption_absent', { file: path });
  const typed = readRecoveryKey(secret);
  if (Buffer.isBuffer(typed)) {
    // Opens the workspace also where its key file is gone.
    if (opens(path, typed)) return typed;
    throw new PortraitError('encryption_recovery_wrong', { file: path });
  }
  const keys = readKeys(path);
  const found = await keysOpenedBy(keys, secret);
  const fitting = found.find((key) => opens(path, key));
  if (fitting !== undefined) return fitting;
  if (found.length > 0) throw new PortraitError('encryption_keys_foreign', { file: path });
  throw new PortraitError(
    typed === 'mistyped' ? 'encryption_recovery_mistyped' : 'encryption_passphrase_wrong',
  );
}

/** The entry of the key file that stands for `key`; a new one, without a passphrase, has none. */
export function entryOf(keys: readonly KeyEntry[], key: DataKey): KeyEntry | undefined {
  return keys.find(({ check }) => check === checkOf(key));
}

async function keysOpenedBy(keys: readonly KeyEntry[], passphrase: string): Promise<DataKey[]> {
  const found: DataKey[] = [];
  for (const { check, slots } of keys)
    for (const slot of slots) {
      const key = await openSlot(slot, passphrase, check);
      if (key !== null) found.push(key);
    }
  return found;
}

/**
 * Whether the pages of the file are under this key; false also where its first page cannot be read. Only a copy of that page is
 * looked at: with another key SQLite could neither read nor roll back a log or journal beside the file itself.
 */
function opens(path: string, key: DataKey): boolean {
  const header = readBeginning(path, 100);
  const bytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const folder = mkdtempSync(join(tmpdir(), 'portrait-page-'));
  try {
    const page = join(folder, 'page');
    writeFileSync(page, readBeginning(path, bytes));
    const db = openDatabaseFile({ path: page, key: pageKeyOf(key) }, { readonly: true });
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
    } finally {
      db.close();
    }
    return true;
  } catch (error) {
    // That the other pages are missing is only seen once the first could be read.
    if (sqliteCode(error) === 'SQLITE_NOTADB') return false;
    if (isDamage(error)) return true;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
