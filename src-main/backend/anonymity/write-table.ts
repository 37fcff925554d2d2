import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { Workspace } from '../storage/index.ts';
import type { BaseClasses } from './base-classes.ts';
import type { ShownColumn } from './hierarchy.ts';
import type { Pace } from './partition.ts';

/** A column that goes on: as it is, or as a quasi-identifier is shown. */
export type GoingColumn = { column: number; shown: { at: number; as: ShownColumn } | null };

const mostBatchValues = 40_000;

/** Writes the rows whose base class stays, with quasi-identifiers as they are shown. Throws cancelled. */
export async function writeTable(
  tables: Workspace['tables'],
  table: TableInfo,
  going: readonly GoingColumn[],
  {
    base,
    stays,
    pace,
    progress,
  }: {
    base: BaseClasses;
    stays: (own: number) => boolean;
    pace: Pace;
    progress(done: number): void;
  },
): Promise<TableInfo> {
  const columns = going.map(({ column, shown }) => {
    const own = table.columns[column]!;
    const same = shown === null || shown.as.level.type === 'exact';
    return { name: own.name, ...(same ? kindOf(own) : { type: 'category' as const }) };
  });
  const writer = tables.create(columns, { synthetic: table.synthetic });
  const read = going.map(({ column }) => column);
  const batch = Math.max(1, Math.min(2000, Math.floor(mostBatchValues / Math.max(1, read.length))));
  try {
    for (const { first, rows } of tables.scan(table.id, { columns: read, batch })) {
      const kept: CellValue[][] = [];
      for (const [at, row] of rows.entries()) {
        const own = base.rows.of[first - 1 + at]!;
        if (!stays(own)) continue;
        kept.push(
          going.map(({ shown }, c) =>
            shown === null ? row[c]! : shown.as.labels[base.codes[shown.at]![own]!]!,
          ),
        );
      }
      writer.append(kept);
      progress(first - 1 + rows.length);
      await pace();
    }
    return writer.finish();
  } finally {
    writer.abort();
  }
}
