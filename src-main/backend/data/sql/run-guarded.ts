import type { Database } from 'better-sqlite3';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { openDatabaseFile, pieceNames } from '../../storage/index.ts';
import { CaseNames } from './case-names.ts';
import { createViews } from './input-view.ts';
import { guardedStatement } from './guard.ts';
import { addsUp, useExactSums } from './exact-sums.ts';
import { checkLiterals } from './literals.ts';
import type { SqlMessage, SqlTask, SqlValue } from './messages.ts';
import { ResultCells } from './result-cells.ts';
import { withTruths } from './truth/truths.ts';

const rowsAtOnce = 1000;
/** Characters sent at once: little enough for the backend to write between two other answers. */
const charactersAtOnce = 262_144;

/**
 * Runs one SELECT on a read-only connection in which the inputs are views under their own names. Throws
 * sql_not_select, sql_failed, sql_integer_literal, sql_row_limit and sql_size_limit.
 */
export async function runGuarded(
  task: SqlTask,
  send: (message: SqlMessage) => void,
  ready: () => Promise<void>,
): Promise<void> {
  const db = openDatabaseFile(task.file, { readonly: true });
  const spelling = new CaseNames(task.inputs.map(({ columns }) => columns));
  try {
    db.pragma('trusted_schema = OFF');
    // Large sorts go to the disk, unless they would lie there readable.
    if (task.file.key === null) db.pragma('temp_store = FILE');
    for (const input of task.inputs) createViews(db, input, task.query, spelling);
    db.pragma('query_only = ON');
    db.exec('BEGIN');
    checkLiterals(task.query);
    const again = await answer(db, task, spelling, { send, ready, exact: !addsUp(task.query) });
    if (!again) return;
    useExactSums(db);
    await answer(db, task, spelling, { send, ready, exact: true });
  } catch (error) {
    if (error instanceof PortraitError && error.code !== 'sql_failed') throw error;
    const message = error instanceof Error ? error.message : String(error);
    const detail =
      error instanceof PortraitError ? String(error.params['detail'] ?? message) : message;
    throw new PortraitError('sql_failed', { detail: spelling.restored(detail) });
  } finally {
    db.close();
  }
}

type Way = {
  send: (message: SqlMessage) => void;
  ready: () => Promise<void>;
  /** False: numbers beyond float64 may be sums that only passed its end on the way. */
  exact: boolean;
};

/** Sends the answer from its columns on; true where it is to be made again, with exact sums. */
async function answer(
  db: Database,
  task: SqlTask,
  spelling: CaseNames,
  { send, ready, exact }: Way,
): Promise<boolean> {
  const allowed = task.inputs.flatMap(({ id, columns }) => pieceNames(id, columns.length));
  const asked = spelling.rewritten(task.query);
  // SQLite names what has no name by its text: as it was asked.
  const names = guardedStatement(db, asked, allowed)
    .columns()
    .map(({ name }) => spelling.restored(name));
  const { query, kinds } = withTruths(db, asked, task.inputs);
  const statement = guardedStatement(db, query, allowed);
  send({ type: 'columns', names, kinds: names.map((_, c) => kinds?.[c] ?? null) });
  const cells = new ResultCells(names.length);
  const source = statement.raw().safeIntegers().iterate();
  if (!(await sendRows(source, cells, task, send, ready, exact))) return true;
  send({ type: 'done', exact: cells.exactColumns(), warnings: cells.warnings(names) });
  return false;
}

/** False where it stopped at a number beyond float64, which `exact` lets pass. */
async function sendRows(
  source: Iterable<unknown[]>,
  cells: ResultCells,
  { rowLimit, characterLimit }: SqlTask,
  send: (message: SqlMessage) => void,
  ready: () => Promise<void>,
  exact: boolean,
): Promise<boolean> {
  let rows: SqlValue[][] = [];
  let [total, waiting, sent] = [0, 0, 0];
  for (const found of source) {
    total += 1;
    if (total > rowLimit) throw new PortraitError('sql_row_limit', { limit: rowLimit });
    const row = found.map((value, c) => cells.value(value, c));
    if (!exact && cells.infinite) return false;
    for (const value of row) waiting += typeof value === 'string' ? value.length : 8;
    if (sent + waiting > characterLimit) {
      const millions = Math.round(characterLimit / 1e6);
      throw new PortraitError('sql_size_limit', { millions });
    }
    rows.push(row);
    if (rows.length < rowsAtOnce && waiting < charactersAtOnce) continue;
    send({ type: 'rows', rows });
    sent += waiting;
    [rows, waiting] = [[], 0];
    await ready();
  }
  send({ type: 'rows', rows });
  return true;
}
