import { tableOutput } from '#shared/model/cells/data.ts';
import { interactionPreset } from '#shared/model/interaction-presets.ts';
import type { Json } from '#shared/model/json.ts';
import type { Cell } from '#shared/notebook/notebook.ts';
import { cellView } from '../../cells/registry.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { NotebookStore } from '../../stores/notebook.svelte.ts';
import type { Workbench } from '../../stores/workbench.svelte.ts';
import { freeName } from '#shared/notebook/free-name.ts';
import { nearestInputs } from '../cell-inputs.ts';
import { ownName } from '../own-name.ts';

type NewCell = { kind: string; index: number; settings?: Record<string, Json>; from?: string };

/** Inserts a cell, named and connected, and selects it once it is drawn. Returns its id. */
export function insertCell(bench: Workbench, store: NotebookStore, cell: NewCell): string {
  const id = bench.newId();
  const view = cellView(cell.kind);
  const name = (view && ownName(view, cell.settings ?? {})) ?? cell.kind;
  store.edit({
    type: 'insert',
    index: cell.index,
    kind: cell.kind,
    id,
    name: freeName(store.cells, name),
    ...(cell.settings && { settings: cell.settings }),
    inputs: nearestInputs(cell.kind, store.cells, cell.index, cell.from ?? null, (source) =>
      isLog(bench, store, source),
    ),
  });
  selectSoon(bench, id);
  return id;
}

/** Whether a cell's table, as far as it is here, has a layout of users and items that Interactions knows. */
function isLog(bench: Workbench, store: NotebookStore, cell: Cell): boolean {
  const shown = store.states.get(cell.id)?.shown;
  const entry = shown ? bench.outputs.get(shown) : undefined;
  const made = entry?.status === 'ready' ? tableOutput.safeParse(entry.output.output) : null;
  if (!made?.success) return false;
  const { user, item } = interactionPreset(made.data.table.columns, {}).settings;
  return user !== null && item !== null;
}

/** Deletes a cell into the bin and selects its neighbour. */
export function deleteCell(bench: Workbench, store: NotebookStore, id: string): void {
  const cell = store.cell(id);
  const position = store.positions.get(id);
  if (!cell || position === undefined) return;
  const next = store.cells[position + 1] ?? store.cells[position - 1];
  store.edit({ type: 'delete', cells: [id] });
  bench.notices.say(m.notebook_deleted({ cell: cell.name }), {
    label: m.notebook_undo(),
    run: () => void store.undo(),
  });
  if (next) selectSoon(bench, next.id);
}

/** Moves a cell by a number of places and keeps it in view. */
export function moveCell(bench: Workbench, store: NotebookStore, id: string, by: number): void {
  const position = store.positions.get(id);
  if (position === undefined) return;
  const index = Math.min(store.cells.length - 1, Math.max(0, position + by));
  if (index === position) return;
  store.edit({ type: 'move', cell: id, index });
  selectSoon(bench, id);
}

/** Selects the cell `by` places away; stays at the ends. */
export function selectNeighbour(bench: Workbench, store: NotebookStore, by: number): void {
  const position = bench.focus.cell === null ? -1 : (store.positions.get(bench.focus.cell) ?? -1);
  const index = Math.min(store.cells.length - 1, Math.max(0, position + by));
  const next = store.cells[index];
  if (next) bench.focus.select(next.id);
}

/** Puts a copied cell behind the selected one. */
export function pasteCell(bench: Workbench, store: NotebookStore, copied: Cell): void {
  const position = bench.focus.cell === null ? undefined : store.positions.get(bench.focus.cell);
  const index = position === undefined ? store.cells.length : position + 1;
  const earlier = new Set(store.cells.slice(0, index).map((cell) => cell.id));
  const inputs = Object.fromEntries(
    Object.entries(copied.inputs).map(([slot, from]) => [
      slot,
      from.filter((id) => earlier.has(id)),
    ]),
  );
  const id = bench.newId();
  store.edit({
    type: 'insert',
    index,
    kind: copied.kind,
    id,
    name: freeName(store.cells, copied.name),
    settings: copied.settings,
    inputs,
  });
  selectSoon(bench, id);
}

const framesToWatch = 24;

/**
 * Selects a cell once it is drawn. A menu or dialog that is closing may take the focus back: then it is asked for
 * again, until the user has moved on.
 */
export function selectSoon(bench: Workbench, id: string): void {
  let selected = false;
  const step = (framesLeft: number) => {
    const frame = bench.focus.frame(id);
    // Far from what is visible it is drawn for having the focus.
    if (!frame && bench.notebook?.positions.has(id)) bench.focus.cell = id;
    const active = document.activeElement;
    const taken = active === document.body || active?.closest('.ui-popover, [role="dialog"]');
    if (frame && active !== frame && (!selected || taken)) {
      bench.focus.select(id);
      selected = true;
    } else if (selected && active !== frame) return;
    if (framesLeft > 0) requestAnimationFrame(() => step(framesLeft - 1));
  };
  requestAnimationFrame(() => step(framesToWatch));
}
