import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellValue, Column, ColumnType, TableInfo } from '#shared/model/table.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';

/** A real workspace in a folder of its own, with readable ids; `remove` closes and deletes it. */
export function temporaryWorkspace(): { workspace: Workspace; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-workspace-'));
  let ids = 0;
  const workspace = Workspace.open(join(folder, 'test.portrait'), {
    clock: () => 1_700_000_000_000,
    newId: () => `id${++ids}`,
  });
  return {
    workspace,
    remove() {
      workspace.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Stores a table: columns as `name: type`, rows as arrays. */
export function storeTable(
  workspace: Workspace,
  columns: Record<string, ColumnType> | Column[],
  rows: readonly CellValue[][],
  synthetic = false,
): TableInfo {
  const list = Array.isArray(columns)
    ? columns
    : Object.entries(columns).map(([name, type]) => ({ name, type }));
  const writer = workspace.tables.create(list, { synthetic });
  for (let first = 0; first < rows.length; first += 10_000) {
    writer.append(rows.slice(first, first + 10_000));
  }
  return writer.finish();
}

/** All rows of a stored table. */
export function storedRows(workspace: Workspace, table: string): CellValue[][] {
  return [...workspace.tables.scan(table)].flatMap(({ rows }) => rows);
}
