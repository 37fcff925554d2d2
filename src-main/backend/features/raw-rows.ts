import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { Workspace } from '../storage/index.ts';

export type Stored = Pick<Workspace, 'tables' | 'blobs' | 'db'>;

/** Rows of a stored table by position (from 0), all columns. */
export function rawRows(
  { db, tables }: Stored,
  table: TableInfo,
  positions: readonly number[],
): CellValue[][] {
  const names = table.columns.map((_, index) => `c${index}`).join(', ');
  const statement = db
    .prepare<[number], CellValue[]>(
      `SELECT ${names} FROM ${tables.physicalName(table.id)} WHERE rowid = ?`,
    )
    .raw();
  return positions.map((position) => statement.get(position + 1) ?? []);
}
