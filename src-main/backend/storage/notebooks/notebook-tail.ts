import type { Database } from 'better-sqlite3';
import {
  applyPatch,
  contentPatch,
  type ContentPatch,
  type NotebookContent,
} from '#shared/notebook/content-patch.ts';
import type { Marks } from '../marks.ts';
import { storedJson } from '../stored-json.ts';

/** Notebooks of fewer bytes are written whole. */
const smallest = 64 * 1024;
/** So many patches are read again at opening at most. */
const mostRows = 256;

export type MarkedContent = NotebookContent & { trusted: boolean };
/** How content came to be: what changed since it was saved last, the journal step it stands at now, and when. */
export type Advance = { patch: ContentPatch; step: number; now: number };

type Base = { content: NotebookContent; trusted: boolean; mark: string | null };
type Last = { revision: number; step: number; changedAt: number };
type Row = {
  revision: number;
  patch: string;
  undone_to: number;
  changed_at: number;
  mark: string | null;
};
type Written = { bytes: number; revision: number; mark: string | null };
type Newest = { revision: number; size: number; mark: string | null };

/** What changed in notebooks since they were written whole. Each mark builds on the one before, so that none can be left out. */
export class NotebookTail {
  readonly #db: Database;
  readonly #marks: Marks;

  constructor(db: Database, marks: Marks) {
    this.#db = db;
    this.#marks = marks;
  }

  /** The content as the patches leave it, and where the last one stands; null without any. Throws `workspace_entry_damaged`. */
  follow(
    id: string,
    { content: whole, trusted: known, mark: first }: Base,
  ): { content: NotebookContent; trusted: boolean; last: Last | null } {
    let [content, trusted, mark] = [whole, known, first];
    let last: Last | null = null;
    for (const row of this.#rows(id)) {
      const patch = storedJson(contentPatch, row.patch, 'a change of a notebook');
      content = applyPatch(content, patch);
      trusted &&= this.#marks.fits(row.mark, ...texts(id, row.revision, mark, row.patch));
      mark = row.mark;
      last = { revision: row.revision, step: row.undone_to, changedAt: row.changed_at };
    }
    return { content, trusted, last };
  }

  /** Writes a patch behind the others; returns false, and writes nothing, where it is time to write the notebook whole. */
  append(id: string, { document, trusted }: MarkedContent, { patch, step, now }: Advance): boolean {
    const written = this.#db
      .prepare<[string], Written>(
        `SELECT octet_length(document) + octet_length(bin) AS bytes, revision, mark
         FROM notebooks WHERE id = ?`,
      )
      .get(id);
    if (written === undefined || written.bytes < smallest) return false;
    const newest = this.#db
      .prepare<[string], Newest>(
        `SELECT revision, size, mark FROM notebook_tail WHERE notebook = ?
         ORDER BY revision DESC LIMIT 1`,
      )
      .get(id);
    const before = newest ?? { ...written, size: 0 };
    const text = JSON.stringify(patch);
    const size = before.size + text.length;
    const revision = before.revision + 1;
    if (size > written.bytes / 2 || revision - written.revision > mostRows) return false;
    const mark = trusted ? this.#marks.of(...texts(id, revision, before.mark, text)) : null;
    this.#db
      .prepare(
        `INSERT INTO notebook_tail (notebook, revision, patch, size, title, cells, undone_to, changed_at, mark)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, revision, text, size, document.title, document.cells.length, step, now, mark);
    return true;
  }

  drop(id: string): void {
    this.#db.prepare('DELETE FROM notebook_tail WHERE notebook = ?').run(id);
  }

  #rows(id: string): Row[] {
    return this.#db
      .prepare<[string], Row>(
        `SELECT revision, patch, undone_to, changed_at, mark FROM notebook_tail
         WHERE notebook = ? ORDER BY revision`,
      )
      .all(id);
  }
}

const texts = (id: string, revision: number, before: string | null, patch: string) => [
  ...['tail', id, String(revision), before ?? '', patch],
];
