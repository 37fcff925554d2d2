import type { Database } from 'better-sqlite3';
import type { CellValue } from '#shared/model/table.ts';
import { pieceOf } from './names.ts';

const slice = 50_000;

/** Calls `visit` with every value of a stored table's column, in row order, without holding them all. */
export function eachValue(
  db: Database,
  table: string,
  column: number,
  rows: number,
  visit: (value: CellValue, row: number) => void,
): void {
  const statement = db
    .prepare<[number, number], CellValue>(
      `SELECT c${column} FROM ${pieceOf(table, column)} WHERE rowid BETWEEN ? AND ?`,
    )
    .pluck();
  for (let first = 1; first <= rows; first += slice) {
    const values = statement.all(first, first + slice - 1);
    for (let i = 0; i < values.length; i += 1) visit(values[i]!, first - 1 + i);
  }
}

/** How many different values a column has. */
export function distinctValues(db: Database, table: string, column: number): number {
  const sql = `SELECT count(DISTINCT c${column}) FROM ${pieceOf(table, column)}`;
  return db.prepare<[], number>(sql).pluck().get()!;
}

/** The values that most rows have, with how many, commonest first. */
export function commonestValues(
  db: Database,
  table: string,
  column: number,
  most: number,
): { value: CellValue; count: number }[] {
  return db
    .prepare<[number], { value: CellValue; count: number }>(
      `SELECT c${column} AS value, count(*) AS count FROM ${pieceOf(table, column)}
       WHERE value IS NOT NULL GROUP BY value ORDER BY count DESC LIMIT ?`,
    )
    .all(most);
}
