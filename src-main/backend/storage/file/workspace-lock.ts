import SqliteDatabase, { type Database } from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { PortraitError } from '#shared/errors/index.ts';
import type { AuditHead } from '../audit/chain.ts';
import { identityOf, type FileIdentity } from './file-place.ts';
import { sqliteCode } from '../sqlite-errors.ts';

/**
 * Keeps a second instance out, and remembers outside the workspace how far its ledger had come. It is a small SQLite file held in
 * exclusive mode: the operating system lets go of it when a process dies, however it dies, so there is no stale lock to clear.
 */
export class WorkspaceLock {
  readonly #db: Database;
  readonly #path: string;
  readonly #fresh: boolean;
  readonly #identity: FileIdentity | null;

  private constructor(path: string) {
    this.#path = path;
    this.#fresh = !existsSync(path);
    this.#db = hold(path);
    this.#identity = identityOf(path);
  }

  /** Throws `workspace_locked` where another process, or this one, has the workspace open. */
  static acquire(workspacePath: string): WorkspaceLock {
    const path = `${workspacePath}-lock`;
    try {
      return new WorkspaceLock(path);
    } catch (error) {
      const code = sqliteCode(error);
      if (code?.startsWith('SQLITE_BUSY') === true || code?.startsWith('SQLITE_LOCKED') === true)
        throw new PortraitError('workspace_locked', { file: workspacePath }, { cause: error });
      if (code !== 'SQLITE_NOTADB' && code?.startsWith('SQLITE_CORRUPT') !== true) throw error;
    }
    // Torn by a power cut. Nobody holds it (that would have been BUSY), and all it knew was the mark.
    rmSync(path, { force: true });
    return new WorkspaceLock(path);
  }

  /** Changes of the ledger the last holder knew of. */
  get mark(): number {
    return Number(this.#db.pragma('user_version', { simple: true }));
  }

  set mark(changes: number) {
    this.#db.pragma(`user_version = ${changes % 0x7fffffff}`);
  }

  /** The file and its log as the last holder knew them; null where none has said. */
  get held(): Held | null {
    const row = this.#db.prepare<[], Held>('SELECT file, log FROM held').get();
    return row ?? null;
  }

  set held(held: Held) {
    this.#db.exec('DELETE FROM held');
    this.#db.prepare('INSERT INTO held (file, log) VALUES (?, ?)').run(held.file, held.log);
  }

  /** The end of the audit log as the last holder knew it. */
  get head(): AuditHead | null {
    const row = this.#db.prepare<[], AuditHead>('SELECT log, entries, mac FROM audit_head').get();
    return row ?? null;
  }

  set head({ log, entries, mac }: AuditHead) {
    this.#db.exec('DELETE FROM audit_head');
    this.#db
      .prepare('INSERT INTO audit_head (log, entries, mac) VALUES (?, ?, ?)')
      .run(log, entries, mac);
  }

  /** Whether the lock still lies at its path: a second instance would make itself one otherwise. */
  get there(): boolean {
    return identityOf(this.#path) === this.#identity;
  }

  release(): void {
    this.#db.close();
  }

  /** Lets go of a file that is no workspace, leaving nothing beside it. */
  withdraw(): void {
    this.#db.close();
    if (this.#fresh) rmSync(this.#path, { force: true });
  }
}

type Held = { file: FileIdentity | null; log: FileIdentity | null };

function hold(path: string): Database {
  const db = new SqliteDatabase(path, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.exec(
      `BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (file TEXT, log TEXT) STRICT;
       CREATE TABLE IF NOT EXISTS audit_head (log TEXT NOT NULL, entries INTEGER NOT NULL, mac TEXT NOT NULL) STRICT; COMMIT`,
    );
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
