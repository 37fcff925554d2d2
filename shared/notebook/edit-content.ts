import { choices, PortraitError } from '../errors/index.ts';
import { cellKind } from '../model/cells/index.ts';
import { mergeText } from './merge-text.ts';
import type { Json } from '../model/json.ts';
import type { Cell, Notebook, NotebookEdit } from './notebook.ts';
import { unknownSetting } from './unknown-setting.ts';
import { valueIn } from './value-in.ts';
import type { NotebookContent } from './content-patch.ts';
import { freeName } from './free-name.ts';
import { fits, newCell } from './new-cell.ts';
import { setIn } from './set-in.ts';
import { completeSettings, isSettings } from './settings.ts';

/** The content after an edit; the given one is not changed. Throws `bad_request`, `not_found`, `setting_unknown` and `cell_input_cycle`. */
export function editContent(
  content: NotebookContent,
  edit: NotebookEdit,
  now: number,
): NotebookContent {
  const { document } = content;
  switch (edit.type) {
    case 'insert':
      return withCells(content, inserted(document, edit.index, newCell(document, edit)));
    case 'delete':
      return deleteCells(content, edit.cells, now);
    case 'restore':
      return restoreCell(content, edit.cell, edit.index);
    case 'move': {
      const moving = cellOf(document, edit.cell);
      const others = document.cells.filter((cell) => cell !== moving);
      return withCells(content, inserted({ ...document, cells: others }, edit.index, moving));
    }
    case 'set':
      return changeCell(content, edit.cell, (cell) => {
        const before = completeSettings(cell.kind, cell.settings);
        const value = joined(edit.base, edit.value, valueIn(before, edit.path));
        const settings = setIn(before, edit.path, value);
        if (!isSettings(settings))
          throw new PortraitError('bad_request', { detail: 'settings are an object' });
        refuseUnknown(cell, before, settings);
        return { ...cell, settings: completeSettings(cell.kind, settings) };
      });
    case 'connect':
      return changeCell(content, edit.cell, (cell) =>
        connect(document, cell, edit.slot, edit.from),
      );
    case 'rename':
      return changeCell(content, edit.cell, (cell) => ({
        ...cell,
        name: freeName(document.cells, joinedLine(edit.base, edit.name, cell.name, 80), cell.id),
      }));
    case 'collapse': {
      const chosen = new Set(edit.cells);
      return withCells(
        content,
        document.cells.map((cell) =>
          chosen.has(cell.id) ? { ...cell, collapsed: edit.collapsed } : cell,
        ),
      );
    }
    case 'title':
      return {
        ...content,
        document: { ...document, title: joinedLine(edit.base, edit.title, document.title, 200) },
      };
    case 'seed':
      return { ...content, document: { ...document, seed: edit.seed } };
  }
}

/** The value given, or its text joined with what the text has become since it was read. */
function joined(base: string | undefined, value: Json, now: Json | undefined): Json {
  const texts = base !== undefined && typeof value === 'string' && typeof now === 'string';
  return texts ? mergeText(base, value, now) : value;
}

function joinedLine(base: string | undefined, text: string, now: string, most: number): string {
  const both = base === undefined ? text : mergeText(base, text, now);
  return both.length > most ? text : both;
}

/** Throws setting_unknown where a change brings in a name there is no setting of; what was there before may stay. */
function refuseUnknown(cell: Cell, before: unknown, after: unknown): void {
  const schema = cellKind(cell.kind)?.settings;
  if (schema === undefined || unknownSetting(schema, before) !== null) return;
  const unknown = unknownSetting(schema, after);
  if (unknown === null) return;
  const { path, name, known } = unknown;
  const place = [cell.name, ...path].join('.');
  throw new PortraitError('setting_unknown', { setting: name, place, ...choices(name, known) });
}

function deleteCells(
  content: NotebookContent,
  ids: readonly string[],
  now: number,
): NotebookContent {
  const gone = new Set(ids.map((id) => cellOf(content.document, id).id));
  const deleted = content.document.cells.filter((cell) => gone.has(cell.id));
  const left = content.document.cells
    .filter((cell) => !gone.has(cell.id))
    .map((cell) => withoutInputs(cell, (id) => gone.has(id)));
  const bin = [...deleted.map((cell) => ({ cell, deletedAt: now })), ...content.bin];
  return { ...withCells(content, left), bin };
}

function restoreCell(content: NotebookContent, id: string, index: number): NotebookContent {
  const entry = content.bin.find(({ cell }) => cell.id === id);
  if (entry === undefined) throw new PortraitError('not_found', { what: 'The deleted cell' });
  const { document } = content;
  const earlier = new Set(document.cells.slice(0, index).map((cell) => cell.id));
  const name = freeName(document.cells, entry.cell.name);
  const cell = withoutInputs({ ...entry.cell, name }, (input) => !earlier.has(input));
  return {
    ...withCells(content, inserted(document, index, cell)),
    bin: content.bin.filter((other) => other !== entry),
  };
}

function connect(document: Notebook, cell: Cell, name: string, from: readonly string[]): Cell {
  const slot = cellKind(cell.kind)?.slots.find((candidate) => candidate.name === name);
  if (slot === undefined || (!slot.many && from.length > 1))
    throw new PortraitError('bad_request', { detail: `slot ${name}` });
  const position = document.cells.indexOf(cell);
  for (const id of from) {
    const source = cellOf(document, id);
    if (document.cells.indexOf(source) >= position) throw new PortraitError('cell_input_cycle');
    if (!fits(slot, source))
      throw new PortraitError('bad_request', { detail: `${source.name} does not fit ${name}` });
  }
  return { ...cell, inputs: { ...cell.inputs, [name]: [...new Set(from)] } };
}

function withoutInputs(cell: Cell, gone: (id: string) => boolean): Cell {
  if (!Object.values(cell.inputs).flat().some(gone)) return cell;
  const entries = Object.entries(cell.inputs).map(([slot, ids]): [string, string[]] => [
    slot,
    ids.filter((id) => !gone(id)),
  ]);
  return { ...cell, inputs: Object.fromEntries(entries) };
}

function changeCell(
  content: NotebookContent,
  id: string,
  change: (cell: Cell) => Cell,
): NotebookContent {
  const binned = content.bin.find(({ cell }) => cell.id === id);
  const there = content.document.cells.some((cell) => cell.id === id);
  // Deleted in another window while it was written in here: it waits in the bin with what was written.
  if (binned !== undefined && !there)
    return {
      ...content,
      bin: content.bin.map((one) => (one === binned ? { ...one, cell: change(one.cell) } : one)),
    };
  const target = cellOf(content.document, id);
  return withCells(
    content,
    content.document.cells.map((cell) => (cell === target ? change(cell) : cell)),
  );
}

function withCells(content: NotebookContent, cells: Cell[]): NotebookContent {
  return { ...content, document: { ...content.document, cells } };
}

function inserted(document: Notebook, index: number, cell: Cell): Cell[] {
  return document.cells.toSpliced(index, 0, cell);
}

function cellOf(document: Notebook, id: string): Cell {
  const found = document.cells.find((cell) => cell.id === id);
  if (found === undefined) throw new PortraitError('not_found', { what: 'The cell' });
  return found;
}
