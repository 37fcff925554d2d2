import type { Database } from 'better-sqlite3';
import type { TableInfo } from '#shared/model/table.ts';
import { headerSays } from '#shared/privacy/header-words.ts';
import { isDistinctive, pieceNames } from '../../storage/index.ts';
import { wholeOf } from './tables.ts';

/** Texts of the person's rows that nobody else's rows have, at most so many a column: names, addresses, notes. */
const mostTexts = 20_000;

/** Numbers of the rows for which `where` is true. */
export function rowNumbersOf(db: Database, table: TableInfo, where: string): number[] {
  const { from, rowid } = wholeOf(table);
  return db.prepare<[], number>(`SELECT ${rowid} FROM ${from} WHERE ${where}`).pluck().all();
}

/**
 * What stands in these rows and in no others, column by column, and may name the person in a text: names by what the column is
 * called, else what has digits, an @ or several words. One word may be a town that nobody else lives in.
 */
export function ownTexts(db: Database, table: TableInfo, where: string): string[] {
  const { from } = wholeOf(table);
  return table.columns.flatMap(({ name, type }, c) => {
    if (type !== 'text' && type !== 'category') return [];
    const own = `SELECT DISTINCT c${c} FROM ${from} WHERE ${where} AND c${c} IS NOT NULL LIMIT ${mostTexts}`;
    const personal = (['person_name', 'email', 'phone', 'address', 'resident_id'] as const).some(
      (kind) => headerSays(name, kind),
    );
    const telling = (text: string): boolean =>
      personal ? text.trim().length >= 2 : isDistinctive(text) && /[\d@\s]/.test(text.trim());
    return db
      .prepare<[], string>(
        `WITH own (value) AS MATERIALIZED (${own}) SELECT value FROM own
         WHERE value NOT IN (SELECT c${c} FROM ${from} WHERE c${c} IN (SELECT value FROM own) AND NOT ${where})`,
      )
      .pluck()
      .all()
      .filter(telling);
  });
}

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
