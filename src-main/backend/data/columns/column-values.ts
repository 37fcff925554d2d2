import type { Database } from 'better-sqlite3';
import type { CellValue } from '#shared/model/table.ts';
import { pieceOf } from '../../storage/index.ts';

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
