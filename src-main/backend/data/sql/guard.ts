import type { Database, Statement } from 'better-sqlite3';
import { PortraitError } from '#shared/errors/portrait-error.ts';

/** Table-valued functions that read nothing but their arguments. */
const harmlessModules = new Set(['json_each', 'json_tree']);
const readsTable = new Set(['OpenRead', 'ReopenIdx', 'OpenWrite']);

type Instruction = { opcode: string; p2: number; p3: number; p5: number };

/**
 * Prepares a query that may read the given tables (names of physical tables in `main`) and nothing else. Throws
 * sql_not_select and sql_failed.
 *
 * SQLite's authoriser is not reachable from here, so the query's own program is inspected: EXPLAIN lists every
 * instruction, and the only ones that open a stored b-tree are OpenRead and ReopenIdx, with its root page (p2) and
 * database (p3). Each root page must belong to an allowed table or its indexes. Virtual tables are opened by VOpen,
 * which does not say which; so the text must not name a module beyond the harmless ones. The caller holds a read
 * transaction, so the schema cannot change between this and the run.
 */
export function guardedStatement(
  db: Database,
  query: string,
  allowed: readonly string[],
): Statement<[], unknown[]> {
  const text = query.trim().replace(/;\s*$/, '');
  if (!/^(select|with|values)\b/i.test(withoutComments(text))) {
    throw new PortraitError('sql_not_select');
  }
  const statement = prepared(db, text);
  if (!statement.reader || !statement.readonly) throw new PortraitError('sql_not_select');
  const program = prepared(db, `EXPLAIN ${text}`).all() as Instruction[];
  const pages = rootPages(db, allowed);
  for (const { opcode, p2, p3, p5 } of program) {
    // Bit 16 of p5: p2 is a register, not a page.
    const known = p3 === 0 && (p5 & 16) === 0 && pages.has(p2);
    if (readsTable.has(opcode) && !known)
      throw refusal('a table that is not an input of this cell');
    if (opcode === 'VOpen') refuseModules(db, text);
  }
  return statement as Statement<[], unknown[]>;
}

function prepared(db: Database, text: string): Statement {
  try {
    return db.prepare(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (/more than one statement|contains no statements/.test(detail)) {
      throw new PortraitError('sql_not_select');
    }
    throw new PortraitError('sql_failed', { detail });
  }
}

function rootPages(db: Database, tables: readonly string[]): Set<number> {
  const statement = db
    .prepare<[string], number>('SELECT rootpage FROM main.sqlite_schema WHERE tbl_name = ?')
    .pluck();
  return new Set(tables.flatMap((table) => statement.all(table)));
}

/** Any mention counts, quoted or not: names of modules cannot be spelled another way in SQL. */
function refuseModules(db: Database, text: string): void {
  const lower = text.toLowerCase();
  if (lower.includes('pragma_')) throw refusal('a pragma');
  const modules = db.prepare<[], string>('SELECT name FROM pragma_module_list').pluck().all();
  for (const module of modules) {
    if (!harmlessModules.has(module) && lower.includes(module.toLowerCase())) throw refusal(module);
  }
}

function refusal(what: string): PortraitError {
  return new PortraitError('sql_failed', { detail: `not authorised to read ${what}` });
}

function withoutComments(text: string): string {
  return text.replace(/^(\s|--[^\n]*(\n|$)|\/\*[^]*?\*\/|\()+/, '');
}
