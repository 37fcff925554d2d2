import type { Database } from 'better-sqlite3';

/**
 * Writes the log into the file; `TRUNCATE` also gives the log's space back where nobody reads from it. True where all of it is
 * in the file now. Never waits for readers.
 */
export function checkpoint(db: Database, mode: 'PASSIVE' | 'TRUNCATE'): boolean {
  db.pragma('busy_timeout = 0');
  try {
    const [row] = db.pragma(`wal_checkpoint(${mode})`) as Checkpointed[];
    return row !== undefined && row.busy === 0 && row.log === row.checkpointed;
  } finally {
    db.pragma('busy_timeout = 5000');
  }
}

/** SQLite's answer, in frames of the log. */
type Checkpointed = { busy: number; log: number; checkpointed: number };
