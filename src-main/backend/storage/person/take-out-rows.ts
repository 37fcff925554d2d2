import type { Database } from 'better-sqlite3';
import type { TableInfo } from '#shared/model/table.ts';
import { pieceNames } from '../tables/index.ts';

/** Writes a table anew under another id without some rows; the others keep their order and every value, and are numbered anew. */
export function takeOutRows(
  db: Database,
  { id, columns, rows }: TableInfo,
  gone: readonly number[],
  next: string,
): void {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS taken_out (number INTEGER PRIMARY KEY)');
  db.exec('DELETE FROM temp.taken_out');
  const note = db.prepare('INSERT INTO temp.taken_out VALUES (?)');
  db.transaction(() => {
    for (const number of gone) note.run(number);
  })();
  const [from, to] = [pieceNames(id, columns.length), pieceNames(next, columns.length)];
  for (const [piece, name] of from.entries()) {
    const sql = db
      .prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?')
      .pluck()
      .get(name);
    const other = to[piece] ?? '';
    db.exec((sql ?? '').replace(name, () => other));
    db.exec(
      `INSERT INTO ${other} SELECT * FROM ${name} WHERE rowid NOT IN (SELECT number FROM temp.taken_out) ORDER BY rowid`,
    );
    db.exec(`DROP TABLE ${name}`);
  }
  const told = db.prepare(
    'INSERT INTO tables (id, columns, rows, synthetic) SELECT ?, columns, ?, synthetic FROM tables WHERE id = ?',
  );
  told.run(next, rows - gone.length, id);
  db.prepare('DELETE FROM tables WHERE id = ?').run(id);
}
