import type { Address } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import type { ResultStore } from '../result-store.ts';
import { storedError } from '../stored-json.ts';

/** Runs cut off by a crash of the backend become failed attempts at their address, so that their cells tell it and show the run. */
export function noteCrashedRuns(db: Database, results: ResultStore, now: number): void {
  const crashed = db
    .prepare<[], { id: string; address: Address; error: string }>(
      `SELECT id, address, error FROM runs
       WHERE ended = 'crashed' AND error IS NOT NULL
         AND address NOT IN (SELECT address FROM results)
         AND address NOT IN (SELECT address FROM attempts)
       ORDER BY started_at`,
    )
    .all();
  for (const { id, address, error } of crashed) {
    const data = storedError(error);
    results.setAttempt(address, { status: 'failed', error: data, kept: null, run: id }, now);
  }
}
