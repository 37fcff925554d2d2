import type { Database } from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { metaEntries } from './meta-page.ts';
import { sqliteCode } from '../sqlite-errors.ts';

/**
 * Tells whether the bytes of an open file are still those SQLite wrote, or others were copied over them. A value that is new at
 * every opening stands in `meta`; where the file has changed, that page is read past SQLite, whose own view would not change.
 */
export class Witness {
  readonly #db: Database;
  readonly #value = randomUUID();
  readonly #file: number;
  #seen = '';
  #changes = 0;
  /** Nothing is concluded before the value has once been found in the file. */
  #armed = false;
  #overwritten = false;

  readonly #readable: boolean;

  /**
   * Close it after the connection only: closing a file ends all locks this process has on it. Pages that are not `readable`
   * past SQLite, as they are encrypted, bear no witness: those of another file fail their own check when they are read.
   */
  constructor(db: Database, path: string, readable = true) {
    this.#readable = readable;
    this.#db = db;
    this.#file = openSync(path, 'r');
    try {
      db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('witness', ?)`).run(this.#value);
      db.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      // A full disk takes no witness: then there is none.
      if (sqliteCode(error) === undefined) throw error;
    }
    this.overwritten();
  }

  /** Once it is, it stays so: nothing of this connection may reach the file any more. */
  overwritten(): boolean {
    if (!this.#readable) return false;
    const { mtimeNs, size } = fstatSync(this.#file, { bigint: true });
    const stamp = `${mtimeNs} ${size}`;
    if (this.#overwritten || stamp === this.#seen || this.#db.inTransaction)
      return this.#overwritten;
    const found = this.#read();
    const same = found?.get('witness') === this.#value;
    const changes = Number(found?.get('changes') ?? 0);
    if (same) this.#armed = true;
    // A copy made since this was opened is told by what it lacks.
    this.#overwritten = this.#armed && (!same || changes < this.#changes);
    this.#changes = changes;
    this.#seen = stamp;
    // What waits in the log would go into somebody else's file.
    if (this.#overwritten) this.#db.pragma('wal_autocheckpoint = 0');
    return this.#overwritten;
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(): Map<string, string> | null {
    const bytes = Number(this.#db.pragma('page_size', { simple: true }));
    const root = Number(
      this.#db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'meta'`).pluck().get(),
    );
    const page = Buffer.alloc(bytes);
    readSync(this.#file, page, 0, bytes, (root - 1) * bytes);
    return metaEntries(page);
  }
}
