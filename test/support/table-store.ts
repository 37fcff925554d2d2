import Database from 'better-sqlite3';
import { tablesSchema } from '../../src-main/backend/storage/schema/tables.ts';
import { TableStore } from '../../src-main/backend/storage/tables/index.ts';

/** A store over a database with the tables' part of the schema; in memory where no path is given. */
export function openTableStore(path = ':memory:'): { db: Database.Database; store: TableStore } {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('secure_delete = ON');
  const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'tables'").get();
  if (known === undefined) db.exec(tablesSchema);
  let next = db.prepare<[], number>('SELECT count(*) FROM tables').pluck().get() ?? 0;
  const store = new TableStore(db, () => `table-${(next += 1)}`);
  return { db, store };
}
