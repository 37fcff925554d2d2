import { cellKind } from '#shared/model/cells/index.ts';
import type { Json } from '#shared/model/json.ts';
import { mergeText } from '#shared/model/merge-text.ts';
import type { Cell, Notebook, NotebookEdit } from '#shared/model/notebook.ts';
import { valueIn } from '#shared/model/value-in.ts';
import { isObject, setIn, type Path } from './set-in.ts';

/**
 * The document after an edit, as far as the window can tell: shown at once, replaced by the backend's answer. What
 * does not change keeps its identity, so that only the touched cell is drawn again. An edit that does not fit the
 * document any more changes nothing.
 */
export function applyEdit(document: Notebook, edit: NotebookEdit): Notebook {
  switch (edit.type) {
    case 'title':
      return { ...document, title: joined(edit.base, edit.title, document.title) };
    case 'seed':
      return { ...document, seed: edit.seed };
    case 'insert':
      return withCells(
        document,
        document.cells.toSpliced(edit.index, 0, {
          id: edit.id,
          kind: edit.kind,
          name: edit.name ?? edit.kind,
          settings: edit.settings ?? {},
          inputs: edit.inputs ?? {},
          collapsed: false,
        }),
      );
    case 'delete':
      return withCells(
        document,
        document.cells.filter((cell) => !edit.cells.includes(cell.id)),
      );
    case 'restore':
      return document;
    case 'move':
      return moved(document, edit.cell, edit.index);
    case 'set':
      return changed(document, [edit.cell], (cell) => {
        const { base, value: given } = edit;
        const now = valueIn(cell.settings, edit.path);
        const texts = typeof given === 'string' && typeof now === 'string';
        const value = texts ? joined(base, given, now) : given;
        return withSetting(cell, edit.path, value);
      });
    case 'connect':
      return changed(document, [edit.cell], (cell) => ({
        ...cell,
        inputs: { ...cell.inputs, [edit.slot]: edit.from },
      }));
    case 'rename':
      return changed(document, [edit.cell], (cell) => ({
        ...cell,
        name: joined(edit.base, edit.name, cell.name),
      }));
    case 'collapse':
      return changed(document, edit.cells, (cell) => ({ ...cell, collapsed: edit.collapsed }));
  }
}

/** What the backend will make of a text that was changed while it became another there. */
function joined(base: string | undefined, text: string, now: string): string {
  return base === undefined ? text : mergeText(base, text, now);
}

/** The edit with the text it changes, as it is seen here, where it is one that two windows may type in. */
export function withBase(document: Notebook, edit: NotebookEdit): NotebookEdit {
  if (edit.type === 'title') return { base: document.title, ...edit };
  if (edit.type !== 'set' || typeof edit.value !== 'string') return edit;
  const cell = document.cells.find(({ id }) => id === edit.cell);
  const prose = cell && cellKind(cell.kind)?.prose;
  if (cell === undefined || prose === undefined || edit.path.join() !== prose) return edit;
  const now = valueIn(cell.settings, edit.path);
  return { base: typeof now === 'string' ? now : '', ...edit };
}

/** The document with every cell that equals its former self keeping that identity. */
export function sharingCells(former: Notebook, next: Notebook): Notebook {
  const known = new Map(former.cells.map((cell) => [cell.id, cell]));
  const cells = next.cells.map((cell) => {
    const before = known.get(cell.id);
    return before && same(before, cell) ? before : cell;
  });
  return { ...next, cells };
}

/** Where each cell stands. */
export function positionsOf(cells: readonly Cell[]): ReadonlyMap<string, number> {
  return new Map(cells.map((cell, index) => [cell.id, index]));
}

/** Equality of plain JSON data, whatever the order of keys. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const a = Object.entries(left);
  const b = new Map<string, unknown>(Object.entries(right));
  return a.length === b.size && a.every(([key, value]) => b.has(key) && same(value, b.get(key)));
}

function withCells(document: Notebook, cells: Cell[]): Notebook {
  return { ...document, cells };
}

function changed(document: Notebook, ids: readonly string[], change: (cell: Cell) => Cell) {
  return withCells(
    document,
    document.cells.map((cell) => (ids.includes(cell.id) ? change(cell) : cell)),
  );
}

function moved(document: Notebook, id: string, index: number): Notebook {
  const from = document.cells.findIndex((cell) => cell.id === id);
  const cell = document.cells[from];
  if (!cell) return document;
  return withCells(document, document.cells.toSpliced(from, 1).toSpliced(index, 0, cell));
}

function withSetting(cell: Cell, path: Path, value: Json): Cell {
  const settings = setIn(cell.settings, path, value);
  return isObject(settings) ? { ...cell, settings } : cell;
}
