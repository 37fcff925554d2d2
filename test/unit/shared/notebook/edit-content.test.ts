import { describe, expect, it } from 'vitest';
import type { NotebookEdit } from '#shared/notebook/notebook.ts';
import type { NotebookContent } from '#shared/notebook/content-patch.ts';
import { editContent } from '#shared/notebook/edit-content.ts';
import { newNotebook } from '../../../../src-main/backend/notebook/new-notebook.ts';

const empty: NotebookContent = { document: newNotebook('Test'), bin: [] };
function edited(content: NotebookContent, ...edits: NotebookEdit[]): NotebookContent {
  return edits.reduce((before, edit) => editContent(before, edit, 77), content);
}
const insert = (kind: string, id: string, index = 99): NotebookEdit => ({
  type: 'insert',
  kind,
  id,
  index,
});
const chain = edited(
  empty,
  insert('data', 'd'),
  insert('clean', 'c'),
  insert('features', 'f'),
  insert('model', 'm'),
);
const cellOf = (content: NotebookContent, id: string) =>
  content.document.cells.find((cell) => cell.id === id)!;
const idsOf = (content: NotebookContent) => content.document.cells.map(({ id }) => id).join('');

describe('inserting a cell', () => {
  it('feeds its slots from the nearest earlier cell that fits', () => {
    expect(cellOf(chain, 'c').inputs).toEqual({ table: ['d'] });
    expect(cellOf(chain, 'f').inputs).toEqual({ table: ['c'] });
    expect(cellOf(chain, 'm').inputs).toEqual({ features: ['f'] });
    expect(cellOf(edited(chain, insert('features', 'x', 1)), 'x').inputs).toEqual({ table: ['d'] });
  });

  it('leaves a slot empty where nothing fits', () => {
    expect(cellOf(edited(empty, insert('train', 't')), 't').inputs).toEqual({ model: [] });
  });

  it('names it uniquely, upper and lower case being the same', () => {
    const twice = edited(chain, insert('data', 'd2'), {
      ...insert('note', 'n'),
      name: 'dATA',
    } as NotebookEdit);
    expect(cellOf(twice, 'd2').name).toBe('Data 2');
    expect(cellOf(twice, 'n').name).toBe('dATA 3');
  });

  it('fills in the default settings', () => {
    expect(cellOf(chain, 'd').settings).toMatchObject({ source: { type: 'none' }, columns: [] });
  });

  it('refuses an id that is taken and a kind nobody knows', () => {
    expect(() => edited(chain, insert('data', 'd'))).toThrow('bad_request');
    expect(() => edited(chain, insert('nonsense', 'x'))).toThrow('bad_request');
  });
});

describe('deleting and restoring', () => {
  it('puts cells into the bin and takes them out of the inputs of others', () => {
    const after = edited(chain, { type: 'delete', cells: ['c'] });
    expect(idsOf(after)).toBe('dfm');
    expect(cellOf(after, 'f').inputs).toEqual({ table: [] });
    expect(after.bin).toEqual([{ cell: cellOf(chain, 'c'), deletedAt: 77 }]);
  });

  it('restores with those inputs that still come before it', () => {
    const after = edited(
      chain,
      { type: 'delete', cells: ['f'] },
      { type: 'restore', cell: 'f', index: 2 },
    );
    expect(cellOf(after, 'f')).toEqual(cellOf(chain, 'f'));
    expect(after.bin).toEqual([]);
    const early = edited(
      chain,
      { type: 'delete', cells: ['f'] },
      { type: 'restore', cell: 'f', index: 0 },
    );
    expect(cellOf(early, 'f').inputs).toEqual({ table: [] });
  });
});

describe('changing settings', () => {
  it('sets one value deep inside and keeps the rest', () => {
    const after = edited(chain, { type: 'set', cell: 'm', path: ['layers', 0, 'units'], value: 8 });
    expect(cellOf(after, 'm').settings['layers']).toMatchObject([{ units: 8 }, {}, {}, {}, {}, {}]);
  });

  it('fills in what a new choice brings with it', () => {
    const after = edited(chain, {
      type: 'set',
      cell: 'd',
      path: ['source'],
      value: { type: 'sample' },
    });
    expect(cellOf(after, 'd').settings['source']).toMatchObject({ users: 5000, variant: 'clean' });
  });

  it('keeps what is not valid, so that nothing typed is lost', () => {
    const after = edited(chain, {
      type: 'set',
      cell: 'm',
      path: ['layers', 0, 'units'],
      value: -3,
    });
    expect(cellOf(after, 'm').settings['layers']).toMatchObject([
      { units: -3 },
      {},
      {},
      {},
      {},
      {},
    ]);
  });

  it('refuses a setting there is none of, __proto__ like any other', () => {
    for (const path of [['__proto__', 'polluted'], ['sorce'], ['options', 'heder']]) {
      expect(() => edited(chain, { type: 'set', cell: 'd', path, value: 1 })).toThrow(
        expect.objectContaining({ code: 'setting_unknown' }),
      );
    }
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses a path that does not fit', () => {
    const set = (path: (string | number)[]): NotebookEdit => ({
      type: 'set',
      cell: 'm',
      path,
      value: 1,
    });
    expect(() => edited(chain, set(['layers', 7]))).toThrow('bad_request');
    expect(() => edited(chain, set(['layers', 'x']))).toThrow('bad_request');
    expect(() => edited(chain, { ...set([]), cell: 'gone' } as NotebookEdit)).toThrow('not_found');
  });
});

describe('connecting', () => {
  const connect = (cell: string, slot: string, from: string[]): NotebookEdit => ({
    type: 'connect',
    cell,
    slot,
    from,
  });

  it('takes earlier cells that fit', () => {
    expect(cellOf(edited(chain, connect('f', 'table', ['d'])), 'f').inputs).toEqual({
      table: ['d'],
    });
  });

  it('refuses a later cell, itself, one of another type and too many', () => {
    expect(() => edited(chain, connect('c', 'table', ['c']))).toThrow('cell_input_cycle');
    const later = edited(chain, insert('data', 'x'));
    expect(() => edited(later, connect('c', 'table', ['x']))).toThrow('cell_input_cycle');
    expect(() => edited(chain, connect('m', 'features', ['d']))).toThrow('bad_request');
    expect(() => edited(chain, connect('f', 'table', ['d', 'c']))).toThrow('bad_request');
    expect(() => edited(chain, connect('f', 'nothing', ['d']))).toThrow('bad_request');
  });
});

it('moves, renames, collapses, retitles and reseeds', () => {
  const after = edited(
    chain,
    { type: 'move', cell: 'm', index: 0 },
    { type: 'rename', cell: 'c', name: 'Data' },
    { type: 'collapse', cells: ['d', 'c'], collapsed: true },
    { type: 'title', title: 'New' },
    { type: 'seed', seed: 9 },
  );
  expect(idsOf(after)).toBe('mdcf');
  expect(cellOf(after, 'c').name).toBe('Data 2');
  expect(after.document.cells.map(({ collapsed }) => collapsed)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(after.document).toMatchObject({ title: 'New', seed: 9 });
});
