import { describe, expect, it } from 'vitest';
import type { Cell, Notebook, NotebookEdit } from '#shared/notebook/notebook.ts';
import type { NotebookContent } from '#shared/notebook/content-patch.ts';
import { editContent } from '#shared/notebook/edit-content.ts';
import { createRandom, type Random } from '#shared/random/index.ts';
import {
  applyEdit as applied,
  same,
  sharingCells,
  withBase,
} from '../../../../src-renderer/stores/apply-edit.ts';
import { mergedInto } from '../../../../src-renderer/stores/edit-queue.ts';

const cell = (id: string, settings: Cell['settings'] = {}): Cell => ({
  id,
  kind: 'clean',
  name: id,
  settings,
  inputs: {},
  collapsed: false,
});
const document: Notebook = {
  format: 'portrait-notebook',
  version: 1,
  title: 'T',
  seed: 1,
  cells: [cell('a'), cell('b', { steps: [{ fill: 'mean' }, { fill: 'mode' }] }), cell('c')],
};
const applyEdit = (given: Notebook, edit: NotebookEdit): Notebook =>
  applied({ document: given, bin: [] }, edit, 77).document;
const ids = (notebook: Notebook) => notebook.cells.map(({ id }) => id).join('');

describe('an edit shown before the backend answers', () => {
  it('moves a cell to the index it has afterwards', () => {
    expect(ids(applyEdit(document, { type: 'move', cell: 'a', index: 2 }))).toBe('bca');
    expect(ids(applyEdit(document, { type: 'move', cell: 'c', index: 0 }))).toBe('cab');
  });

  it('sets a value deep inside a list and leaves the rest as it is', () => {
    const next = applyEdit(document, {
      type: 'set',
      cell: 'b',
      path: ['steps', 1, 'fill'],
      value: 'median',
    });
    expect(next.cells[1]?.settings).toEqual({ steps: [{ fill: 'mean' }, { fill: 'median' }] });
    expect(document.cells[1]?.settings).toEqual({ steps: [{ fill: 'mean' }, { fill: 'mode' }] });
  });

  it('replaces all settings where the path is empty', () => {
    const edit = { type: 'set', cell: 'b', path: [], value: { steps: [] } } as const;
    expect(
      applyEdit(document, { ...edit, path: [], value: { steps: [] } }).cells[1]?.settings,
    ).toEqual({ steps: [] });
  });

  it('keeps the identity of every cell it does not touch', () => {
    const next = applyEdit(document, { type: 'rename', cell: 'b', name: 'B' });
    expect(next.cells[0]).toBe(document.cells[0]);
    expect(next.cells[1]).not.toBe(document.cells[1]);
    expect(next.cells[2]).toBe(document.cells[2]);
  });

  it('changes nothing for a cell that is gone', () => {
    expect(ids(applyEdit(document, { type: 'move', cell: 'x', index: 0 }))).toBe('abc');
  });
});

describe('the backend’s answer', () => {
  it('leaves equal cells the objects they were, so that they are not drawn again', () => {
    const answer: Notebook = structuredClone({ ...document, title: 'New' });
    const shared = sharingCells(document, answer);
    expect(shared.title).toBe('New');
    expect(shared.cells.map((each, index) => each === document.cells[index])).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is compared whatever the order of keys', () => {
    expect(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(same({ a: [] }, { a: {} })).toBe(false);
    expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  });
});

/** An edit of any kind, of cells that are there, that wait in the bin, or that are gone. */
function randomEdit(random: Random, { document: now, bin }: NotebookContent, count: number) {
  const any = <T>(items: readonly T[]): T | undefined => items[random.below(items.length || 1)];
  const id = any([...now.cells, ...bin.map((entry) => entry.cell), cell('gone')])?.id ?? '';
  const other = any(now.cells)?.id ?? '';
  const index = random.below(now.cells.length + 2);
  const step = { type: 'trim', columns: [String(count)] };
  const text = any(['a', 'b c', 'Clean', `t${count}`]) ?? '';
  const base = any([undefined, 'a', 'b']);
  const based = base === undefined ? {} : { base };
  return any<NotebookEdit>([
    {
      type: 'insert',
      index,
      kind: any(['clean', 'note', 'nothing']) ?? '',
      id: any(['n', `n${count}`]) ?? '',
    },
    { type: 'set', cell: id, path: ['steps'], value: [step] },
    { type: 'set', cell: id, path: ['steps', random.below(3)], value: step },
    { type: 'set', cell: id, path: ['steps', random.below(3), 'columns'], value: ['x'] },
    { type: 'set', cell: id, path: ['text'], value: text, ...based },
    { type: 'set', cell: id, path: ['text'], value: `${text} more` },
    { type: 'set', cell: id, path: ['no_such_setting'], value: 1 },
    { type: 'rename', cell: id, name: text, ...based },
    { type: 'collapse', cells: [id, other], collapsed: random.below(2) === 0 },
    { type: 'connect', cell: id, slot: any(['table', 'none']) ?? '', from: [other] },
    { type: 'move', cell: id, index },
    { type: 'delete', cells: [id] },
    { type: 'restore', cell: id, index },
    { type: 'title', title: text, ...based },
    { type: 'seed', seed: count },
  ])!;
}

describe('a window, whatever is edited in it', () => {
  it.each([1, 2, 3, 4])('shows the very document that is saved (seed %i)', (seed) => {
    const random = createRandom(seed);
    const note: Cell = { ...cell('note', { text: 'a' }), kind: 'note' };
    let saved: NotebookContent = {
      document: { ...document, cells: [cell('a', { steps: [] }), note, cell('c', { steps: [] })] },
      bin: [],
    };
    let shown = saved;
    let queue: NotebookEdit[] = [];
    for (let count = 0; count < 500; count += 1) {
      const edit = withBase(shown.document, randomEdit(random, shown, count));
      // What does not fit is refused there with the batch it came in, and here at once.
      const fits = applied(shown, edit, 77) !== shown;
      queue = fits ? mergedInto(queue, edit) : queue;
      shown = applied(shown, edit, 77);
      if (random.below(3) > 0) continue;
      saved = queue.reduce((content, one) => editContent(content, one, 77), saved);
      queue = [];
      expect(shown).toEqual(saved);
    }
    expect(saved.document.cells.length + saved.bin.length).toBeGreaterThan(10);
  });
});
