import type { Database } from 'better-sqlite3';
import type { Selection } from './row-selection.ts';

/** Row numbers of a selection, in its order. */
export function rowNumbers(db: Database, selection: Selection): Uint32Array<ArrayBuffer> {
  const statement = db.prepare<unknown[], number>(selection.sql).pluck();
  return Uint32Array.from(statement.all(...selection.params));
}
