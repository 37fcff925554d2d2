import type { Database } from 'better-sqlite3';
import { csvField } from '#shared/text/csv-field.ts';
import { rowsWhere, tablesIn } from '../../storage/index.ts';
import { resultsIn, fileOf } from './results.ts';
import { rowsOf, type Who } from './who.ts';

type Options = { identifiers: readonly string[]; now: number; nameOf: (address: string) => string };

/**
 * All rows about somebody in the tables that were read in: JSON with one object a row, and CSV with one line a value, both of which
 * any program reads. What was computed from the rows is not in it: it is made of them.
 */
export function exportPerson(
  db: Database,
  who: Who,
  { identifiers, now, nameOf }: Options,
): { json: string; csv: string; rows: number } {
  const tables = new Map(tablesIn(db).map((table) => [table.id, table]));
  const given = resultsIn(db).filter((result) => fileOf(result) !== null);
  const found = given.flatMap((result) =>
    result.tables.flatMap((id) => {
      const table = tables.get(id);
      const where = table && rowsOf(table.columns, who);
      if (table === undefined || where === null || where === undefined) return [];
      const rows = rowsWhere(db, table, where);
      if (rows.length === 0) return [];
      const columns = table.columns.map(({ name, type }) => ({ name, type }));
      return [{ table: nameOf(result.address), columns, rows }];
    }),
  );
  const document = {
    ...{ format: 'portrait-person', version: 1, made: new Date(now).toISOString() },
    ...{ identifiers, tables: found },
  };
  const lines = found.flatMap(({ table, columns, rows }) =>
    rows.flatMap((row, index) =>
      row.map((value, c) => [table, index + 1, columns[c]?.name ?? '', value]),
    ),
  );
  return {
    json: `${JSON.stringify(document, null, 1)}\n`,
    csv: [['table', 'row', 'column', 'value'], ...lines]
      .map((line) => `${line.map(csvField).join(',')}\r\n`)
      .join(''),
    rows: found.reduce((sum, { rows }) => sum + rows.length, 0),
  };
}
