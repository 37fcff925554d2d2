import type { Database } from 'better-sqlite3';

/** What was kept of a table's columns under a key, as JSON. */
export function keptSummary(db: Database, table: string, key: string): string | undefined {
  return db
    .prepare<[string, string], string>(
      'SELECT profile FROM table_profiles WHERE table_id = ? AND label = ?',
    )
    .pluck()
    .get(table, key);
}

/** Keeps it as long as the table is there; nothing where that has gone in the meantime. */
export function keepSummary(db: Database, table: string, key: string, text: string): void {
  db.prepare(
    `INSERT OR REPLACE INTO table_profiles (table_id, label, profile)
     SELECT id, ?, ? FROM tables WHERE id = ?`,
  ).run(key, text, table);
}
