import SqliteDatabase, { type Database } from 'better-sqlite3';
import { accessSync, constants, existsSync } from 'node:fs';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import { backUp, newestBackup, setAside, sibling } from './backups.ts';
import { checkFile } from './file-check.ts';
import { formatOf, migrate, migrations } from './migrations.ts';

/**
 * Opens the one writer connection, newest format. A newer or foreign file is refused unchanged; a damaged one is set aside and
 * `workspace_damaged` says where it and its newest backup are.
 */
export function openDatabase(
  path: string,
  clock: () => number,
  steps = migrations,
): { db: Database; notice: ErrorData | null } {
  const check = checkFile(path, steps.length);
  if (check.state === 'damaged') {
    const backup = newestBackup(path) ?? '—';
    const aside = setAside(path, clock());
    throw new PortraitError('workspace_damaged', {
      file: path,
      detail: check.detail,
      aside,
      backup,
    });
  }
  if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
  const db = new SqliteDatabase(path, { timeout: 5000 });
  try {
    // Takes effect on a new file only, and lets dropped tables give their space back.
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('secure_delete = ON');
    const found = formatOf(db);
    let notice: ErrorData | null = null;
    if (check.state === 'ours' && found < steps.length) {
      const backup = sibling(path, `before-${found + 1}`, clock());
      backUp(db, backup);
      notice = { code: 'workspace_migrated', params: { backup } };
    }
    migrate(db, steps);
    // The format is read from the file's first page before it is opened: bring it there.
    if (found < steps.length) db.pragma('wal_checkpoint(TRUNCATE)');
    return { db, notice };
  } catch (error) {
    db.close();
    throw error;
  }
}
