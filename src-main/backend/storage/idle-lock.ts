import type { Database } from 'better-sqlite3';

const name = 'idle_lock_minutes';
const usualMinutes = 15;

/** After how many minutes without anybody an encrypted workspace is locked; null for never. */
export function idleMinutes(db: Database): number | null {
  const stored = db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(name);
  if (stored === undefined) return usualMinutes;
  const minutes = Number(stored);
  return minutes > 0 ? minutes : null;
}

export function setIdleMinutes(db: Database, minutes: number | null): void {
  const put = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  put.run(name, String(minutes ?? 0));
}
