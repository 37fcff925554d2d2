import type { Database } from 'better-sqlite3';
import { accessSync, constants, existsSync, rmSync, statSync } from 'node:fs';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import { copyKeys, openDatabaseFile, type DatabaseFile } from '../encryption/index.ts';
import { backUp, newestBackup, setAside, sibling } from './backups.ts';
import { checkFile } from './file-check.ts';
import { formatOf, migrate, migrations } from '../migrations.ts';
import { sqliteCode } from '../sqlite-errors.ts';

/** How long to wait for what still reads from the file to let go of it, in milliseconds. */
const lettingGoMs = 1500;

/**
 * Opens the one writer connection, newest format. A newer or foreign file is refused unchanged, as is one that another
 * connection writes to under whatever name; a damaged one is set aside and `workspace_damaged` says where it and its newest
 * backup are.
 */
export function openDatabase(
  file: DatabaseFile,
  clock: () => number,
  steps = migrations,
): { db: Database; notice: ErrorData | null } {
  const { path } = file;
  const check = checkFile(file, steps);
  if (check.state === 'damaged') {
    // Read under one name while it is written under another, a file looks damaged.
    if (statSync(path).nlink > 1 && inUse(file))
      throw new PortraitError('workspace_locked', { file: path });
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
  const db = connect(file, check.state === 'ours');
  try {
    const found = formatOf(db);
    let notice: ErrorData | null = null;
    if (check.state === 'ours' && found < steps.length) {
      const backup = sibling(path, `before-${found + 1}`, clock());
      backUp(db, backup);
      copyKeys(path, backup);
      notice = { code: 'workspace_migrated', params: { backup } };
    }
    migrate(db, steps);
    // The format is read from the file's first page before it is opened: bring it there.
    if (found < steps.length) db.pragma('wal_checkpoint(TRUNCATE)');
    return { db, notice };
  } catch (error) {
    db.close();
    if (check.state === 'new' && statSync(path, { throwIfNoEntry: false })?.size === 0)
      rmSync(path);
    throw error;
  }
}

function inUse(file: DatabaseFile): boolean {
  try {
    connect(file, true).close();
    return false;
  } catch (error) {
    return sqliteCode(error)?.startsWith('SQLITE_BUSY') === true;
  }
}

/**
 * A connection as the workspace uses it. `alone`: only where no other connection, under any name of the file, has it open;
 * throws SQLITE_BUSY else.
 */
export function connect(file: DatabaseFile, alone: boolean): Database {
  const { path } = file;
  const untouched = ['-wal', '-shm'].map((end) => path + end).filter((file) => !existsSync(file));
  const db = openDatabaseFile(file, { timeout: 5000 });
  try {
    // Says at once where the file may only be read; what follows would say something else.
    if (alone) db.exec('DELETE FROM meta WHERE false');
    if (alone) holdAlone(db);
    // Takes effect on a new file only, and lets dropped tables give their space back.
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('secure_delete = ON');
    return db;
  } catch (error) {
    db.close();
    if (untouched.length === 2) for (const file of untouched) rmSync(file, { force: true });
    throw error;
  }
}

/**
 * Leaving write-ahead mode takes SQLite's exclusive lock, which the operating system keeps by the file itself and not by its
 * name: a second name (hard link) or a lock file that was deleted lets nobody in. The log is made anew when the mode is set
 * again, also where somebody took it away.
 */
export function holdAlone(db: Database, patienceMs = lettingGoMs): void {
  db.pragma(`busy_timeout = ${patienceMs}`);
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('journal_mode = WAL');
    // The log is made by the first look into the file.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } finally {
    db.pragma('busy_timeout = 5000');
  }
}
