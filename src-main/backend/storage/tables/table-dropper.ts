import type { Database } from 'better-sqlite3';

const slice = 4000;

/** Drops physical tables without holding the thread: large ones lose a slice of rows at a time. */
export class TableDropper {
  readonly #db: Database;
  readonly #queue: { name: string; left: number }[] = [];
  #timer: NodeJS.Immediate | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  drop(name: string, rows: number): void {
    if (rows <= 4 * slice) {
      this.#db.exec(`DROP TABLE IF EXISTS ${name}`);
      return;
    }
    this.#queue.push({ name, left: rows });
    this.#plan();
  }

  close(): void {
    if (this.#timer !== undefined) clearImmediate(this.#timer);
    this.#timer = undefined;
    this.#queue.length = 0;
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#queue.length === 0) return;
    this.#timer = setImmediate(() => {
      this.#timer = undefined;
      this.#step();
      this.#plan();
    });
  }

  #step(): void {
    const job = this.#queue[0];
    if (job === undefined || !this.#db.open) return this.close();
    job.left -= slice;
    // From the end, so that an interrupted drop goes on where it was.
    this.#db.prepare(`DELETE FROM ${job.name} WHERE rowid > ?`).run(Math.max(0, job.left));
    if (job.left > 0) return;
    this.#db.exec(`DROP TABLE IF EXISTS ${job.name}`);
    this.#queue.shift();
  }
}
