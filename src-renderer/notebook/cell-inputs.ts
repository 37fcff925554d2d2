import { cellKind } from '#shared/model/cells/index.ts';
import type { Slot } from '#shared/model/cells/value-type.ts';
import type { Cell } from '#shared/model/notebook.ts';

/** The earlier cells whose result fits a slot, nearest last. */
export function candidates(cells: readonly Cell[], position: number, slot: Slot): Cell[] {
  return cells.slice(0, position).filter((cell) => fits(cell, slot));
}

export function fits(cell: Cell, slot: Slot): boolean {
  const produces = cellKind(cell.kind)?.produces;
  return Boolean(produces && slot.accepts.includes(produces));
}

/** Whether a cell stays stale until it is told to run: heavy work, and what its kind wants to be asked for. */
export function waitsForRun(cell: Cell): boolean {
  const definition = cellKind(cell.kind);
  const settings = definition?.settings.safeParse(cell.settings);
  if (definition?.cost === 'heavy') return true;
  return settings?.success === true && definition?.waitsForRun?.(settings.data) === true;
}

/**
 * The inputs a new cell starts with: per slot the given cell if it fits, else the nearest earlier one; an optional slot takes
 * the given one or none.
 */
export function nearestInputs(
  kind: string,
  cells: readonly Cell[],
  position: number,
  preferred: string | null,
): Record<string, string[]> {
  const inputs: Record<string, string[]> = {};
  for (const slot of cellKind(kind)?.slots ?? []) {
    const fitting = candidates(cells, position, slot);
    const asked = fitting.find((cell) => cell.id === preferred);
    // What can do without an input takes only the cell it was made for, where no other slot has.
    const taken = preferred !== null && Object.values(inputs).flat().includes(preferred);
    const chosen = slot.optional ? (taken ? undefined : asked) : (asked ?? fitting.at(-1));
    if (chosen) inputs[slot.name] = [chosen.id];
  }
  return inputs;
}

/** The cells that take this one's result. */
export function users(cells: readonly Cell[], id: string): Cell[] {
  return cells.filter((cell) => Object.values(cell.inputs).flat().includes(id));
}

/** A name no cell has yet: the given one, or with the lowest free number behind it. */
export function freeName(cells: readonly Cell[], wanted: string): string {
  const taken = new Set(cells.map((cell) => cell.name.toLowerCase()));
  if (!taken.has(wanted.toLowerCase())) return wanted;
  for (let number = 2; ; number += 1) {
    const name = `${wanted} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
