import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { column, type TableInfo } from '#shared/model/table.ts';
import { storedJson } from '../stored-json.ts';
import { sourceOf } from '../tables/index.ts';

type Row = { id: string; columns: string; rows: number; synthetic: number };

/** The tables of a workspace, read from a database: a copy under change too. */
export function tablesIn(db: Database): TableInfo[] {
  return db
    .prepare<[], Row>('SELECT id, columns, rows, synthetic FROM tables ORDER BY rowid')
    .all()
    .map(({ id, columns, rows, synthetic }) => ({
      ...{ id, rows, synthetic: synthetic === 1 },
      columns: storedJson(z.array(column), columns, `the columns of table ${id}`),
    }));
}

/** What to select of a table for conditions on any of its columns. */
export function wholeOf({ id, columns }: TableInfo): { from: string; rowid: string } {
  return sourceOf(id, [...columns.keys()]);
}
