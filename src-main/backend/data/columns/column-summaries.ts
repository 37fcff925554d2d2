import type { Database } from 'better-sqlite3';
import { columnMissing } from '#shared/errors/index.ts';
import { tableSummary, type TableInfo, type TableSummary } from '#shared/model/table.ts';
import { followTask, startWorker } from '../../lib/index.ts';
import { keepSummary, keptSummary, storedJson, type TableStore } from '../../storage/index.ts';
import type { ColumnsWork } from './columns.worker.ts';

/** Counted up where figures or flags change their meaning, so that kept ones are computed again. */
const summaryVersion = 2;

const keyOf = (label: string | null): string => JSON.stringify([summaryVersion, label]);

/** Summaries of columns, computed on another thread and kept with the table. */
export class ColumnSummaries {
  readonly #db: Database;
  readonly #tables: TableStore;
  readonly #running = new Map<string, Promise<TableSummary>>();

  constructor(db: Database, tables: TableStore) {
    this.#db = db;
    this.#tables = tables;
  }

  /** `label`: name of the column leakage is looked for against. Throws not_found and column_missing. */
  async get(id: string, label: string | null): Promise<TableSummary> {
    const table = this.#tables.info(id);
    if (label !== null && !table.columns.some(({ name }) => name === label)) {
      throw columnMissing(label, table.columns);
    }
    const kept = this.#kept(id, label);
    if (kept !== undefined) return kept;
    const key = JSON.stringify([id, label]);
    const running = this.#running.get(key) ?? this.#compute(table, label);
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      this.#running.delete(key);
    }
  }

  #kept(id: string, label: string | null): TableSummary | undefined {
    const text = keptSummary(this.#db, id, keyOf(label));
    return text === undefined
      ? undefined
      : storedJson(tableSummary, text, `the columns of table ${id}`);
  }

  async #compute(table: TableInfo, label: string | null): Promise<TableSummary> {
    const worker = startWorker<ColumnsWork>(new URL('./columns.worker.ts', import.meta.url), {
      ...{ file: this.#tables.file, table, label },
    });
    const columns = await followTask(worker, undefined, (message) => message.columns);
    const profile = { table, columns };
    keepSummary(this.#db, table.id, keyOf(label), JSON.stringify(profile));
    return profile;
  }
}
