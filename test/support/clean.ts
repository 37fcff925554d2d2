import { clean, type CleanOutput } from '#shared/model/cells/clean.ts';
import type { CellValue, ColumnType, TableInfo } from '#shared/model/table.ts';
import { cleanTable } from '../../src-main/backend/clean/index.ts';
import type { Workspace } from '../../src-main/backend/storage/index.ts';
import { storedRows } from './workspace.ts';

export type Cleaned = CleanOutput & { rows: CellValue[][] };

/** Cleans with steps as a notebook states them, and reads the rows back. */
export async function cleaned(
  workspace: Workspace,
  table: TableInfo,
  steps: object[],
  others: { name: string; table: TableInfo }[] = [],
): Promise<Cleaned> {
  const settings = clean.settings.parse({ steps });
  const output = await cleanTable(workspace, {
    table,
    others,
    steps: settings.steps,
    pace: () => Promise.resolve(),
    progress: () => undefined,
  });
  return { ...output, rows: storedRows(workspace, output.table.id) };
}

export const columns: Record<string, ColumnType> = { k: 'category', x: 'integer', y: 'real' };
export const rows: CellValue[][] = [
  ['a', 1, 2.5],
  ['b', 5, null],
  ['a', 1, 2.5],
  ['c', null, -7],
  ['b', 100, 1],
  ['a', 3, 0],
  [null, 2, 4],
  ['a', 1, 2.5],
];

export const columnOf = (result: Cleaned, name: string): CellValue[] => {
  const at = result.table.columns.findIndex((candidate) => candidate.name === name);
  return result.rows.map((row) => row[at] ?? null);
};
