import type { Json } from '#shared/model/json.ts';
import type { Cell, NotebookEdit } from '#shared/notebook/notebook.ts';
import type { CellView } from '../cells/cell-view.ts';
import { setIn, type SettingPath } from '#shared/notebook/set-in.ts';
import { cellView } from '../cells/registry.ts';
import { freeName } from '#shared/notebook/free-name.ts';
import { users } from './cell-inputs.ts';

/** What a cell is called until somebody names it: after what it holds, else after its kind. */
export function ownName(view: CellView, settings: Json): string {
  const parsed = view.definition.settings.safeParse(settings);
  const own = parsed.success ? view.ownName?.(parsed.data) : null;
  return (own ?? '').trim().slice(0, 60) || view.name();
}

/**
 * The renaming that goes with a changed setting, where the cell still has the name it gave itself. A table that a query
 * knows by its name keeps it.
 */
export function renaming(
  cells: readonly Cell[],
  cell: Cell,
  path: SettingPath,
  value: Json,
): NotebookEdit[] {
  const view = cellView(cell.kind);
  if (!view?.ownName || users(cells, cell.id).some(({ kind }) => kind === 'sql')) return [];
  const unnamed = [view.name(), ownName(view, cell.settings)].some(
    (name) => cell.name === name || cell.name.replace(/ \d+$/, '') === name,
  );
  const next = ownName(view, setIn(cell.settings, path, value));
  if (!unnamed || next === ownName(view, cell.settings)) return [];
  const others = cells.filter(({ id }) => id !== cell.id);
  return [{ type: 'rename', cell: cell.id, name: freeName(others, next) }];
}
