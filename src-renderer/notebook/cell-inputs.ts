import { cellKind } from '#shared/model/cells/index.ts';
import type { Slot } from '#shared/model/cells/value-type.ts';
import { fits, makes } from '#shared/notebook/new-cell.ts';
import type { Cell } from '#shared/notebook/notebook.ts';

/** The earlier cells whose result fits a slot, nearest last. */
export function candidates(cells: readonly Cell[], position: number, slot: Slot): Cell[] {
  return cells.slice(0, position).filter((cell) => fits(slot, cell));
}

/** Whether a cell stays stale until it is told to run: heavy work, and what its kind wants to be asked for. */
export function waitsForRun(cell: Cell): boolean {
  const definition = cellKind(cell.kind);
  const settings = definition?.settings.safeParse(cell.settings);
  if (definition?.cost === 'heavy') return true;
  return settings?.success === true && definition?.waitsForRun?.(settings.data) === true;
}

/**
 * The inputs a new cell starts with: per slot the given cell if it fits, else the nearest of those it was made from, else
 * the nearest earlier one; cells that are there for what the slot takes come before those that make it besides, and of
 * them those that `suits`. An optional slot takes the given one or none. A slot for many takes all that belong together:
 * every table, or every recommender of the same interactions.
 */
export function nearestInputs(
  kind: string,
  cells: readonly Cell[],
  position: number,
  preferred: string | null,
  suits: (cell: Cell) => boolean = () => false,
): Record<string, string[]> {
  const inputs: Record<string, string[]> = {};
  const before = preferred === null ? new Set<string>() : ancestors(cells, preferred);
  for (const slot of cellKind(kind)?.slots ?? []) {
    const fitting = candidates(cells, position, slot);
    const asked = fitting.find((cell) => cell.id === preferred);
    const main = fitting.filter((cell) => makes(slot, cell));
    const nearest =
      main.findLast(({ id }) => before.has(id)) ??
      main.findLast(suits) ??
      main.at(-1) ??
      fitting.at(-1);
    // What can do without an input takes only the cell it was made for, where no other slot has.
    const taken = preferred !== null && Object.values(inputs).flat().includes(preferred);
    const waits = slot.optional && slot.connects !== true;
    const chosen = waits ? (taken ? undefined : asked) : (asked ?? nearest);
    if (!chosen) continue;
    const together = slot.optional
      ? [chosen]
      : fitting.filter(
          (cell) => cell === chosen || (makes(slot, cell) && sameSource(cell, chosen)),
        );
    inputs[slot.name] = (slot.many ? together : [chosen]).map(({ id }) => id);
  }
  return inputs;
}

/** Every cell a cell is made from, however far before it. */
function ancestors(cells: readonly Cell[], id: string): Set<string> {
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const cell = cells.find((one) => one.id === next);
    for (const source of Object.values(cell?.inputs ?? {}).flat()) {
      if (found.has(source)) continue;
      found.add(source);
      open.push(source);
    }
  }
  return found;
}

/** Tables stand side by side in a query; recommenders are compared on the interactions they were fitted on. */
function sameSource(one: Cell, other: Cell): boolean {
  const from = one.inputs['interactions']?.[0];
  const table = (cell: Cell) => cellKind(cell.kind)?.produces === 'table';
  if (table(one) && table(other)) return true;
  return from !== undefined && from === other.inputs['interactions']?.[0];
}

/** The cells that take this one's result. */
export function users(cells: readonly Cell[], id: string): Cell[] {
  return cells.filter((cell) => Object.values(cell.inputs).flat().includes(id));
}
