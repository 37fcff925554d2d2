import type { Database } from 'better-sqlite3';
import type { FoundPerson } from '#shared/contract/person.ts';
import { countsWhere, notebookTexts, plainLabel, tablesIn } from '../../storage/index.ts';
import { finder, finds } from './redact.ts';
import { formsOf, type Identifier } from './identifiers.ts';
import { resultsIn } from './results.ts';
import { canName, holdsOne, namesPeople } from './who.ts';

type Cells = FoundPerson['places'][number]['cells'];
/** Columns counted in one pass over a table. */
const columnsAtOnce = 500;

/** Where people of these identifiers stand in the tables and texts of a workspace. `cellsOf` says who shows a result. */
export function findPerson(
  db: Database,
  identifiers: readonly Identifier[],
  cellsOf: (address: string) => Cells,
): FoundPerson {
  const forms = formsOf(identifiers);
  const owners = new Map<string, string>();
  for (const { address, tables } of resultsIn(db))
    for (const table of tables) owners.set(table, address);
  const places = new Map<string, FoundPerson['places'][number]>();
  // People of the sample shop are invented.
  for (const table of tablesIn(db).filter(({ synthetic }) => !synthetic)) {
    const asked = [...table.columns.entries()].filter(([, column]) => canName(column));
    for (let at = 0; at < asked.length; at += columnsAtOnce) {
      const some = asked.slice(at, at + columnsAtOnce);
      const conditions = some.map(([c, column]) => holdsOne(c, column, forms));
      const counts = countsWhere(db, table, conditions);
      for (const [index, [, column]] of some.entries()) {
        const rows = counts[index]!;
        if (rows === 0) continue;
        const key = plainLabel(column.name);
        const before = places.get(key);
        const cells = [...(before?.cells ?? []), ...cellsOf(owners.get(table.id) ?? '')];
        places.set(key, {
          column: before?.column ?? column.name,
          cells: [...new Map(cells.map((one) => [`${one.notebook}/${one.cell}`, one])).values()],
          tables: (before?.tables ?? 0) + 1,
          rows: (before?.rows ?? 0) + rows,
          proposed:
            (before?.proposed ?? false) ||
            namesPeople(
              column,
              identifiers.map(({ text }) => text),
            ),
        });
      }
    }
  }
  const patterns = finder(identifiers.map(({ text }) => text));
  const texts = notebookTexts(db).filter((text) => finds(patterns, text)).length;
  return { identifiers: [...identifiers], places: [...places.values()], texts };
}
