import { PortraitError } from '#shared/errors/index.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import { feeds, type Slot } from '#shared/model/cells/value-type.ts';
import type { Cell, Notebook, NotebookEdit } from '#shared/model/notebook.ts';
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
    name: uniqueName(document, edit.name ?? capitalised(edit.kind)),
    settings: completeSettings(edit.kind, edit.settings ?? {}),
    inputs,
    collapsed: false,
  };
}

/** `name`, or `name 2`, `name 3`, ...; names differ in more than upper and lower case, as SQL wants it. */
export function uniqueName(document: Notebook, name: string, except?: string): string {
  const taken = new Set(
    document.cells.filter((cell) => cell.id !== except).map((cell) => cell.name.toLowerCase()),
  );
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : ` ${count}`;
    const candidate = name.slice(0, 80 - suffix.length) + suffix;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
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
function makes({ accepts }: Slot, cell: Cell): boolean {
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
