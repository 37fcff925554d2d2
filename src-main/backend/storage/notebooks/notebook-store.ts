import type { Address, CellId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import type { Marks } from '../marks.ts';
import type { NotebookContent } from '#shared/notebook/content-patch.ts';
import { binEntry, notebook, type Notebook } from '#shared/notebook/notebook.ts';
import { NotebookTail, type Advance, type MarkedContent } from './notebook-tail.ts';
import { storedJson } from '../stored-json.ts';

export type { NotebookContent } from '#shared/notebook/content-patch.ts';

const bin = z.array(binEntry);
export type StoredNotebook = NotebookContent & {
  id: string;
  revision: number;
  /** Journal step the content stands at. */
  step: number;
  changedAt: number;
  /** Made or trusted by this user: its mark fits. */
  trusted: boolean;
};
/** One step of undo; `change` is JSON of the notebook part's own making. */
export type JournalStep = { step: number; change: string; mergeKey: string | null; at: number };
export type StoredStep = JournalStep & { trusted: boolean };

type Row = {
  id: string;
  document: string;
  bin: string;
  title: string;
  revision: number;
  undone_to: number;
  changed_at: number;
  mark: string | null;
};

const keptSteps = 1000;

/**
 * Notebooks with their undo journal. Every call is one transaction: what it returned from is saved, in the file at its path. Where
 * it is not, as `inPlace` tells by throwing, nothing counts as saved.
 */
export class NotebookStore {
  readonly #db: Database;
  readonly #marks: Marks;
  readonly #tail: NotebookTail;
  readonly #inPlace: () => void;

  constructor(db: Database, marks: Marks, inPlace: () => void = () => undefined) {
    this.#db = db;
    this.#marks = marks;
    this.#tail = new NotebookTail(db, marks);
    this.#inPlace = inPlace;
  }

  /** `trusted`: made here, or by someone this user trusts. */
  create(id: string, document: Notebook, now: number, trusted = true): void {
    const text = JSON.stringify(document);
    const mark = trusted ? this.#contentMark(id, text, '[]') : null;
    this.#saved(() =>
      this.#db
        .prepare(
          `INSERT INTO notebooks (id, document, bin, title, cells, revision, undone_to, created_at, changed_at, mark)
           VALUES (?, ?, '[]', ?, ?, 1, 0, ?, ?, ?)`,
        )
        .run(id, text, document.title, document.cells.length, now, now, mark),
    );
  }

  /** Live ones, oldest first. */
  list(): { id: string; title: string; cells: number; changedAt: number }[] {
    return this.#db
      .prepare<[], { id: string; title: string; cells: number; changedAt: number }>(
        `SELECT id, coalesce(t.title, n.title) AS title, coalesce(t.cells, n.cells) AS cells,
           coalesce(t.changed_at, n.changed_at) AS changedAt
         FROM notebooks n LEFT JOIN notebook_tail t ON t.notebook = n.id
           AND t.revision = (SELECT max(revision) FROM notebook_tail WHERE notebook = n.id)
         WHERE deleted_at IS NULL ORDER BY created_at, n.rowid`,
      )
      .all();
  }

  /** Throws `not_found`, also for a deleted one. */
  get(id: string): StoredNotebook {
    const row = this.#db
      .prepare<[string], Row>('SELECT * FROM notebooks WHERE id = ? AND deleted_at IS NULL')
      .get(id);
    if (row === undefined) throw new PortraitError('not_found', { what: 'The notebook' });
    const whole = {
      document: storedJson(notebook, row.document, `the notebook ${row.title}`),
      bin: storedJson(bin, row.bin, `the deleted cells of the notebook ${row.title}`),
    };
    const trusted = this.#marks.fits(row.mark, ...contentTexts(id, row.document, row.bin));
    const tail = this.#tail.follow(id, { content: whole, trusted, mark: row.mark });
    return {
      id,
      ...tail.content,
      revision: tail.last?.revision ?? row.revision,
      step: tail.last?.step ?? row.undone_to,
      changedAt: tail.last?.changedAt ?? row.changed_at,
      trusted: tail.trusted,
    };
  }

  setDeleted(id: string, at: number | null): void {
    const { changes } = this.#saved(() =>
      this.#db.prepare('UPDATE notebooks SET deleted_at = ? WHERE id = ?').run(at, id),
    );
    if (changes === 0) throw new PortraitError('not_found', { what: 'The notebook' });
  }

  /** Marks a notebook as it stands as the user's own; what its history holds is not marked with it. */
  trust(id: string): void {
    const { document, bin, step, changedAt } = this.get(id);
    this.#transaction(() =>
      this.#writeWhole(id, { document, bin, trusted: true }, { step, now: changedAt }),
    );
  }

  /** Saves content after an edit; steps waiting for redo are gone. A step with the number of the last one replaces it. */
  commit(id: string, content: MarkedContent, step: JournalStep, advance: Advance): void {
    const mark = content.trusted ? this.#marks.of(...stepTexts(id, step)) : null;
    this.#transaction(() => {
      this.#db.prepare('DELETE FROM journal WHERE notebook = ? AND step >= ?').run(id, step.step);
      this.#db
        .prepare('DELETE FROM cell_addresses WHERE notebook = ? AND step >= ?')
        .run(id, step.step);
      this.#db
        .prepare(
          'INSERT INTO journal (notebook, step, change, merge_key, at, mark) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(id, step.step, step.change, step.mergeKey, step.at, mark);
      this.#save(id, content, advance);
      this.#forgetOldest(id, step.step - keptSteps);
    });
  }

  /** Saves content after undo or redo. */
  moveTo(id: string, content: MarkedContent, advance: Advance): void {
    this.#transaction(() => this.#save(id, content, advance));
  }

  step(id: string, step: number): StoredStep | undefined {
    const found = this.#db
      .prepare<[string, number], JournalStep & { mark: string | null }>(
        'SELECT step, change, merge_key AS mergeKey, at, mark FROM journal WHERE notebook = ? AND step = ?',
      )
      .get(id, step);
    if (found === undefined) return undefined;
    const { mark, ...rest } = found;
    return { ...rest, trusted: this.#marks.fits(mark, ...stepTexts(id, rest)) };
  }

  /** Ids of live notebooks that show a result or showed it at some step. */
  showing(address: Address): string[] {
    return this.#db
      .prepare<{ address: Address }, string>(
        `SELECT id FROM notebooks WHERE deleted_at IS NULL AND id IN (
           SELECT notebook FROM shown_results WHERE address = :address
           UNION SELECT notebook FROM cell_addresses WHERE address = :address)`,
      )
      .pluck()
      .all({ address });
  }

  /** Notes which address a cell has from a step on, so that the undo history's results are known. */
  recordAddresses(id: string, step: number, addresses: ReadonlyMap<string, string>): void {
    const last = this.#db
      .prepare<[string, string, number], string>(
        `SELECT address FROM cell_addresses WHERE notebook = ? AND cell = ? AND step <= ?
         ORDER BY step DESC LIMIT 1`,
      )
      .pluck();
    const insert = this.#db.prepare(
      'INSERT OR REPLACE INTO cell_addresses (notebook, cell, step, address) VALUES (?, ?, ?, ?)',
    );
    const changed = [...addresses].filter(
      ([cell, address]) => last.get(id, cell, step) !== address,
    );
    if (changed.length === 0) return;
    this.#db.transaction(() => {
      for (const [cell, address] of changed) insert.run(id, cell, step, address);
    })();
  }

  /** Address of the result each cell shows. */
  shown(id: string): Map<string, string> {
    const rows = this.#db
      .prepare<[string], { cell: CellId; address: Address }>(
        'SELECT cell, address FROM shown_results WHERE notebook = ?',
      )
      .all(id);
    return new Map(rows.map((row) => [row.cell, row.address]));
  }

  setShown(id: string, cell: CellId, address: Address): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO shown_results (notebook, cell, address) VALUES (?, ?, ?)')
      .run(id, cell, address);
  }

  #transaction(work: () => void): void {
    this.#saved(() => this.#db.transaction(work)());
  }

  /** Writes only where the file is in its place, and returns only where it still is. */
  #saved<T>(write: () => T): T {
    this.#inPlace();
    const result = write();
    this.#inPlace();
    return result;
  }

  /** Writes only the difference while that is little beside the whole. */
  #save(id: string, content: MarkedContent, advance: Advance): void {
    if (!this.#tail.append(id, content, advance)) this.#writeWhole(id, content, advance);
  }

  #writeWhole(id: string, content: MarkedContent, { step, now }: Omit<Advance, 'patch'>): void {
    const { document, trusted } = content;
    const [text, bin] = [JSON.stringify(document), JSON.stringify(content.bin)];
    const mark = trusted ? this.#contentMark(id, text, bin) : null;
    this.#db
      .prepare(
        `UPDATE notebooks SET document = ?, bin = ?, title = ?, cells = ?, undone_to = ?, changed_at = ?, mark = ?,
           revision = 1 + max(revision, (SELECT coalesce(max(revision), 0) FROM notebook_tail WHERE notebook = id))
         WHERE id = ?`,
      )
      .run(text, bin, document.title, document.cells.length, step, now, mark, id);
    this.#tail.drop(id);
  }

  #contentMark(id: string, document: string, bin: string): string {
    return this.#marks.of(...contentTexts(id, document, bin));
  }

  #forgetOldest(id: string, upTo: number): void {
    if (upTo < 1) return;
    this.#db.prepare('DELETE FROM journal WHERE notebook = ? AND step <= ?').run(id, upTo);
    this.#db
      .prepare(
        `DELETE FROM cell_addresses AS old WHERE notebook = ? AND step < ? AND EXISTS (
           SELECT 1 FROM cell_addresses newer
           WHERE newer.notebook = old.notebook AND newer.cell = old.cell
             AND newer.step > old.step AND newer.step <= ?)`,
      )
      .run(id, upTo, upTo);
  }
}

/** What the mark of a notebook's content is made of. */
export const contentTexts = (id: string, document: string, bin: string) => [
  'content',
  id,
  document,
  bin,
];

/** What the mark of a step is made of. */
export const stepTexts = (id: string, { step, change }: Pick<JournalStep, 'step' | 'change'>) => [
  ...['step', id, String(step), change],
];
