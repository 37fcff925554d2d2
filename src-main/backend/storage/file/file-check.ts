import type { Database } from 'better-sqlite3';
import { existsSync, rmSync, statSync } from 'node:fs';
import { PortraitError } from '#shared/errors/index.ts';
import {
  checkHeader,
  keyFileOf,
  openDatabaseFile,
  saysEncrypted,
  type DatabaseFile,
} from '../encryption/index.ts';
import { applicationId, formatOf } from '../migrations.ts';
import { hasJournal } from './rollback-journal.ts';
import { readBeginning } from './read-beginning.ts';
import { checkSchema } from '../schema-check.ts';
import { isDamage, sqliteCode } from '../sqlite-errors.ts';

const magic = 'SQLite format 3\0';

/** `damaged` carries what is wrong; a file of another program or a newer Portrait throws and is left as it is. */
export type FileCheck = { state: 'new' | 'ours' } | { state: 'damaged'; detail: string };

type Steps = readonly ((db: Database) => void)[];

/**
 * Looks at a workspace file without changing it; `checkPath` came before. `steps` lead to the newest format known. Throws
 * `workspace_not_ours`, `workspace_newer`, `workspace_format_unknown`, `workspace_incomplete`, `workspace_foreign_schema`; where
 * key and file do not fit together `encryption_locked`, `encryption_absent`, `encryption_keys_foreign` and
 * `encryption_header_changed`, so that nothing is taken for damaged that only lacks its key.
 */
export function checkFile(file: DatabaseFile, steps: Steps): FileCheck {
  const { path, key } = file;
  if (!existsSync(path) || statSync(path).size === 0) return { state: 'new' };
  const header = readBeginning(path, 100);
  if (header.toString('latin1', 0, magic.length) !== magic) {
    if (path.endsWith('.portrait') || header.readUInt32BE(68) === applicationId)
      return { state: 'damaged', detail: 'the beginning of the file is not readable' };
    throw new PortraitError('workspace_not_ours', { file: path });
  }
  const encrypted = saysEncrypted(header);
  if (encrypted && key === null) {
    const ours = header.readUInt32BE(68) === applicationId;
    throw new PortraitError(ours ? 'encryption_locked' : 'workspace_not_ours', { file: path });
  }
  const check = checkDatabase(encrypted ? file : { path, key: null }, steps);
  if (encrypted || key === null) return check;
  const whole = check.state !== 'damaged';
  throw new PortraitError(whole ? 'encryption_absent' : 'encryption_header_changed', {
    file: path,
  });
}

function checkDatabase(file: DatabaseFile, steps: Steps): FileCheck {
  const { path, key } = file;
  const untouched = ['-wal', '-shm'].map((end) => path + end).filter((file) => !existsSync(file));
  let db: Database | undefined;
  try {
    // Who was killed between two modes of the journal left one, which only who may write can roll back.
    db = openDatabaseFile(file, { readonly: !hasJournal(path), fileMustExist: true });
    const id = Number(db.pragma('application_id', { simple: true }));
    const objects = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
    // A crash between creating the file and its first migration leaves exactly this.
    if (id === 0 && objects === 0) return { state: 'new' };
    if (id !== applicationId) throw new PortraitError('workspace_not_ours', { file: path });
    const found = formatOf(db);
    const known = steps.length;
    if (found > known) throw new PortraitError('workspace_newer', { file: path, found, known });
    if (found < 1) throw new PortraitError('workspace_format_unknown', { file: path, found });
    if (key !== null) checkHeader(db, path);
    checkSchema(db, path, steps.slice(0, found));
    const problem = String(db.pragma('quick_check(1)', { simple: true }));
    return problem === 'ok' ? { state: 'ours' } : { state: 'damaged', detail: problem };
  } catch (error) {
    // The first page is under another key, or a byte of the part that is readable was changed.
    if (key !== null && sqliteCode(error) === 'SQLITE_NOTADB')
      throw new PortraitError('encryption_keys_foreign', { file: path });
    if (key !== null && sqliteCode(error) === 'SQLITE_ERROR')
      throw new PortraitError('encryption_header_changed', { file: path });
    if (key === null && isDamage(error) && existsSync(keyFileOf(path)))
      throw new PortraitError('encryption_header_changed', { file: path });
    if (isDamage(error) && error instanceof Error)
      return { state: 'damaged', detail: error.message };
    throw error;
  } finally {
    db?.close();
    // Even a reader leaves an empty log behind.
    if (untouched.length === 2) for (const file of untouched) rmSync(file, { force: true });
  }
}
