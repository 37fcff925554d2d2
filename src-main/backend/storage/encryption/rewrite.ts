import { existsSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import type { AuditAction } from '#shared/model/audit.ts';
import { noteChange } from '../audit/note-change.ts';
import { countChanges, findLosses } from '../ledger.ts';
import { checkFile } from '../file/file-check.ts';
import { migrations } from '../migrations.ts';
import { connect } from '../file/open-database.ts';
import { checkLogs, checkPath } from '../file/path-check.ts';
import { storageError } from '../sqlite-errors.ts';
import { syncFile, syncFolder } from '../file/sync.ts';
import { WorkspaceLock } from '../file/workspace-lock.ts';
import { copyUnderKey, openDatabaseFile, type DatabaseFile } from './database-file.ts';
import {
  checkOf,
  newDataKey,
  pageKeyOf,
  readRecoveryKey,
  recoveryKeyOf,
  type DataKey,
} from './data-key.ts';
import { markHeader } from './header-mark.ts';
import { clearKeyPart, keyFileOf, readKeys, writeKeys, type KeyEntry } from './key-file.ts';
import { sealWithPassphrase, usualKdf, type Kdf } from './passphrase-slot.ts';
import { entryOf, isEncrypted } from './unlock.ts';

/** A key that no workspace is encrypted with yet: the recovery key is shown and typed back before anything is changed. */
export type NewKey = { key: DataKey; entry: KeyEntry; recoveryKey: string };

/** Throws `encryption_passphrase_short` and `encryption_passphrase_long`. */
export async function createKey(passphrase: string, cost: Kdf = usualKdf): Promise<NewKey> {
  const key = newDataKey();
  const slot = await sealWithPassphrase(key, passphrase, cost);
  const entry = { check: checkOf(key), slots: [slot] };
  return { key, entry, recoveryKey: recoveryKeyOf(key) };
}

/**
 * Encrypts the closed workspace at `path` with a new key; `former` is the one it has, null where it is not encrypted. Everything
 * is written anew beside it, checked, and put in its place at once: whoever is killed on the way finds the file as it was, opened
 * by what opened it, or the new one. Throws `workspace_locked`, `encryption_present`, `workspace_page_damaged`,
 * `disk_full` and `workspace_read_only`; all stays as it is then.
 */
export function encryptWorkspace(
  file: string,
  { key, entry }: NewKey,
  former: DataKey | null,
): void {
  exclusively(file, (path) => {
    if (former === null && isEncrypted(path))
      throw new PortraitError('encryption_present', { file: path });
    // Of another file that lay here before: its recovery key still opens that one, its passphrase with these only.
    if (former === null && existsSync(keyFileOf(path)))
      renameSync(keyFileOf(path), `${keyFileOf(path)}.former`);
    const known = former === null ? undefined : entryOf(knownKeys(path), former);
    // Both open it until the new file is in place.
    const during = known === undefined ? [entry] : [known, entry];
    const from = { path, key: former && pageKeyOf(former) };
    const action = former === null ? 'encrypted' : 'keys_rotated';
    rewrite(from, { key: pageKeyOf(key), action }, () => writeKeys(path, during));
    writeKeys(path, [entry]);
  });
}

/** The way back, as safe: afterwards everybody who has the file can read it. Throws what `encryptWorkspace` throws. */
export function decryptWorkspace(file: string, key: DataKey): void {
  exclusively(file, (path) => {
    rewrite({ path, key: pageKeyOf(key) }, { key: null, action: 'decrypted' }, () => undefined);
    rmSync(keyFileOf(path), { force: true });
  });
}

/** Another passphrase for the same key; of the workspace itself only the log of who did what grows. Throws `encryption_passphrase_short` and `encryption_passphrase_long`. */
export async function changePassphrase(
  path: string,
  key: DataKey,
  passphrase: string,
  cost: Kdf = usualKdf,
): Promise<void> {
  const slot = await sealWithPassphrase(key, passphrase, cost);
  exclusively(path, (real) => {
    // Somebody may have exchanged the keys meanwhile.
    const file = { path: real, key: pageKeyOf(key) };
    checkedFile(file);
    noteChange(file, 'passphrase_changed');
    writeKeys(real, [{ check: checkOf(key), slots: [slot] }]);
  });
}

/** Whether a recovery key was typed back as it was shown. */
export function isTypedBack({ key }: NewKey, typed: string): boolean {
  const read = readRecoveryKey(typed);
  return Buffer.isBuffer(read) && read.equals(key);
}

/** Files beside a workspace that hold what it held and are not encrypted: backups, what was set aside, files handed over. */
export function readableBeside(path: string): string[] {
  const stem = basename(path).replace(/\.portrait$/, '');
  const folder = dirname(path);
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${stem}.`) || name.startsWith(`${stem} `))
    .filter((name) => /\.(before|damaged)-[^/]*\.portrait$/.test(name) || name.endsWith('.uploads'))
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith('.uploads') || !isEncrypted(file))
    .sort();
}

/** Removes what a rewriting that was killed left beside a workspace. The caller holds the lock. */
export function clearRewriting(path: string): void {
  const part = `${path}.part`;
  for (const stem of [part, `${part}-main`])
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(stem + end, { force: true });
  clearKeyPart(path);
}

/** Throws what `checkFile` throws, and `workspace_page_damaged` and `workspace_empty`: nothing is set aside here. */
function checkedFile(file: DatabaseFile): void {
  const found = checkFile(file, migrations);
  if (found.state === 'new') throw new PortraitError('workspace_empty', { file: file.path });
  if (found.state === 'damaged')
    throw new PortraitError('workspace_page_damaged', { file: file.path, detail: found.detail });
}

function rewrite(
  from: DatabaseFile,
  { key, action }: { key: string | null; action: AuditAction },
  beforePlacing: () => void,
): void {
  const { path } = from;
  const part = { path: `${path}.part`, key };
  checkedFile(from);
  clearRewriting(path);
  try {
    const changes = settle(from);
    copyUnderKey(from, part);
    check(part, path, changes);
    noteChange(part, action);
    syncFile(part.path);
    beforePlacing();
    renameSync(part.path, path);
    syncFolder(dirname(path));
  } finally {
    clearRewriting(path);
  }
}

/** Everything into the file itself, and no log beside it: it would be taken for the new file's. Gives how far the ledger has come. */
function settle(file: DatabaseFile): number {
  const db = connect(file, true);
  try {
    db.pragma('journal_mode = DELETE');
    return countChanges(db);
  } finally {
    db.close();
  }
}

function check(part: DatabaseFile, file: string, changes: number): void {
  const db = openDatabaseFile(part);
  try {
    if (part.key !== null) markHeader(db);
    const problem = String(db.pragma('integrity_check(1)', { simple: true }));
    const whole = problem === 'ok' && findLosses(db).length === 0 && countChanges(db) === changes;
    if (!whole) throw new PortraitError('workspace_page_damaged', { file, detail: problem });
  } finally {
    db.close();
  }
}

function knownKeys(path: string): KeyEntry[] {
  return existsSync(keyFileOf(path)) ? readKeys(path) : [];
}

/** `work` is given the path of the file itself where `path` is a link to it. */
function exclusively(path: string, work: (path: string) => void): void {
  const wanted = resolve(path);
  checkPath(wanted);
  if (!existsSync(wanted)) throw new PortraitError('file_missing', { file: wanted });
  const real = realpathSync(wanted);
  const lock = WorkspaceLock.acquire(real);
  try {
    checkLogs(real, lock.held);
    work(real);
  } catch (error) {
    throw storageError(error, path);
  } finally {
    lock.release();
  }
}
