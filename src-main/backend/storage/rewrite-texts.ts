import type { NotebookId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { binEntry, notebook } from '#shared/notebook/notebook.ts';
import type { Marks } from './marks.ts';
import { contentTexts, stepTexts } from './notebooks/notebook-store.ts';
import { NotebookTail } from './notebooks/notebook-tail.ts';
import { storedJson } from './stored-json.ts';

type Row = {
  id: string;
  document: string;
  bin: string;
  revision: number;
  undone_to: number;
  mark: string | null;
};
type Step = {
  notebook: NotebookId;
  step: number;
  change: string;
  mergeKey: string | null;
  at: number;
  mark: string | null;
};

/**
 * Changes every text that notebooks hold: documents, what was deleted from them, and their undo history, deleted notebooks too. What
 * was marked as made here stays marked. `change` is given JSON and gives JSON of the same shape. Returns how many notebooks and steps
 * came out otherwise.
 */
export function rewriteTexts(
  db: Database,
  marks: Marks,
  change: (json: string) => string,
): { notebooks: number; steps: number } {
  const tail = new NotebookTail(db, marks);
  const rows = db.prepare<[], Row>('SELECT * FROM notebooks').all();
  const patches = db
    .prepare<[string], string>('SELECT patch FROM notebook_tail WHERE notebook = ?')
    .pluck();
  const write = db.prepare(
    `UPDATE notebooks SET document = ?, bin = ?, title = ?, cells = ?, revision = ?, undone_to = ?, mark = ? WHERE id = ?`,
  );
  const touched = rows.filter((row) =>
    [row.document, row.bin, ...patches.all(row.id)].some((text) => change(text) !== text),
  );
  for (const row of touched) {
    const whole = {
      document: storedJson(notebook, row.document, 'a notebook'),
      bin: storedJson(z.array(binEntry), row.bin, 'the deleted cells of a notebook'),
    };
    const trusted = marks.fits(row.mark, ...contentTexts(row.id, row.document, row.bin));
    const now = tail.follow(row.id, { content: whole, trusted, mark: row.mark });
    const document = change(JSON.stringify(now.content.document));
    const bin = change(JSON.stringify(now.content.bin));
    const { title, cells } = storedJson(notebook, document, 'a notebook');
    const mark = now.trusted ? marks.of(...contentTexts(row.id, document, bin)) : null;
    const revision = (now.last?.revision ?? row.revision) + 1;
    const step = now.last?.step ?? row.undone_to;
    write.run(document, bin, title, cells.length, revision, step, mark, row.id);
    tail.drop(row.id);
  }
  return { notebooks: touched.length, steps: rewriteSteps(db, marks, change) };
}

function rewriteSteps(db: Database, marks: Marks, change: (json: string) => string): number {
  const steps = db
    .prepare<[], Step>(
      'SELECT notebook, step, change, merge_key AS mergeKey, at, mark FROM journal',
    )
    .all();
  const write = db.prepare(
    'UPDATE journal SET change = ?, merge_key = NULL, mark = ? WHERE notebook = ? AND step = ?',
  );
  let count = 0;
  for (const one of steps) {
    const text = change(one.change);
    if (text === one.change && change(one.mergeKey ?? '') === (one.mergeKey ?? '')) continue;
    const trusted = marks.fits(one.mark, ...stepTexts(one.notebook, one));
    const mark = trusted ? marks.of(...stepTexts(one.notebook, { ...one, change: text })) : null;
    write.run(text, mark, one.notebook, one.step);
    count += 1;
  }
  return count;
}
