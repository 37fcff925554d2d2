import type { Address, RunId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';

/** Notes an evaluation of a run on its test part; the same one again does not count twice. */
export function noteTestLook(db: Database, run: RunId, address: Address, at: number): void {
  db.prepare('INSERT OR IGNORE INTO test_looks VALUES (?, ?, ?)').run(run, address, at);
}

export function countTestLooks(db: Database, run: RunId): number {
  const count = db
    .prepare<[string], number>('SELECT count(*) FROM test_looks WHERE run = ?')
    .pluck()
    .get(run);
  return count ?? 0;
}
