import Database from 'better-sqlite3';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { quoted } from '../../storage/index.ts';
import { guardedStatement } from './guard.ts';
import type { SqlInput, SqlMessage, SqlTask } from './messages.ts';

const rowsAtOnce = 1000;

/**
 * Runs one SELECT on a read-only connection in which the inputs are views under their own names. Throws
 * sql_not_select, sql_failed and sql_row_limit.
 */
export async function runGuarded(
  task: SqlTask,
  send: (message: SqlMessage) => void,
  ready: () => Promise<void>,
): Promise<void> {
  const db = new Database(task.path, { readonly: true });
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('temp_store = FILE');
    for (const input of task.inputs) createView(db, input);
    db.pragma('query_only = ON');
    db.exec('BEGIN');
    const statement = guardedStatement(
      db,
      task.query,
      task.inputs.map(({ physical }) => physical),
    );
    const columns = statement.columns();
    send({
      type: 'columns',
      names: columns.map(({ name }) => name),
      types: columns.map(({ table, column }) => sourceType(task.inputs, table, column)),
    });
    await sendRows(
      statement.raw().iterate() as IterableIterator<unknown[]>,
      task.rowLimit,
      send,
      ready,
    );
    send({ type: 'done' });
  } catch (error) {
    if (error instanceof PortraitError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new PortraitError('sql_failed', { detail });
  } finally {
    db.close();
  }
}

async function sendRows(
  source: Iterable<unknown[]>,
  limit: number,
  send: (message: SqlMessage) => void,
  ready: () => Promise<void>,
): Promise<void> {
  let rows: CellValue[][] = [];
  let total = 0;
  for (const row of source) {
    total += 1;
    if (total > limit) throw new PortraitError('sql_row_limit', { limit });
    rows.push(row.map(cellValue));
    if (rows.length < rowsAtOnce) continue;
    send({ type: 'rows', rows });
    rows = [];
    await ready();
  }
  send({ type: 'rows', rows });
}

function createView(db: Database.Database, { name, physical, columns }: SqlInput): void {
  const names = columns.map((column) => quoted(column.name)).join(', ');
  const values = columns.map((_, c) => `c${c}`).join(', ');
  try {
    db.exec(
      `CREATE TEMP VIEW ${quoted(name)} (${names}) AS SELECT ${values} FROM main.${physical}`,
    );
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new PortraitError('sql_failed', { detail: `${name}: ${detail}` }, { cause: error });
  }
}

/** The type of a result column that is a column of an input as it stands. */
function sourceType(
  inputs: readonly SqlInput[],
  table: string | null,
  column: string | null,
): Column['type'] | null {
  const input = inputs.find(({ physical }) => physical === table);
  return (column !== null && input?.columns[Number(column.slice(1))]?.type) || null;
}

function cellValue(value: unknown): CellValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return String(value);
}
