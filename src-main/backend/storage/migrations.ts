import type { Database } from 'better-sqlite3';
import { moveHeaderMark } from './encryption/index.ts';
import { auditSchema } from './schema/audit.ts';
import { erasureSchema } from './schema/erasure.ts';
import { notebookTailSchema } from './schema/notebook-tail.ts';
import { privacySchema } from './schema/privacy.ts';
import { schemaPieces } from './schema/index.ts';

/** "PRTR" as a number: SQLite keeps it at byte 68 of the file. */
export const applicationId = 0x50525452;

/** What brings a file from format n to n + 1 stands at index n; each runs in one transaction with its `user_version`. */
export const migrations: readonly ((db: Database) => void)[] = [
  (db) => {
    for (const piece of schemaPieces) db.exec(piece);
  },
  // Scores beside the losses by step, as float32; null for runs from before.
  (db) => db.exec('ALTER TABLE run_steps ADD COLUMN scores BLOB'),
  // Marks of what was made or trusted here; null for what came with the file.
  (db) =>
    db.exec(
      'ALTER TABLE notebooks ADD COLUMN mark TEXT; ALTER TABLE journal ADD COLUMN mark TEXT;',
    ),
  // Edits of large notebooks are written behind them, not the whole notebook each time.
  (db) => db.exec(notebookTailSchema),
  // The first losses one by one, as float32; null for runs from before.
  (db) => db.exec('ALTER TABLE run_steps ADD COLUMN first BLOB'),
  // What differential privacy may give away, and has.
  (db) => db.exec(privacySchema),
  // Who did what, and who must not come back.
  (db) => {
    db.exec(auditSchema);
    db.exec(erasureSchema);
  },
];

/** Brings the file to the newest of `steps`. Throws what SQLite throws; the file is then as it was before the failing step. */
export function migrate(db: Database, steps: readonly ((db: Database) => void)[]): void {
  for (let version = formatOf(db); version < steps.length; version += 1) {
    db.transaction(() => {
      steps[version]?.(db);
      if (version === 0) db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version + 1}`);
      moveHeaderMark(db);
      const broken = db.pragma('foreign_key_check');
      if (Array.isArray(broken) && broken.length > 0) throw new Error('foreign_key_check failed');
    }).immediate();
  }
}

export function formatOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
