import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { Workspace } from '../storage/index.ts';

export type Stored = Pick<Workspace, 'tables' | 'blobs' | 'db'>;

/** Rows of a stored table by position (from 0), all columns. */
export function rawRows(
  { tables }: Stored,
  table: TableInfo,
  positions: readonly number[],
): CellValue[][] {
  const row = tables.rowReader(table.id);
  return positions.map((position) => row(position + 1) ?? []);
}
