import type { Json } from '#shared/model/json.ts';
import type { Cell, NotebookEdit } from '#shared/notebook/notebook.ts';
import type { Action, Addition, CellRef } from '#shared/verdict/verdict.ts';
import { cellView } from '../../cells/registry.ts';
import { same } from '../../stores/apply-edit.ts';
import type { NotebookStore } from '../../stores/notebook.svelte.ts';
import type { Workbench } from '../../stores/workbench.svelte.ts';
import { selectSoon } from './cell-actions.ts';
import { freeName } from '#shared/notebook/free-name.ts';
import { upstreamOf } from '../upstream.ts';

/** Does what a verdict on `cell` proposes: its edits at once, as one step of undo, and then what is to be run. */
export function act(bench: Workbench, store: NotebookStore, cell: Cell, action: Action): void {
  const find = (ref: CellRef): string | null => resolve(store.cells, cell, ref);
  const edits = (action.changes ?? []).flatMap(({ of, path, value }): NotebookEdit[] => {
    const target = find(of);
    return target === null ? [] : [{ type: 'set', cell: target, path, value }];
  });
  const added = action.add ? bench.newId() : null;
  if (action.add && added !== null)
    for (const one of insertion(store.cells, cell, action.add, added)) edits.push(one);
  if (edits.length === 0) return;
  store.edit(...edits);
  if (added !== null) selectSoon(bench, added);
  if (action.run === undefined) return;
  const run = action.run === 'added' ? added : find(action.run);
  if (run !== null) void store.run([run]);
}

/** Whether the cell an action would add is there already, with the same inputs and settings. */
export function isDone(cells: readonly Cell[], cell: Cell, { add }: Action): boolean {
  if (add === undefined || add.feeds !== undefined) return false;
  const wanted = Object.entries(inputsOf(cells, cell, add));
  return cells.some(
    (one) =>
      one.kind === add.kind &&
      wanted.every(([slot, from]) => from.every((id) => one.inputs[slot]?.includes(id))) &&
      Object.entries(add.settings).every(([key, value]) => holds(one.settings[key], value)),
  );
}

/** Whether a setting has a value, or everything that an object of settings names. */
function holds(setting: Json | undefined, value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return same(setting, value);
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) return false;
  return Object.entries(value).every(([key, one]) => holds(setting[key], one));
}

function insertion(cells: readonly Cell[], cell: Cell, add: Addition, id: string): NotebookEdit[] {
  const position = cells.indexOf(cell);
  const edits: NotebookEdit[] = [
    {
      ...{ type: 'insert', id, kind: add.kind, settings: add.settings },
      index: add.feeds === undefined ? position + 1 : position,
      name: freeName(cells, cellView(add.kind)?.name() ?? add.kind),
      inputs: inputsOf(cells, cell, add),
    },
  ];
  if (add.feeds !== undefined)
    edits.push({
      ...{ type: 'connect', cell: cell.id, slot: add.feeds },
      from: [...(cell.inputs[add.feeds] ?? []), id],
    });
  return edits;
}

function inputsOf(
  cells: readonly Cell[],
  cell: Cell,
  { inputs }: Addition,
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([slot, ref]) => {
      const from = resolve(cells, cell, ref);
      return from === null ? [] : [[slot, [from]]];
    }),
  );
}

function resolve(cells: readonly Cell[], cell: Cell, ref: CellRef): string | null {
  if (ref === 'self') return cell.id;
  if ('slot' in ref) return cell.inputs[ref.slot]?.[ref.at] ?? null;
  return upstreamOf(cells, cell.id).find((one) => one.cell.kind === ref.kind)?.cell.id ?? null;
}
