import type { TableId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import { followTask, startWorker } from '../../lib/index.ts';
import type { DatabaseFile } from '../encryption/index.ts';
import type { OrderWork } from './order.worker.ts';
import { rowNumbers } from './row-numbers.ts';
import type { Selection } from './row-selection.ts';

const mostOrders = 12;
const inlineRows = 20_000;

/**
 * Row numbers of the selections asked for lately (4 bytes a row), so that a page of a sorted or filtered table
 * is a look-up. Large tables are sorted in a worker thread with a read-only connection.
 */
export class OrderCache {
  readonly #db: Database;
  readonly #file: () => DatabaseFile;
  readonly #orders = new Map<string, { table: TableId; numbers: Uint32Array }>();
  readonly #pending = new Map<string, Promise<Uint32Array>>();

  /** `file` is where the database lies and what opens it, for the other thread. */
  constructor(db: Database, file: () => DatabaseFile) {
    this.#db = db;
    this.#file = file;
  }

  /** Answers at once, computing on this thread where it must. */
  now(table: TableId, selection: Selection): Uint32Array {
    const key = keyOf(table, selection);
    return this.#known(key) ?? this.#keep(key, table, rowNumbers(this.#db, selection));
  }

  async get(table: TableId, rows: number, selection: Selection): Promise<Uint32Array> {
    const key = keyOf(table, selection);
    const known = this.#known(key);
    if (known !== undefined) return known;
    if (rows <= inlineRows || this.#db.memory) return this.now(table, selection);
    const running = this.#pending.get(key) ?? this.#compute(selection);
    this.#pending.set(key, running);
    try {
      return this.#keep(key, table, await running);
    } finally {
      this.#pending.delete(key);
    }
  }

  drop(table: TableId): void {
    for (const [key, order] of this.#orders) if (order.table === table) this.#orders.delete(key);
  }

  async #compute(selection: Selection): Promise<Uint32Array> {
    const data = { file: this.#file(), selection };
    const worker = startWorker<OrderWork>(new URL('./order.worker.ts', import.meta.url), data);
    return followTask(worker, undefined, ({ numbers }) => numbers);
  }

  #known(key: string): Uint32Array | undefined {
    const order = this.#orders.get(key);
    if (order === undefined) return undefined;
    this.#orders.delete(key);
    this.#orders.set(key, order);
    return order.numbers;
  }

  #keep(key: string, table: TableId, numbers: Uint32Array): Uint32Array {
    this.#orders.set(key, { table, numbers });
    for (const oldest of this.#orders.keys()) {
      if (this.#orders.size <= mostOrders) break;
      this.#orders.delete(oldest);
    }
    return numbers;
  }
}

function keyOf(table: TableId, selection: Selection): string {
  return JSON.stringify([table, selection.sql, selection.params]);
}
