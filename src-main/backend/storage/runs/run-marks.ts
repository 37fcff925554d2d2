import type { NotebookId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { storedJson } from '../stored-json.ts';

const marks = z.record(z.string(), z.object({ pinned: z.boolean(), removed: z.boolean() }));
export type RunMark = z.infer<typeof marks>[string];

/** What a user has said of the runs and fits of a notebook, by id: kept on top, or left out. */
export class RunMarks {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  of(notebook: NotebookId): ReadonlyMap<string, RunMark> {
    const text = this.#db
      .prepare('SELECT value FROM meta WHERE key = ?')
      .pluck()
      .get(keyOf(notebook));
    if (typeof text !== 'string') return new Map();
    return new Map(Object.entries(storedJson(marks, text, `marks of runs of ${notebook}`)));
  }

  /** Marks some runs; the others stay as they are. */
  set(notebook: NotebookId, ids: readonly string[], change: Partial<RunMark>): void {
    this.#db.transaction(() => {
      const all = new Map(this.of(notebook));
      for (const id of ids) {
        const mark = { ...(all.get(id) ?? { pinned: false, removed: false }), ...change };
        if (mark.pinned || mark.removed) all.set(id, mark);
        else all.delete(id);
      }
      this.#db
        .prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
        .run(keyOf(notebook), JSON.stringify(Object.fromEntries(all)));
    })();
  }
}

const keyOf = (notebook: NotebookId): string => `run_marks/${notebook}`;
