import { PortraitError } from '#shared/errors/index.ts';
import type { Column, TableInfo } from '#shared/model/table.ts';
import { followTask, startProcess } from '../../lib/index.ts';
import type { TableStore, TableWriter } from '../../storage/index.ts';
import type { SqlMessage, SqlTask } from './messages.ts';
import { ResultTypes } from './result-types.ts';

export type QueryRequest = {
  query: string;
  /** Tables by the name they go by in the query. */
  inputs: { name: string; table: TableInfo }[];
  rowLimit: number;
  secondsLimit: number;
  signal?: AbortSignal;
  onRows?: (rows: number) => void;
};

/**
 * Runs one SELECT over the given tables, and nothing else of the workspace, in a process that is ended when time is up;
 * the result is a new table. Throws sql_not_select, sql_failed, sql_row_limit, sql_time_limit, cancelled.
 */
export async function runQuery(
  tables: TableStore,
  path: string,
  request: QueryRequest,
): Promise<TableInfo> {
  const { query, rowLimit, secondsLimit } = request;
  checkNames(request.inputs.map(({ name }) => name));
  const inputs = request.inputs.map(({ name, table }) => ({
    name,
    physical: tables.physicalName(table.id),
    columns: table.columns,
  }));
  const task: SqlTask = { path, query, inputs, rowLimit };
  const time = AbortSignal.timeout(secondsLimit * 1000);
  const child = startProcess(new URL('./sql.process.ts', import.meta.url), task);
  const signal = request.signal ? AbortSignal.any([request.signal, time]) : time;
  const synthetic = request.inputs.some(({ table }) => table.synthetic);
  let writer: TableWriter | undefined;
  let types = new ResultTypes([]);
  let names: string[] = [];
  try {
    return await followTask(child, signal, (data): TableInfo | undefined => {
      const message = data as SqlMessage; // Our own process's; its failures are told apart before.
      if (message.type === 'columns') {
        names = uniqueNames(message.names);
        types = new ResultTypes(message.types);
        const columns = names.map((name, c): Column => ({
          name,
          type: message.types[c] ?? 'text',
        }));
        writer = tables.create(columns, { synthetic, untyped: true });
      } else if (message.type === 'rows') {
        types.add(message.rows);
        writer!.append(message.rows);
        setImmediate(() => child.post('written'));
        request.onRows?.(writer!.rows);
      } else {
        const found = types.types();
        return writer!.finish(names.map((name, c) => ({ name, type: found[c]! })));
      }
      return undefined;
    });
  } catch (error) {
    writer?.abort();
    if (time.aborted && request.signal?.aborted !== true) {
      throw new PortraitError('sql_time_limit', { seconds: secondsLimit }, { cause: error });
    }
    throw error;
  }
}

/** SQLite does not tell `A` from `a`. */
function checkNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const plain = name.toLowerCase();
    if (seen.has(plain)) {
      throw new PortraitError('sql_failed', { detail: `two input cells are called ${name}` });
    }
    seen.add(plain);
  }
}

function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let number = 2; used.has(unique); number += 1) unique = `${name} ${number}`;
    used.add(unique);
    return unique;
  });
}
