import type { Database } from 'better-sqlite3';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { columnsPerPiece, quoted, sourceOf } from '../../storage/index.ts';
import type { CaseNames } from './case-names.ts';
import type { SqlInput } from './messages.ts';

const everyColumn = /(\bselect|\bdistinct|\ball|[,.])\s*\*/i;

/**
 * Makes an input readable under its own name. A table wider than SQLite's tables shows the columns that the query names;
 * `*` would leave out the others without a word, so it is refused. Throws sql_failed.
 */
export function createViews(
  db: Database,
  input: SqlInput,
  query: string,
  spelling: CaseNames,
): void {
  const { name, id, columns } = input;
  const shown = shownColumns(input, query);
  const names = shown.map((c) => quoted(spelling.inner(columns[c]!.name))).join(', ');
  const values = shown.map((c) => `c${c}`).join(', ');
  const tables = sourceOf(id, shown).from.replaceAll(/\bt_\w+(?=$| JOIN| ON)/g, 'main.$&');
  // A table may go by the name of a column that has another one inside the query.
  for (const view of new Set([name, spelling.inner(name)])) {
    try {
      db.exec(`CREATE TEMP VIEW ${quoted(view)} (${names}) AS SELECT ${values} FROM ${tables}`);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      throw new PortraitError('sql_failed', { detail: `${name}: ${detail}` }, { cause: error });
    }
  }
}

function shownColumns({ name, columns }: SqlInput, query: string): number[] {
  const all = [...columns.keys()];
  if (columns.length <= columnsPerPiece) return all;
  if (everyColumn.test(query)) {
    const detail = `${name} has ${columns.length} columns, SQL answers with at most ${columnsPerPiece}: name the ones you need instead of *`;
    throw new PortraitError('sql_failed', { detail });
  }
  const text = query.toLowerCase();
  const named = all.filter((c) =>
    text.includes(columns[c]!.name.toLowerCase().replaceAll('"', '""')),
  );
  return named.length === 0 ? [0] : named.slice(0, columnsPerPiece);
}
