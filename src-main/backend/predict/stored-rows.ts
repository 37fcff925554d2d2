import type { Database } from 'better-sqlite3';
import type { CellValue } from '#shared/model/table.ts';
import { PieceRows } from '../storage/index.ts';
import type { StoredTable } from './messages.ts';

const rowsAtOnce = 1000;

/** Rows of a stored table with the given columns, in order; `first` counts from 1. Wide tables come fewer rows at a time. */
export function* storedRows(
  db: Database,
  { id, rows }: StoredTable,
  columns: readonly number[],
): Iterable<{ first: number; rows: CellValue[][] }> {
  const reader = new PieceRows(db, id, columns);
  const batch = Math.max(50, Math.min(rowsAtOnce, Math.floor(100_000 / (columns.length + 1))));
  for (let first = 1; first <= rows; first += batch) {
    yield { first, rows: reader.between(first, Math.min(rows, first + batch - 1)) };
  }
}
