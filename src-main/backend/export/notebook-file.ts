import { jsonFault } from '#shared/values/json-fault.ts';
import type { z } from 'zod';
import { choices, PortraitError } from '#shared/errors/index.ts';
import { cellKind, cellKinds } from '#shared/model/cells/index.ts';
import { feeds } from '#shared/model/cells/value-type.ts';
import { json } from '#shared/model/json.ts';
import { notebook, notebookFormat, type Cell, type Notebook } from '#shared/notebook/notebook.ts';
import { unknownSetting, type UnknownSetting } from '#shared/notebook/unknown-setting.ts';
import { canonicalJson, expectedBy } from '../lib/index.ts';

/** The readable notebook file: keys in order, two spaces, no results; equal notebooks give equal text. */
export function writeNotebook(document: Notebook): string {
  return `${canonicalJson(json.parse(document), 2)}\n`;
}

/** Reads a notebook file. Throws `notebook_newer` and `notebook_invalid`, which names the place. */
export function readNotebook(text: string): Notebook {
  const content = parseJson(text);
  refuseNewer(content);
  const parsed = notebook.safeParse(content);
  if (!parsed.success) throw invalid(parsed.error, []);
  const document = parsed.data;
  const earlier: Earlier = { byId: new Map(), names: new Set() };
  document.cells.forEach((cell, index) => {
    checkCell(earlier, cell, index);
    earlier.byId.set(cell.id, cell);
    earlier.names.add(cell.name.toLowerCase());
  });
  return document;
}

type Earlier = { byId: Map<string, Cell>; names: Set<string> };

function checkCell(earlier: Earlier, cell: Cell, index: number): void {
  const path = ['cells', index];
  const definition = cellKind(cell.kind);
  if (definition === undefined) throw fault([...path, 'kind'], unknownKind(cell.kind));
  if (earlier.byId.has(cell.id)) throw fault([...path, 'id'], 'used twice');
  if (earlier.names.has(cell.name.toLowerCase())) throw fault([...path, 'name'], 'used twice');
  const settings = definition.settings.safeParse(cell.settings);
  if (!settings.success) throw invalid(settings.error, [...path, 'settings']);
  const unknown = unknownSetting(definition.settings, cell.settings);
  if (unknown !== null) throw settingUnknown([...path, 'settings', ...unknown.path], unknown);
  for (const [name, ids] of Object.entries(cell.inputs)) {
    const slot = definition.slots.find((candidate) => candidate.name === name);
    if (slot === undefined) throw fault([...path, 'inputs', name], 'no such input');
    if (!slot.many && ids.length > 1) throw fault([...path, 'inputs', name], 'takes one cell');
    for (const id of ids) {
      const source = earlier.byId.get(id);
      if (source === undefined) throw fault([...path, 'inputs', name], `no earlier cell ${id}`);
      if (!feeds(cellKind(source.kind), slot))
        throw fault([...path, 'inputs', name], `cell ${id} does not fit`);
    }
  }
}

function unknownKind(kind: string): string {
  const { there, nearest } = choices(
    kind,
    cellKinds.map((known) => known.kind),
  );
  return `unknown kind “${kind}”; there are ${there}${nearest === undefined ? '' : `; did you mean “${nearest}”?`}`;
}

function settingUnknown(path: Path, { name, known }: UnknownSetting): PortraitError {
  const place = placeOf(path);
  return new PortraitError('setting_unknown', { setting: name, place, ...choices(name, known) });
}

function parseJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch {
    throw fault([], jsonFault(plain));
  }
}

function refuseNewer(content: unknown): void {
  if (typeof content !== 'object' || content === null || !('version' in content)) return;
  const { version } = content;
  if (typeof version === 'number' && version > notebookFormat)
    throw new PortraitError('notebook_newer', { found: version, known: notebookFormat });
}

type Path = readonly PropertyKey[];

function invalid(error: z.ZodError, before: Path): PortraitError {
  const issue = error.issues[0];
  return fault([...before, ...(issue?.path ?? [])], expectedBy(issue));
}

function fault(path: Path, detail: string): PortraitError {
  return new PortraitError('notebook_invalid', { path: placeOf(path), detail });
}

const placeOf = (path: Path): string => `/${path.map(String).join('/')}`;
