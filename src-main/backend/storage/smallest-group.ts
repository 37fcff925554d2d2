import type { Database } from 'better-sqlite3';

const name = 'smallest_group';
const usual = 10;

/** The fewest rows or people of a group that viewers are told of. */
export function smallestGroup(db: Database): number {
  const stored = db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(name);
  return stored === undefined ? usual : Number(stored);
}

export function setSmallestGroup(db: Database, smallest: number): void {
  const put = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  put.run(name, String(smallest));
}
