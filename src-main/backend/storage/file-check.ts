import SqliteDatabase, { type Database } from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { PortraitError } from '#shared/errors/index.ts';
import { applicationId, formatOf } from './migrations.ts';
import { isDamage } from './sqlite-errors.ts';

const magic = 'SQLite format 3\0';

/** `damaged` carries what is wrong; a file of another program or a newer Portrait throws and is left as it is. */
export type FileCheck = { state: 'new' | 'ours' } | { state: 'damaged'; detail: string };

/** Looks at a workspace file without changing it. Throws `workspace_not_ours` and `workspace_newer`. */
export function checkFile(path: string, known: number): FileCheck {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const walSize = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0)
    return walSize === 0 ? { state: 'new' } : { state: 'damaged', detail: 'the file is empty' };
  const header = readHeader(path);
  if (header.toString('latin1', 0, magic.length) !== magic) {
    if (path.endsWith('.portrait') || header.readUInt32BE(68) === applicationId)
      return { state: 'damaged', detail: 'the beginning of the file is not readable' };
    throw new PortraitError('workspace_not_ours', { file: path });
  }
  return checkDatabase(path, known);
}

function checkDatabase(path: string, known: number): FileCheck {
  const untouched = ['-wal', '-shm'].map((end) => path + end).filter((file) => !existsSync(file));
  let db: Database | undefined;
  try {
    db = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    const id = Number(db.pragma('application_id', { simple: true }));
    const objects = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
    // A crash between creating the file and its first migration leaves exactly this.
    if (id === 0 && objects === 0) return { state: 'new' };
    if (id !== applicationId) throw new PortraitError('workspace_not_ours', { file: path });
    const found = formatOf(db);
    if (found > known) throw new PortraitError('workspace_newer', { file: path, found, known });
    const problem = String(db.pragma('quick_check(1)', { simple: true }));
    return problem === 'ok' ? { state: 'ours' } : { state: 'damaged', detail: problem };
  } catch (error) {
    if (isDamage(error) && error instanceof Error)
      return { state: 'damaged', detail: error.message };
    throw error;
  } finally {
    db?.close();
    // Even a reader leaves an empty log behind.
    if (untouched.length === 2) for (const file of untouched) rmSync(file, { force: true });
  }
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  return header;
}
