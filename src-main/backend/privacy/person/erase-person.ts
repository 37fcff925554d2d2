import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import type { TableInfo } from '#shared/model/table.ts';
import {
  dropResults,
  erasureMark,
  forgetAttempts,
  isDistinctive,
  maskingKey,
  moveResult,
  noteRemovals,
  noteSuppressed,
  plainLabel,
  rewriteIngredients,
  rewriteRuns,
  rewriteTexts,
  rowNumbersOf,
  suppressionHash,
  tablesIn,
  takeOutRows,
  type Ingredients,
  type Marks,
} from '../../storage/index.ts';
import { sha256 } from '../../lib/index.ts';
import { formsOf, type Identifier } from './identifiers.ts';
import { finder, finds, redactor } from './redact.ts';
import { fileOf, madeOf, resultsIn, type MadeResult } from './results.ts';
import { ownTexts } from './own-texts.ts';
import { rowsOf, type Who } from './who.ts';

type ErasePersonDeps = {
  now: number;
  newId: () => string;
  /** Where a result stands that is made of other data than it was. */
  addressOf: (made: Ingredients) => string;
  /** The workspace's path. */
  path: string;
  /** Files beside the workspace to remove, given the paths of affected and of other data. */
  removals: (affected: readonly string[], others: readonly string[]) => string[];
};

type Redact = (json: string) => string;

type Erased = {
  tables: number;
  rows: number;
  results: number;
  models: number;
  texts: number;
  /** Paths data of theirs was read from, as cells name them. */
  files: string[];
  removed: string[];
};

/**
 * Takes a person out of a copy of the workspace: their rows, every result made of them from near or far, what notebooks say of them.
 * Who must not come back is noted. Throws `person_unknown` where nothing of them is there.
 */
export function erasePerson(
  db: Database,
  marks: Marks,
  { identifiers, columns }: { identifiers: readonly Identifier[]; columns: readonly string[] },
  deps: ErasePersonDeps,
): Erased {
  const who: Who = {
    identifiers: formsOf(identifiers),
    columns: new Set(columns.map(plainLabel)),
  };
  const tables = new Map(tablesIn(db).map((table) => [table.id, table]));
  const results = resultsIn(db);
  const own = new Set(identifiers.map(({ text }) => text));
  const affected: Affected = new Map();
  const holding = new Set<string>();
  for (const result of results)
    for (const id of result.tables) {
      const table = tables.get(id);
      const where = table && rowsOf(table.columns, who);
      if (table === undefined || where === null || where === undefined || table.synthetic) continue;
      const rows = rowNumbersOf(db, table, where);
      if (rows.length === 0) continue;
      if (fileOf(result) === null) holding.add(result.address);
      else {
        affected.set(result.address, { result, table: id, rows });
        for (const text of ownTexts(db, table, where)) own.add(text);
      }
    }
  addTwins(affected, results, tables);
  const patterns = finder(own);
  const redact = redactor(patterns);
  const { moved, untold } = ofSameFiles(results, affected, tables, who);
  for (const address of untold) holding.add(address);
  for (const { address, output, kind, ingredients } of results)
    if (kind !== 'data' && finds(patterns, output + JSON.stringify(ingredients.settings)))
      holding.add(address);
  const texts = rewriteTexts(db, marks, redact);
  const gone = madeOf(results, new Set([...affected.keys(), ...holding]));
  for (const address of holding) gone.add(address);
  for (const address of affected.keys()) gone.delete(address);
  if (affected.size + gone.size + texts.notebooks + texts.steps === 0)
    throw new PortraitError('person_unknown');
  for (const { result, table, rows } of [...affected.values(), ...moved])
    renew(db, { result, id: table, rows }, tables, { ...deps, redact });
  const models = dropResults(db, gone, deps.now);
  forgetAttempts(db);
  redactRest(db, redact);
  suppress(db, identifiers, who, deps.now);
  const paths = (some: readonly MadeResult[]): string[] =>
    some.flatMap((result) => fileOf(result) ?? []);
  const files = paths([...affected.values()].map(({ result }) => result));
  const others = paths(results.filter(({ address }) => !affected.has(address)));
  const removed = deps.removals(files, others);
  noteRemovals(db, removed, deps.path);
  return {
    tables: affected.size,
    rows: [...affected.values()].reduce((sum, { rows }) => sum + rows.length, 0),
    results: gone.size,
    ...{ models, texts: texts.notebooks + texts.steps, files, removed },
  };
}

type Made = { result: MadeResult; table: string; rows: number[] };
type Affected = Map<string, Made>;

/** The same data read without the columns that name people: the same rows of it go. */
function addTwins(
  affected: Affected,
  results: readonly MadeResult[],
  tables: ReadonlyMap<string, TableInfo>,
): void {
  for (const one of [...affected.values()])
    for (const result of results) {
      const [id] = result.tables;
      const same =
        result.ingredients.fingerprint === one.result.ingredients.fingerprint &&
        fileOf(result) !== null &&
        tables.get(id ?? '')?.rows === tables.get(one.table)?.rows;
      if (!same || id === undefined) continue;
      const rows = new Set([...(affected.get(result.address)?.rows ?? []), ...one.rows]);
      affected.set(result.address, { result, table: id, rows: [...rows] });
    }
}

/**
 * What else was read from files that count as other data from now on. `moved` has none of them, another sheet say, and stays as it is
 * under its new address. `untold`: the same rows read otherwise, without a column that names people.
 */
function ofSameFiles(
  results: readonly MadeResult[],
  affected: Affected,
  tables: ReadonlyMap<string, TableInfo>,
  who: Who,
): { moved: Made[]; untold: string[] } {
  const namesOf = (id: string): string[] =>
    tables.get(id)?.columns.map(({ name }) => plainLabel(name)) ?? [];
  const [moved, untold]: [Made[], string[]] = [[], []];
  for (const result of results) {
    const twins = [...affected.values()].filter(
      (one) => one.result.ingredients.fingerprint === result.ingredients.fingerprint,
    );
    const [id] = result.tables;
    const table = tables.get(id ?? '');
    if (fileOf(result) === null || affected.has(result.address) || table === undefined) continue;
    if (twins.length === 0) continue;
    const told = rowsOf(table.columns, who) !== null;
    const names = namesOf(table.id);
    const sameRows = twins.some(
      (one) =>
        sheetOf(one.result) === sheetOf(result) ||
        names.every((name) => namesOf(one.table).includes(name)),
    );
    if (!told && sameRows) untold.push(result.address);
    else moved.push({ result, table: table.id, rows: [] });
  }
  return { moved, untold };
}

function sheetOf({ ingredients }: MadeResult): string | undefined {
  const options = z.looseObject({ sheet: z.string().optional() });
  return z.looseObject({ options }).safeParse(ingredients.settings).data?.options.sheet;
}

const tableIn = z.looseObject({
  table: z.looseObject({ id: z.string(), rows: z.number() }),
  warnings: z.array(z.looseObject({})).optional(),
});

/** Data as it is without some rows, at the address it has from now on. */
function renew(
  db: Database,
  { result, id, rows }: { result: MadeResult; id: string; rows: readonly number[] },
  tables: ReadonlyMap<string, TableInfo>,
  { newId, addressOf, redact }: Pick<ErasePersonDeps, 'newId' | 'addressOf'> & { redact: Redact },
): void {
  const table = tables.get(id);
  const { fingerprint } = result.ingredients;
  if (table === undefined || fingerprint === null) return;
  const next = newId().replace(/\W/g, '');
  takeOutRows(db, table, rows, next);
  const mark = erasureMark(db, fingerprint, newId);
  // As stored by the notebook, but for the fingerprint.
  const ingredients = {
    ...(JSON.parse(redactedIngredients(result.ingredients, redact)) as Ingredients),
    fingerprint: sha256(`${fingerprint} ${mark}`),
  };
  const address = addressOf(ingredients);
  const output = tableIn.parse(JSON.parse(result.output));
  const changed = {
    ...output,
    table: { ...output.table, id: next, rows: table.rows - rows.length },
    // A warning may show a value.
    warnings: (output.warnings ?? []).map(({ found: _, ...rest }) => rest),
  };
  moveResult(
    db,
    { address: result.address, table: id },
    {
      address,
      table: next,
      ingredients: JSON.stringify(ingredients),
      output: JSON.stringify(changed),
    },
  );
}

/** What a result was made of, as JSON, as its notebook says it from now on. */
function redactedIngredients(made: object & { settings?: unknown }, redact: Redact): string {
  const settings: unknown = JSON.parse(redact(JSON.stringify(made.settings ?? null)));
  return JSON.stringify({ ...made, settings });
}

/** What else is written in words: how runs were set, and what results that stay were made from. */
function redactRest(db: Database, redact: Redact): void {
  rewriteRuns(db, redact);
  const changed = resultsIn(db).flatMap(({ address, ingredients }) => {
    const plain = redactedIngredients(ingredients, redact);
    return plain === JSON.stringify(ingredients) ? [] : [{ address, ingredients: plain }];
  });
  rewriteIngredients(db, changed);
}

function suppress(
  db: Database,
  identifiers: readonly Identifier[],
  { columns }: Who,
  now: number,
): void {
  const hash = suppressionHash(maskingKey(db));
  const hashes = identifiers.flatMap(({ text }) => [
    ...[...columns].map((column) => hash(column, text)),
    ...(isDistinctive(text) ? [hash(null, text)] : []),
  ]);
  noteSuppressed(db, { hashes, columns }, now);
}
