import type { Database } from 'better-sqlite3';
import { pieceNames } from '../tables/index.ts';
import { tablesIn } from './stored-tables.ts';

/** Takes results away with all that belongs to them alone, and notes their addresses. Returns how many of their runs are models. */
export function dropResults(db: Database, addresses: ReadonlySet<string>, now: number): number {
  const drop = [
    'DELETE FROM results WHERE address = ?',
    'DELETE FROM shown_results WHERE address = ?',
    'DELETE FROM cell_addresses WHERE address = ?',
    'DELETE FROM baselines WHERE features = ?',
    'DELETE FROM test_looks WHERE address = ?',
  ].map((sql) => db.prepare(sql));
  const note = db.prepare('INSERT OR REPLACE INTO erased_results (address, at) VALUES (?, ?)');
  for (const address of addresses) {
    for (const statement of drop) statement.run(address);
    note.run(address, now);
  }
  const models = db
    .prepare(
      `DELETE FROM runs WHERE id NOT IN (SELECT id FROM result_artefacts WHERE type = 'run')`,
    )
    .run().changes;
  db.exec(
    `DELETE FROM blobs WHERE id NOT IN (SELECT id FROM result_artefacts WHERE type = 'blob')`,
  );
  db.exec('DELETE FROM test_looks WHERE run NOT IN (SELECT id FROM runs)');
  dropTables(db);
  return models;
}

/** Tables nobody owns, and what is left in the file of tables that were dropped. */
function dropTables(db: Database): void {
  const owned = new Set(
    db.prepare<[], string>(`SELECT id FROM result_artefacts WHERE type = 'table'`).pluck().all(),
  );
  const tables = tablesIn(db);
  const forget = db.prepare('DELETE FROM tables WHERE id = ?');
  for (const { id } of tables) if (!owned.has(id)) forget.run(id);
  const kept = new Set(
    tables.flatMap(({ id, columns }) => (owned.has(id) ? pieceNames(id, columns.length) : [])),
  );
  const names = db
    .prepare<[], string>(
      String.raw`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 't\_%' ESCAPE '\'`,
    )
    .pluck()
    .all();
  for (const name of names)
    if (!kept.has(name)) db.exec(`DROP TABLE "${name.replaceAll('"', '""')}"`);
}
