import type { Database } from 'better-sqlite3';
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import { backUp } from './backups.ts';
import { openDatabaseFile, type DatabaseFile, type PageKey } from '../encryption/index.ts';
import { findLosses } from '../ledger.ts';
import { sqliteCode } from '../sqlite-errors.ts';
import { syncFile, syncFolder } from './sync.ts';

/**
 * Copies a database in use, part by part, also one whose file is gone from its path; what is written meanwhile is in the copy.
 * The copy is whole and on the disk when this resolves, and comes to `target` by `place`, which never overwrites: call it in the
 * same turn. Throws what SQLite throws, and leaves nothing then.
 */
export async function copyOf(
  db: Database,
  target: string,
  key: PageKey | null,
): Promise<{ place(): void; check(): void }> {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  try {
    // SQLite's backup takes no encrypted database: that one is copied at once.
    if (key === null) await db.backup(part);
    else backUp(db, part);
    syncFile(part);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return {
    /** Throws `workspace_page_damaged`, and leaves nothing, where the copy is not whole. */
    check() {
      try {
        checkWhole({ path: part, key }, target);
      } catch (error) {
        rmSync(part, { force: true });
        throw error;
      }
    },
    place() {
      try {
        move(part, target);
      } catch (error) {
        rmSync(part, { force: true });
        if (sqliteCode(error) === 'EEXIST')
          throw new PortraitError('file_exists', { file: target });
        throw error;
      }
    },
  };
}

function checkWhole(part: DatabaseFile, target: string): void {
  const copy = openDatabaseFile(part, { readonly: true });
  try {
    const found = String(copy.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok' || findLosses(copy).length > 0)
      throw new PortraitError('workspace_page_damaged', { file: target });
  } finally {
    copy.close();
    for (const end of ['-wal', '-shm']) rmSync(part.path + end, { force: true });
  }
}

/** A link refuses to overwrite; where the file system has none, a look has to do. */
function move(part: string, target: string): void {
  try {
    linkSync(part, target);
    rmSync(part);
  } catch (error) {
    if (existsSync(target)) throw error;
    renameSync(part, target);
  }
  syncFolder(dirname(target));
}
