import type { Database } from 'better-sqlite3';
import { PortraitError } from '#shared/errors/index.ts';
import { sha256 } from '../lib/index.ts';

/** Bytes kept in the workspace, each with a checksum that is looked at on reading. */
export class BlobStore {
  readonly #db: Database;
  readonly #newId: () => string;

  constructor(db: Database, newId: () => string) {
    this.#db = db;
    this.#newId = newId;
  }

  put(bytes: Uint8Array): string {
    const id = this.#newId();
    this.#db
      .prepare('INSERT INTO blobs (id, sha256, bytes) VALUES (?, ?, ?)')
      .run(id, sha256(bytes), bytes);
    return id;
  }

  /** Throws `not_found`, and `workspace_page_damaged` where the bytes are not those that were put. */
  get(id: string): Uint8Array {
    const row = this.#db
      .prepare<[string], { sha256: string; bytes: Uint8Array }>(
        'SELECT sha256, bytes FROM blobs WHERE id = ?',
      )
      .get(id);
    if (row === undefined) throw new PortraitError('not_found', { what: `blob ${id}` });
    if (sha256(row.bytes) !== row.sha256)
      throw new PortraitError('workspace_page_damaged', {
        file: this.#db.name,
        detail: `blob ${id}`,
      });
    return row.bytes;
  }

  /** Size in bytes; 0 where there is none. */
  size(id: string): number {
    return Number(
      this.#db.prepare('SELECT length(bytes) FROM blobs WHERE id = ?').pluck().get(id) ?? 0,
    );
  }

  drop(id: string): void {
    this.#db.prepare('DELETE FROM blobs WHERE id = ?').run(id);
  }

  ids(): string[] {
    return this.#db.prepare<[], string>('SELECT id FROM blobs').pluck().all();
  }
}
