import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions, type ColumnChoice, type ParseOptions } from '#shared/model/cells/data.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { importFile, previewFile } from '../../src-main/backend/data/index.ts';
import { openTableStore } from './table-store.ts';

export type Choices = {
  options?: Partial<ParseOptions>;
  columns?: Partial<ColumnChoice>[];
  name?: string;
};

/** A folder for files to import, with a table store beside it. */
export function importBench() {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  const { db, store } = openTableStore(join(folder, 'workspace.db'));
  let files = 0;

  function request(content: string | Uint8Array, choices: Choices) {
    const path = join(folder, choices.name ?? `file-${(files += 1)}.csv`);
    writeFileSync(path, content);
    return {
      path,
      options: parseOptions.parse(choices.options ?? {}),
      columns: (choices.columns ?? []).map((choice, index) => ({
        ...{ index, name: null, type: null, skip: false },
        ...choice,
      })),
    };
  }

  return {
    folder,
    db,
    store,
    /** Imports a file of this content; everything about the new table. */
    async load(content: string | Uint8Array, choices: Choices = {}) {
      const { table, warnings } = await importFile(store, request(content, choices));
      const rows: CellValue[][] = [];
      for (const batch of store.scan(table.id)) rows.push(...batch.rows);
      const types = table.columns.map(({ type }: Column) => type);
      const names = table.columns.map(({ name }: Column) => name);
      return { table, warnings, rows, types, names };
    },
    preview(content: string | Uint8Array, choices: Choices = {}, rows = 50) {
      return previewFile(request(content, choices), rows);
    },
    close() {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}
