import type { Database } from 'better-sqlite3';
import { link } from '#shared/model/cells/link.ts';
import {
  firstNumbersWhere,
  plainIdentifier,
  tablesIn,
  valuesOfNumbers,
} from '../../storage/index.ts';
import { formsOf, type Identifier } from './identifiers.ts';
import { resultsIn } from './results.ts';
import { canName, holdsOne, namesPeople } from './who.ts';

/** Records of more people than this are no match of one person. */
const mostPeople = 20;
const mostFound = 200;
/** SQLite reads a longer chain of conditions as too deep. */
const mostColumns = 200;
const records = link.output.pick({ records: true });

/** What else the records of somebody say who they are, where a Link cell brought records together by person. */
export function linkedTo(db: Database, identifiers: readonly Identifier[]): Identifier[] {
  const forms = formsOf(identifiers);
  const known = new Set(identifiers.map(({ text }) => plainIdentifier(text)));
  const tables = new Map(tablesIn(db).map((table) => [table.id, table]));
  const found = new Map<string, Identifier>();
  for (const { kind, output } of resultsIn(db)) {
    if (kind !== link.kind) continue;
    const table = tables.get(records.safeParse(JSON.parse(output)).data?.records.id ?? '');
    if (table === undefined || table.synthetic) continue;
    const naming = [...table.columns.entries()]
      .filter(([c, column]) => c > 0 && canName(column) && namesPeople(column, []))
      .slice(0, mostColumns);
    if (naming.length === 0) continue;
    const where = naming.map(([c, column]) => holdsOne(c, column, forms)).join(' OR ');
    // The first column is the person's number.
    const people = firstNumbersWhere(db, table, where);
    if (people.length === 0 || people.length > mostPeople) continue;
    const columns = naming.map(([c]) => c);
    const values = valuesOfNumbers(db, table, { numbers: people, columns, most: mostFound });
    for (const value of values) {
      const text = value === null ? '' : String(value).trim();
      if (text === '' || known.has(plainIdentifier(text))) continue;
      found.set(plainIdentifier(text), { text, by: 'linked' });
    }
  }
  return [...found.values()];
}
