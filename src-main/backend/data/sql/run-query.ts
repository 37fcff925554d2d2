import { PortraitError } from '#shared/errors/index.ts';
import type { ImportWarning } from '#shared/model/cells/data.ts';
import type { Column, TableInfo } from '#shared/model/table.ts';
import { followTask, startProcess } from '../../lib/index.ts';
import type { TableStore, TableWriter } from '../../storage/index.ts';
import { endedBy, queryLimits } from './limits.ts';
import type { SqlMessage, SqlTask, SqlWork } from './messages.ts';
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
export type QueryResult = { table: TableInfo; warnings: ImportWarning[] };
type Done = Extract<SqlMessage, { type: 'done' }>;

/**
 * Runs one SELECT over the given tables, and nothing else of the workspace, in a process that is ended when time is up
 * or memory runs out; the result is a new table. Integers that no double holds are text in it, digit for digit. Throws
 * sql_not_select, sql_failed, sql_integer_literal, sql_row_limit, sql_size_limit, sql_time_limit, sql_memory_limit,
 * sql_scratch_limit, cancelled.
 */
export async function runQuery(tables: TableStore, request: QueryRequest): Promise<QueryResult> {
  const { query, rowLimit, secondsLimit } = request;
  checkNames(request.inputs.map(({ name }) => name));
  const inputs = request.inputs.map(({ name, table }) => ({
    name,
    id: table.id,
    columns: table.columns,
  }));
  const task: SqlTask = {
    file: tables.file,
    query,
    inputs,
    rowLimit,
    characterLimit: queryLimits.characters,
  };
  const time = AbortSignal.timeout(secondsLimit * 1000);
  const child = startProcess<SqlWork>(new URL('./sql.process.ts', import.meta.url), task);
  const signal = request.signal ? AbortSignal.any([request.signal, time]) : time;
  const synthetic = request.inputs.some(({ table }) => table.synthetic);
  let writer: TableWriter | undefined;
  let types = new ResultTypes([]);
  let names: string[] = [];
  const take = (message: SqlMessage): Done | undefined => {
    if (message.type === 'columns') {
      // The answer may be made again from its beginning.
      writer?.abort();
      names = uniqueNames(message.names);
      types = new ResultTypes(message.kinds);
      const columns = names.map((name, c): Column => ({
        ...{ name, ...(message.kinds[c] ?? { type: 'text' }) },
      }));
      writer = tables.create(columns, { synthetic, untyped: true });
    } else if (message.type === 'rows') {
      types.add(message.rows);
      writer!.append(message.rows);
      setImmediate(() => child.taken());
      request.onRows?.(writer!.rows);
    } else return message;
    return undefined;
  };
  try {
    const { exact, warnings } = await followTask(child, signal, take, limitReached);
    await writer!.toText(exact, signal);
    const found = types.kinds();
    const columns = names.map((name, c): Column => ({
      name,
      ...(exact.includes(c) ? { type: 'text' } : found[c]!),
    }));
    return { table: writer!.finish(columns), warnings };
  } catch (error) {
    writer?.abort();
    if (time.aborted && request.signal?.aborted !== true) {
      throw new PortraitError('sql_time_limit', { seconds: secondsLimit }, { cause: error });
    }
    throw error;
  }
}

/** Its own failures a query's process reports: where it just ends, it was ended, by its watch or for want of memory. */
function limitReached(how: string): PortraitError {
  if (how === endedBy.scratch) {
    const gigabytes = queryLimits.scratchMegabytes / 1024;
    return new PortraitError('sql_scratch_limit', { gigabytes });
  }
  return new PortraitError('sql_memory_limit', { megabytes: queryLimits.memoryMegabytes });
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
