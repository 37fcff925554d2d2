import { PortraitError } from '../errors/index.ts';
import { cellKind } from '../model/cells/index.ts';
import { feeds, type Slot } from '../model/cells/value-type.ts';
import type { Cell, Notebook, NotebookEdit } from './notebook.ts';
import { freeName } from './free-name.ts';
import { completeSettings } from './settings.ts';

type Insert = Extract<NotebookEdit, { type: 'insert' }>;

/** A new cell: named uniquely, its slots fed by the nearest earlier cells that fit. Throws `bad_request`. */
export function newCell(document: Notebook, edit: Insert): Cell {
  const definition = cellKind(edit.kind);
  if (definition === undefined)
    throw new PortraitError('bad_request', { detail: `unknown kind ${edit.kind}` });
  if (document.cells.some((cell) => cell.id === edit.id))
    throw new PortraitError('bad_request', { detail: `cell ${edit.id} exists` });
  const earlier = document.cells.slice(0, edit.index);
  const inputs = edit.inputs ?? connectSlots(definition.slots, earlier);
  return {
    id: edit.id,
    kind: edit.kind,
    name: freeName(document.cells, edit.name ?? capitalised(edit.kind)),
    settings: completeSettings(edit.kind, edit.settings ?? {}),
    inputs,
    collapsed: false,
  };
}

function connectSlots(slots: readonly Slot[], earlier: readonly Cell[]): Record<string, string[]> {
  const entries = slots
    .filter(({ optional, connects }) => !optional || connects === true)
    .map((slot) => {
      const nearest =
        earlier.findLast((cell) => makes(slot, cell)) ??
        earlier.findLast((cell) => fits(slot, cell));
      return [slot.name, nearest === undefined ? [] : [nearest.id]] as const;
    });
  return Object.fromEntries(entries);
}

/** Whether a slot takes what a cell is there for, and not only what it makes besides. */
export function makes({ accepts }: Slot, cell: Cell): boolean {
  const produces = cellKind(cell.kind)?.produces ?? null;
  return produces !== null && accepts.includes(produces);
}

/** Whether what a cell makes may feed a slot. */
export function fits(slot: Slot, cell: Cell): boolean {
  return feeds(cellKind(cell.kind), slot);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
