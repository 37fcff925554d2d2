import type { Database } from 'better-sqlite3';
import { checkpoint } from '../runs/checkpoint.ts';
import { sqliteCode } from '../sqlite-errors.ts';

const slice = 4000;
const pagesGivenBack = 1000;
const retryAfterMs = 2000;

/**
 * Drops physical tables without holding the thread: large ones lose a slice of rows at a time. What a full disk or a lock
 * does not let go yet is tried again later, and at the next open: nobody reads these tables any more.
 */
export class TableDropper {
  readonly #db: Database;
  readonly #queue: { name: string; left: number }[] = [];
  /** Whether the space of what is dropped goes back to the disk at once. */
  #givesBack = false;
  #timer: NodeJS.Immediate | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  drop(name: string, rows: number): void {
    // In somebody's transaction a failure is theirs: it undoes what they did.
    const drop = (): unknown => this.#db.exec(`DROP TABLE IF EXISTS ${name}`);
    if (rows <= 4 * slice && (this.#db.inTransaction ? drop() : this.#succeeds(drop))) return;
    this.#queue.push({ name, left: rows });
    this.#plan();
  }

  /** Drops what was never finished, and gives its space back to the disk as soon as it is gone. */
  abandon(name: string, rows: number): void {
    this.#givesBack = true;
    this.drop(name, rows);
    this.#plan();
  }

  close(): void {
    if (this.#timer !== undefined) clearImmediate(this.#timer);
    clearTimeout(this.#retry);
    this.#timer = undefined;
    this.#retry = undefined;
    this.#queue.length = 0;
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#retry !== undefined) return;
    if (this.#queue.length === 0 && !this.#givesBack) return;
    this.#timer = setImmediate(() => {
      this.#timer = undefined;
      if (this.#succeeds(() => this.#step())) this.#plan();
      else this.#planAgain();
    });
  }

  #planAgain(): void {
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#plan();
    }, retryAfterMs);
    this.#retry.unref();
  }

  /** False where the database refuses. */
  #succeeds(work: () => unknown): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_') !== true) throw error;
      return false;
    }
  }

  #step(): void {
    if (!this.#db.open) return this.close();
    const job = this.#queue[0];
    if (job === undefined) return this.#giveBack();
    // Whoever wrote the whole file anew meanwhile dropped it: it is not to stand in the way of the others.
    if (!this.#there(job.name)) return void this.#queue.shift();
    // Pages that go back to the disk need not be overwritten first, which would take as much room again in the log.
    if (this.#givesBack) this.#db.pragma('secure_delete = FAST');
    try {
      const left = Math.max(0, job.left - slice);
      // From the end, so that an interrupted drop goes on where it was.
      this.#db.prepare(`DELETE FROM ${job.name} WHERE rowid > ?`).run(left);
      job.left = left;
      if (left > 0) return;
      this.#db.exec(`DROP TABLE IF EXISTS ${job.name}`);
      this.#queue.shift();
    } finally {
      this.#db.pragma('secure_delete = ON');
    }
  }

  #there(name: string): boolean {
    return this.#db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
  }

  #giveBack(): void {
    const free = (): number => Number(this.#db.pragma('freelist_count', { simple: true }));
    const before = free();
    this.#db.pragma(`incremental_vacuum(${pagesGivenBack})`);
    if (free() > 0 && free() < before) return;
    this.#givesBack = false;
    checkpoint(this.#db, 'TRUNCATE');
  }
}
