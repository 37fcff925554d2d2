import type { Database } from 'better-sqlite3';

/** What was computed beside a result and need not be made again: JSON under a key. */
export function keptWork(db: Database, key: string): string | undefined {
  return db
    .prepare<[string], string>('SELECT weights FROM baselines WHERE features = ?')
    .pluck()
    .get(key);
}

export function keepWork(db: Database, key: string, text: string): void {
  db.prepare('INSERT OR REPLACE INTO baselines VALUES (?, ?)').run(key, text);
}

/** Keeps so many of all that was kept, the latest. */
export function keepLatestWork(db: Database, most: number): void {
  db.prepare(
    `DELETE FROM baselines WHERE rowid NOT IN
       (SELECT rowid FROM baselines ORDER BY rowid DESC LIMIT ?)`,
  ).run(most);
}

export function forgetWork(db: Database, key: string): void {
  db.prepare('DELETE FROM baselines WHERE features = ?').run(key);
}
