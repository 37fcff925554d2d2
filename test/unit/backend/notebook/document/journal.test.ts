import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notebook, NotebookEdit } from '#shared/notebook/notebook.ts';
import { createRandom, type Random } from '#shared/random/index.ts';
import { Journal } from '../../../../../src-main/backend/notebook/document/journal.ts';
import { newNotebook } from '../../../../../src-main/backend/notebook/new-notebook.ts';
import { resolveNotebook } from '../../../../../src-main/backend/notebook/resolve.ts';
import { Workspace, type NotebookContent } from '../../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let workspace: Workspace;
let now = 0;
const clock = (): number => now;
beforeEach(() => {
  folder = temporaryFolder();
  now = 1e6;
  open();
  workspace.notebooks.create('n', newNotebook('Test'), now);
});
afterEach(() => {
  workspace.close();
  folder.remove();
});
function open(): void {
  workspace = Workspace.open(folder.file('a.portrait'), { clock, newId: counter('i') });
}
const journal = (): Journal => new Journal(workspace.notebooks, 'n', clock);
const later = (): number => (now += 5000);
const title = (text: string): NotebookEdit => ({ type: 'title', title: text });

describe('undo and redo', () => {
  it('go back and forth, also after a restart', () => {
    const first = journal();
    first.edit([title('one')]);
    later();
    first.edit([title('two')]);
    workspace.close();
    open();
    const second = journal();
    expect(second.content.document.title).toBe('two');
    expect([second.canUndo, second.canRedo]).toEqual([true, false]);
    second.undo();
    expect(second.content.document.title).toBe('one');
    second.undo();
    expect(second.content.document.title).toBe('Test');
    expect(second.undo()).toBeNull();
    workspace.close();
    open();
    const third = journal();
    expect([third.canUndo, third.canRedo]).toEqual([false, true]);
    third.redo();
    third.redo();
    expect(third.content.document.title).toBe('two');
    expect(third.redo()).toBeNull();
  });

  it('merge changes of the same setting within a second into one step', () => {
    const one = journal();
    for (const text of ['a', 'ab', 'abc']) {
      one.edit([title(text)]);
      now += 300;
    }
    now += 1000;
    one.edit([title('abcd')]);
    one.undo();
    expect(one.content.document.title).toBe('abc');
    one.undo();
    expect(one.content.document.title).toBe('Test');
    one.redo();
    expect(one.content.document.title).toBe('abc');
  });

  it('do not merge other settings, nor into a step that was undone to', () => {
    const one = journal();
    one.edit([title('a')]);
    one.edit([{ type: 'seed', seed: 5 }]);
    one.undo();
    expect(one.content.document).toMatchObject({ title: 'a', seed: 1 });
    one.edit([title('b')]);
    one.undo();
    expect(one.content.document.title).toBe('a');
  });

  it('forget what was undone once something else is done', () => {
    const one = journal();
    one.edit([title('a')]);
    one.undo();
    later();
    one.edit([title('b')]);
    expect(one.canRedo).toBe(false);
  });

  it('bring back a deleted cell together with its connections, and empty the bin again', () => {
    const one = journal();
    one.edit([
      { type: 'insert', index: 0, kind: 'data', id: 'd' },
      { type: 'insert', index: 1, kind: 'clean', id: 'c' },
    ]);
    const before = one.content.document;
    one.edit([{ type: 'delete', cells: ['d'] }]);
    expect(one.content.bin.map(({ cell }) => cell.id)).toEqual(['d']);
    one.undo();
    expect(one.content.document).toEqual(before);
    expect(one.content.bin).toEqual([]);
  });
});

it('applies none of several edits where one does not fit', () => {
  const one = journal();
  expect(() => one.edit([title('a'), { type: 'delete', cells: ['gone'] }])).toThrow('not_found');
  expect(one.content.document.title).toBe('Test');
  expect(one.canUndo).toBe(false);
});

it('has saved an edit by the time it returns', () => {
  journal().edit([title('saved')]);
  expect(workspace.notebooks.get('n').document.title).toBe('saved');
  expect(workspace.notebooks.list()[0]?.title).toBe('saved');
});

const kinds = ['note', 'data', 'sql', 'clean', 'features', 'model', 'train', 'evaluate'];

/** A random edit that may or may not fit the document. */
function randomEdit(
  document: Notebook,
  bin: NotebookContent['bin'],
  random: Random,
  id: string,
): NotebookEdit {
  const index = random.below(document.cells.length + 1);
  const any = document.cells[random.below(Math.max(1, document.cells.length))];
  const cell = any?.id ?? 'none';
  const number = random.below(100);
  const set = (path: string[], value: number | string): NotebookEdit => ({
    type: 'set',
    cell,
    path,
    value,
  });
  const choices: (() => NotebookEdit)[] = [
    () => ({ type: 'insert', index, kind: kinds[random.below(kinds.length)]!, id }),
    () => ({ type: 'insert', index, kind: kinds[random.below(kinds.length)]!, id }),
    () => ({ type: 'delete', cells: [cell] }),
    () => ({ type: 'restore', cell: bin[0]?.cell.id ?? 'none', index }),
    () => ({ type: 'move', cell, index }),
    () => (any?.kind === 'train' ? set(['epochs'], number + 1) : set(['text'], `text ${number}`)),
    () => (any?.kind === 'data' ? set(['source'], number) : set(['query'], `SELECT ${number}`)),
    () => ({ type: 'connect', cell, slot: 'table', from: [document.cells[0]?.id ?? 'none'] }),
    () => ({ type: 'rename', cell, name: `name ${number}` }),
    () => ({ type: 'collapse', cells: [cell], collapsed: number % 2 === 0 }),
    () => title(`title ${number}`),
    () => ({ type: 'seed', seed: number }),
  ];
  return choices[random.below(choices.length)]!();
}

/** Everything undo must bring back: the content, and with it every cell's result address. */
function photograph(content: NotebookContent): string {
  const { document, bin } = content;
  const resolved = resolveNotebook(document, {
    fingerprint: (_, settings) => ({ state: 'known', value: JSON.stringify(settings) }),
    has: () => false,
    kept: () => null,
    failed: () => false,
  });
  const addresses = [...resolved.values()].map(({ address }) => address);
  return JSON.stringify({ document, bin, addresses });
}

it.each([1, 2, 3, 4, 5])(
  'random edits, undone and redone at random, always come back (seed %i)',
  (seed) => {
    const random = createRandom(seed);
    const id = counter('cell');
    let one = journal();
    const history = [photograph(one.content)];
    let at = 0;
    for (let round = 0; round < 150; round += 1) {
      const choice = random.next();
      if (choice < 0.6) {
        const { document, bin } = one.content;
        later();
        let changed = false;
        try {
          changed = one.edit([randomEdit(document, bin, random, id())]) !== null;
        } catch {
          // Edits that do not fit must change nothing; the photograph below sees to that.
        }
        if (changed) {
          history.length = at + 1;
          history.push(photograph(one.content));
          at += 1;
        }
      } else if (choice < 0.8) at -= one.undo() ? 1 : 0;
      else if (choice < 0.95) at += one.redo() ? 1 : 0;
      else one = journal();
      expect(photograph(one.content)).toBe(history[at]);
      expect(one.canUndo).toBe(at > 0);
      expect(one.canRedo).toBe(at < history.length - 1);
    }
    while (one.undo()) at -= 1;
    expect(at).toBe(0);
    expect(photograph(one.content)).toBe(history[0]);
    while (one.redo()) at += 1;
    expect(photograph(one.content)).toBe(history.at(-1));
  },
);
