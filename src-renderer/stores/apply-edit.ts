import { PortraitError } from '#shared/errors/index.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import type { Cell, Notebook, NotebookEdit } from '#shared/notebook/notebook.ts';
import type { NotebookContent } from '#shared/notebook/content-patch.ts';
import { editContent } from '#shared/notebook/edit-content.ts';
import { valueIn } from '#shared/notebook/value-in.ts';

/**
 * The content after an edit, shown at once and replaced by the backend's answer. An edit that does not fit it any more
 * changes nothing: the backend says why.
 */
export function applyEdit(
  content: NotebookContent,
  edit: NotebookEdit,
  now: number,
): NotebookContent {
  try {
    return editContent(content, edit, now);
  } catch (thrown) {
    if (thrown instanceof PortraitError) return content;
    throw thrown;
  }
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
