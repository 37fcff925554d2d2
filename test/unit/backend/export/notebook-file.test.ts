import { describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { readNotebook, writeNotebook } from '../../../../src-main/backend/export/index.ts';

const cell = (id: string, kind: string, settings = {}, inputs = {}): Notebook['cells'][number] => ({
  ...{ id, kind, name: `${id} cell`, settings, inputs },
  collapsed: false,
});
const notebook: Notebook = {
  format: 'portrait-notebook',
  version: 1,
  title: 'Wer kauft? 谁会购买',
  seed: 4294967295,
  cells: [
    cell('a', 'data', { source: { type: 'sample', users: 1000 } }),
    cell('b', 'clean', { steps: [] }, { table: ['a'] }),
    cell('c', 'note', { text: 'line\nline “ü”' }),
  ],
};

function fault(change: (copy: typeof notebook & Record<string, unknown>) => void): unknown {
  const copy = structuredClone(notebook);
  change(copy);
  return faultOf(JSON.stringify(copy));
}
function faultOf(text: string): unknown {
  try {
    readNotebook(text);
  } catch (error) {
    if (error instanceof PortraitError) return { code: error.code, path: error.params['path'] };
    throw error;
  }
  return undefined;
}
const invalid = (path: string) => ({ code: 'notebook_invalid', path });

describe('the notebook file', () => {
  it('comes back as it was written', () => {
    expect(readNotebook(writeNotebook(notebook))).toEqual(notebook);
  });

  it('is the same text whatever the order of keys', () => {
    const { cells, ...rest } = notebook;
    const turned = {
      cells: cells.map((one) => Object.fromEntries(Object.entries(one).reverse())),
      ...rest,
    };
    expect(writeNotebook(readNotebook(JSON.stringify(turned)))).toBe(writeNotebook(notebook));
  });

  it('changes by one line where one setting changes', () => {
    const other = structuredClone(notebook);
    other.cells[0]!.settings = { source: { type: 'sample', users: 2000 } };
    const [a, b] = [writeNotebook(notebook).split('\n'), writeNotebook(other).split('\n')];
    expect(a.filter((line, index) => line !== b[index])).toHaveLength(1);
  });

  it('opens with a byte order mark and without the fields that have defaults', () => {
    const { collapsed: _, ...short } = notebook.cells[2]!;
    const text = JSON.stringify({ ...notebook, cells: [short] });
    expect(readNotebook(`\uFEFF${text}`).cells[0]?.collapsed).toBe(false);
  });
});

describe('a notebook file that is refused', () => {
  it('names the place', () => {
    expect(faultOf('{')).toEqual(invalid('/'));
    expect(faultOf('[]')).toEqual(invalid('/'));
    expect(fault((copy) => (copy.seed = -1))).toEqual(invalid('/seed'));
    expect(fault((copy) => (copy.cells[0]!.kind = 'magic'))).toEqual(invalid('/cells/0/kind'));
    expect(fault((copy) => (copy.cells[1]!.id = 'a'))).toEqual(invalid('/cells/1/id'));
    expect(fault((copy) => (copy.cells[1]!.name = 'A CELL'))).toEqual(invalid('/cells/1/name'));
    expect(
      fault((copy) => (copy.cells[0]!.settings = { source: { type: 'sample', users: 1 } })),
    ).toEqual(invalid('/cells/0/settings/source/users'));
    expect(fault((copy) => (copy.cells[1]!.inputs = { table: ['c'] }))).toEqual(
      invalid('/cells/1/inputs/table'),
    );
    expect(fault((copy) => (copy.cells[1]!.inputs = { nothing: [] }))).toEqual(
      invalid('/cells/1/inputs/nothing'),
    );
  });

  it('is told as newer where it is, before anything else is looked at', () => {
    expect(faultOf('{"format":"portrait-notebook","version":2}')).toMatchObject({
      code: 'notebook_newer',
    });
  });
});
