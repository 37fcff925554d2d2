import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NotebookDifference } from '#shared/contract/notebook.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { applyPatch, type NotebookContent } from '#shared/notebook/content-patch.ts';
import type { NotebookEdit } from '#shared/notebook/notebook.ts';
import { createRandom, type Random } from '#shared/random/index.ts';
import { ScriptedNotebook } from '../../../support/scripted-notebook.ts';

let one: ScriptedNotebook;
beforeEach(() => {
  one = new ScriptedNotebook();
});
afterEach(() => one.remove());

/** A window that only ever hears differences. */
class Follower {
  content: NotebookContent;
  revision: number;
  states: Map<string, CellState>;
  constructor() {
    const { document, bin, revision, states } = one.session.view();
    this.states = new Map(states.map((state) => [state.cell, state]));
    this.content = { document, bin };
    this.revision = revision;
  }
  take({ from, revision, patch, states }: NotebookDifference): void {
    expect(from).toBe(this.revision);
    // As it comes over a connection.
    this.content = applyPatch(this.content, JSON.parse(JSON.stringify(patch)));
    this.revision = revision;
    const there = new Set(this.content.document.cells.map(({ id }) => id));
    for (const id of this.states.keys()) if (!there.has(id)) this.states.delete(id);
    for (const state of states) this.states.set(state.cell, state);
  }
}

const saved = (): NotebookContent & { revision: number } => {
  const { document, bin, revision } = one.workspace.notebooks.get(one.session.id);
  return { document, bin, revision };
};
const tailRows = (): number =>
  Number(one.workspace.db.prepare('SELECT count(*) FROM notebook_tail').pluck().get());
const wholeCells = (): number => {
  const text = one.workspace.db.prepare('SELECT document FROM notebooks').pluck().get();
  return JSON.parse(String(text)).cells.length;
};

function notes(count: number): NotebookEdit[] {
  return Array.from({ length: count }, (_, index) => ({
    ...({ type: 'insert', index, kind: 'note', id: `first ${index}` } as const),
    settings: { text: `Note ${index} `.repeat(12) },
  }));
}

function randomEdit(random: Random, { document, bin }: NotebookContent, count: number) {
  const any = <T>(items: readonly T[]): T | undefined => items[random.below(items.length || 1)];
  const cell = any(document.cells)?.id ?? '';
  const index = random.below(document.cells.length + 1);
  const binned = any(bin)?.cell.id;
  const text = `changed ${count}`;
  const insert: NotebookEdit = {
    ...({ type: 'insert', index, kind: 'note', id: `new ${count}` } as const),
    settings: { text },
  };
  if (document.cells.length === 0) return insert;
  const edits: NotebookEdit[] = [
    { type: 'title', title: text },
    { type: 'seed', seed: count },
    insert,
    { type: 'set', cell, path: ['text'], value: text },
    { type: 'rename', cell, name: text },
    { type: 'collapse', cells: [cell], collapsed: true },
    { type: 'move', cell, index: Math.min(index, document.cells.length - 1) },
    { type: 'delete', cells: [cell, any(document.cells)?.id ?? cell] },
    ...(binned === undefined ? [] : [{ type: 'restore', cell: binned, index } as const]),
  ];
  return any(edits)!;
}

describe.each([
  ['a small notebook', 5],
  ['one of 1,200 cells, of which only what changed is written', 1200],
])('%s', (_, size) => {
  it('is the same to who follows the differences, in memory and in the file, whatever is done to it', () => {
    const random = createRandom(size);
    one.session.edit(notes(size));
    const follower = new Follower();
    let most = 0;
    for (let count = 0; count < 400; count += 1) {
      const choice = random.below(10);
      if (choice === 0) follower.take(one.session.undo());
      else if (choice === 1) follower.take(one.session.redo());
      else follower.take(one.session.edit([randomEdit(random, follower.content, count)]));
      most = Math.max(most, tailRows());
      if (count % 20 !== 0) continue;
      const { document, bin, revision } = one.session.view();
      expect({ ...follower.content, revision: follower.revision }).toEqual({
        ...{ document, bin, revision },
      });
      expect(saved()).toEqual({ document, bin, revision });
      expect(new Map(one.session.states().map((state) => [state.cell, state]))).toEqual(
        follower.states,
      );
      if (count % 100 !== 0) continue;
      one.restart();
      expect(one.session.view()).toMatchObject({ document, bin, revision, restricted: null });
    }
    if (size < 100) expect(most).toBe(0);
    else expect(most).toBeGreaterThan(20);
  });
});

it('a cell that comes back is told with its state, though that was told before it went', async () => {
  await one.runChain();
  one.session.edit([{ type: 'delete', cells: ['train'] }]);
  const { states } = one.session.undo();
  expect(states.find(({ cell }) => cell === 'train')?.status).toBe('fresh');
});

describe('the changes behind a large notebook', () => {
  beforeEach(() => {
    one.session.edit(notes(1200));
    one.session.edit([{ type: 'delete', cells: ['first 3'] }]);
    one.session.edit([{ type: 'title', title: 'later' }]);
  });

  it('are told by the list of notebooks', () => {
    expect([tailRows(), wholeCells()]).toEqual([2, 1200]);
    const [entry] = one.workspace.notebooks.list();
    expect(entry).toMatchObject({ title: 'later', cells: 1199 });
  });

  it('count as acknowledged changes', () => {
    const changes = (): number =>
      Number(
        one.workspace.db.prepare("SELECT value FROM meta WHERE key = 'changes'").pluck().get(),
      );
    const before = changes();
    one.session.edit([{ type: 'title', title: 'last' }]);
    expect(changes()).toBe(before + 1);
  });

  it('keep what they name from being dropped, and end the trust where one was put in or taken out by others', () => {
    const { db, notebooks } = one.workspace;
    expect(notebooks.get(one.session.id).trusted).toBe(true);
    const strange = JSON.stringify({ cells: [], bin: [], title: 'strange' });
    db.prepare('UPDATE notebook_tail SET patch = ? WHERE title = ?').run(strange, 'later');
    expect(notebooks.get(one.session.id)).toMatchObject({
      ...{ trusted: false, document: { title: 'strange' } },
    });
    db.exec("DELETE FROM notebook_tail WHERE title <> 'later'");
    expect(notebooks.get(one.session.id).trusted).toBe(false);
  });

  it('become part of it once they are half of it', () => {
    const text = 'x'.repeat(40_000);
    const set = (cell: string): NotebookEdit => ({
      type: 'set',
      cell,
      path: ['text'],
      value: text,
    });
    one.session.edit([set('first 0')]);
    one.session.edit([set('first 1')]);
    one.session.edit([set('first 2')]);
    expect(tailRows()).toBeGreaterThan(0);
    for (let count = 10; count < 16; count += 1) one.session.edit([set(`first ${count}`)]);
    expect(wholeCells()).toBe(1199);
  });
});
