import type { Database } from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import { backUp } from './file/backups.ts';
import { openDatabaseFile, type DatabaseFile } from './encryption/index.ts';
import { clearRewriting } from './encryption/rewrite.ts';
import { findLosses } from './ledger.ts';
import { storedJson } from './stored-json.ts';
import { syncFile } from './file/sync.ts';

const waiting = 'files_to_remove';
const names = z.array(z.string());

/**
 * Makes a changed copy of a database in use at `PATH.part`: `change` works on a first copy, which is then written anew, so that no
 * page keeps what was taken out. Whole and on the disk when it returns; throws what SQLite and `change` throw, and
 * `workspace_page_damaged`, and leaves nothing then.
 */
export function changedCopy<T>(
  db: Database,
  { path, key }: DatabaseFile,
  change: (db: Database) => T,
): T {
  clearRewriting(path);
  const [draft, part] = [`${path}.part-main`, `${path}.part`];
  try {
    backUp(db, draft);
    const copy = openDatabaseFile({ path: draft, key });
    try {
      for (const pragma of [
        'temp_store = MEMORY',
        'journal_mode = OFF',
        'synchronous = OFF',
        'foreign_keys = ON',
      ])
        copy.pragma(pragma);
      copy.pragma('trusted_schema = OFF');
      const result = change(copy);
      const damage = String(copy.pragma('quick_check(1)', { simple: true }));
      if (damage !== 'ok' || findLosses(copy).length > 0)
        throw new PortraitError('workspace_page_damaged', { file: path, detail: damage });
      backUp(copy, part);
      syncFile(part);
      return result;
    } finally {
      copy.close();
      rmSync(draft, { force: true });
    }
  } catch (error) {
    clearRewriting(path);
    throw error;
  }
}

/** Notes in a copy which files beside the workspace go once it has taken its place, by their names from the workspace's folder. */
export function noteRemovals(db: Database, files: readonly string[], path: string): void {
  const folder = dirname(path);
  const within = files.map((file) =>
    dirname(file) === folder ? basename(file) : join(basename(dirname(file)), basename(file)),
  );
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(
    waiting,
    JSON.stringify(within),
  );
}

/** Removes what a rewriting left to be removed: at once, or at the next opening where it was killed before. */
export function finishRemovals(db: Database, path: string): void {
  const text = db
    .prepare<[string], string>('SELECT value FROM meta WHERE key = ?')
    .pluck()
    .get(waiting);
  if (text === undefined) return;
  for (const name of storedJson(names, text, 'the files to remove')) {
    // Of our own making: never anything outside the folder.
    if (/^([^/\\]+[/\\])?[^/\\]+$/.test(name) && !name.split(/[/\\]/).includes('..'))
      rmSync(join(dirname(path), name), { force: true });
  }
  db.prepare('DELETE FROM meta WHERE key = ?').run(waiting);
}
