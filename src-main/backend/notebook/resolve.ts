import type { Address } from '#shared/model/ids.ts';
import type { z } from 'zod';
import type { ErrorData } from '#shared/errors/index.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import type { CellKindDefinition, Slot } from '#shared/model/cells/value-type.ts';
import type { Cell, Notebook } from '#shared/notebook/notebook.ts';
import { expectedBy } from '../lib/index.ts';
import type { Ingredients, InputLink } from '../storage/index.ts';
import { addressedSettings, addressOf, namedAddress, namesInTable } from './address.ts';

/** What is known of a cell's data outside the notebook; `pending` while it is being looked at. */
export type Fingerprint =
  | { state: 'none' | 'pending' }
  | { state: 'known'; value: string }
  | { state: 'failed'; error: ErrorData };

export type ResolveLookups = {
  fingerprint(kind: string, settings: unknown): Fingerprint;
  has(address: Address): boolean;
  /** What a stopped cell kept at an address, and whether the last try there failed. */
  kept(address: Address): string | null;
  failed(address: Address): boolean;
};

/** A cell with everything its result depends on. */
export type ResolvedCell = {
  cell: Cell;
  definition: CellKindDefinition | undefined;
  /** Parsed settings; undefined where they are not valid. */
  settings: unknown;
  /** Null while an input is missing, the settings are not valid or the data is not known yet. */
  address: Address | null;
  ingredients: Ingredients | null;
  /** Address of the stored result that later cells take: its own, or what a stopped one kept; null where there is none. */
  result: string | null;
  /** What keeps the cell from running; `invalid` where the cell itself is at fault and not one before it. */
  problem: ErrorData | null;
  invalid: boolean;
};

/** Resolves every cell of a document, in order. */
export function resolveNotebook(
  document: Notebook,
  lookups: ResolveLookups,
): Map<string, ResolvedCell> {
  const resolved = new Map<string, ResolvedCell>();
  const ids = new Set(document.cells.map(({ id }) => id));
  const { seed } = document;
  for (const cell of document.cells) {
    const known = alone.get(cell);
    const one = known ?? resolveCell(cell, { ids, seed }, resolved, lookups);
    if (known === undefined && one.definition?.passive === true) alone.set(cell, one);
    resolved.set(cell.id, one);
  }
  return resolved;
}

/** What depends on the cell alone and never changes: cells are never written to, an edit makes another. */
const alone = new WeakMap<Cell, ResolvedCell>();
const parsedSettings = new WeakMap<Cell, ReturnType<CellKindDefinition['settings']['safeParse']>>();

function settingsOf(cell: Cell, definition: CellKindDefinition) {
  const parsed = parsedSettings.get(cell) ?? definition.settings.safeParse(cell.settings);
  parsedSettings.set(cell, parsed);
  return parsed;
}

/** What of the document is not in the cells before. */
type Whole = { ids: ReadonlySet<string>; seed: number };
type Earlier = ReadonlyMap<string, ResolvedCell>;

function resolveCell(
  cell: Cell,
  document: Whole,
  earlier: Earlier,
  lookups: ResolveLookups,
): ResolvedCell {
  const definition = cellKind(cell.kind);
  const nothing = {
    cell,
    definition,
    settings: undefined,
    address: null,
    ingredients: null,
    result: null,
  };
  const wrong = (problem: ErrorData): ResolvedCell => ({ ...nothing, problem, invalid: true });
  if (definition === undefined)
    return wrong({ code: 'not_found', params: { what: `The kind of cell “${cell.kind}”` } });
  const parsed = settingsOf(cell, definition);
  if (!parsed.success) return wrong(settingsError(parsed.error));
  const usable = { ...nothing, settings: parsed.data };
  const blocked = (problem: ErrorData | null): ResolvedCell => ({
    ...usable,
    problem,
    invalid: false,
  });
  if (definition.passive === true) return blocked(null);
  const links = linksOf(cell, definition, document.ids, earlier);
  if ('problem' in links) return blocked(links.problem);
  if (definition.isUnset?.(parsed.data) === true)
    return blocked({ code: 'cell_unset', params: {} });
  const fingerprint = lookups.fingerprint(cell.kind, parsed.data);
  if (fingerprint.state === 'failed')
    return { ...usable, problem: fingerprint.error, invalid: true };
  if (fingerprint.state === 'pending') return blocked(null);
  const ingredients: Ingredients = {
    kind: cell.kind,
    version: definition.version,
    settings: addressedSettings(definition, parsed.data),
    inputs: links.inputs,
    fingerprint: fingerprint.state === 'known' ? fingerprint.value : null,
    seed: definition.usesSeed === true ? document.seed : null,
  };
  const address = addressOf(ingredients, definition);
  const kept = lookups.has(address) ? address : lookups.kept(address);
  const result = kept !== null && lookups.has(kept) ? kept : null;
  const problem = inputProblem(ingredients, earlier, lookups);
  return { ...usable, address, ingredients, result, problem, invalid: false };
}

function linksOf(
  cell: Cell,
  definition: CellKindDefinition,
  all: ReadonlySet<string>,
  earlier: Earlier,
): { inputs: Record<string, InputLink[]> } | { problem: ErrorData | null } {
  const inputs: Record<string, InputLink[]> = {};
  for (const slot of definition.slots) {
    const ids = cell.inputs[slot.name] ?? [];
    const sources = ids.filter((id) => all.has(id));
    if (sources.length === 0 && !slot.optional)
      return { problem: { code: 'cell_input_missing', params: { slot: slot.name } } };
    const links: InputLink[] = [];
    for (const id of sources) {
      const source = earlier.get(id);
      if (source === undefined) return { problem: { code: 'cell_input_cycle', params: {} } };
      const address = source.result ?? source.address;
      if (address === null) {
        const failed = { code: 'cell_input_failed', params: { cell: source.cell.name } } as const;
        return { problem: source.problem === null ? null : failed };
      }
      const { name, kind } = source.cell;
      links.push({ cell: id, name, kind, ...taken(source, address, slot) });
    }
    inputs[slot.name] = links;
  }
  return { inputs };
}

/** What a slot takes of a source: its result, or where it takes the table only, that with the names given by hand. */
function taken(
  { definition, settings }: ResolvedCell,
  address: Address,
  slot: Slot,
): Pick<InputLink, 'address' | 'named'> {
  const produces = definition?.produces ?? null;
  if (definition === undefined || produces === null || slot.accepts.includes(produces))
    return { address };
  const names = namesInTable(definition, settings);
  if (names === null) return { address };
  return { address: namedAddress(address, names), named: { of: address, settings: names } };
}

function inputProblem(
  made: Ingredients,
  earlier: Earlier,
  lookups: ResolveLookups,
): ErrorData | null {
  for (const link of Object.values(made.inputs).flat()) {
    const source = earlier.get(link.cell);
    const unusable =
      (source !== undefined && source.problem !== null) || lookups.failed(link.address);
    if (!lookups.has(link.address) && unusable)
      return { code: 'cell_input_failed', params: { cell: link.name } };
  }
  return null;
}

function settingsError(error: z.ZodError): ErrorData {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  return { code: 'cell_settings_invalid', params: { path, detail: expectedBy(issue) } };
}
