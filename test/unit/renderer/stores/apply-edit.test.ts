import { describe, expect, it } from 'vitest';
import type { Cell, Notebook } from '#shared/model/notebook.ts';
import { applyEdit, same, sharingCells } from '../../../../src-renderer/stores/apply-edit.ts';

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

  it('treats a key named __proto__ as any other', () => {
    const next = applyEdit(document, {
      type: 'set',
      cell: 'a',
      path: ['__proto__'],
      value: { polluted: true },
    });
    expect(Object.hasOwn(next.cells[0]?.settings ?? {}, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
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
