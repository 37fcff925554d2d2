import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Json } from '#shared/model/json.ts';
import type { Notebook, NotebookEdit } from '#shared/model/notebook.ts';

export type RunArguments = {
  notebook: string;
  data: string[];
  set: string[];
  seed: number | null;
  out: string | null;
  workspace: string | null;
  /** Files the notebook names outside its folder are read. */
  trust: boolean;
};

/** A command that cannot be carried out as it was typed; the message says why. */
export class UsageError extends Error {}

const largestSeed = 4_294_967_295;

/** Throws UsageError. */
export function runArguments(args: string[]): RunArguments {
  const { values, positionals } = parse(args);
  const [command, notebook, ...rest] = positionals;
  if (command !== 'run' || notebook === undefined || rest.length > 0) {
    throw new UsageError('usage');
  }
  const seed = values.seed === undefined ? null : Number(values.seed);
  if (seed !== null && !(Number.isInteger(seed) && seed >= 0 && seed <= largestSeed)) {
    throw new UsageError(`--seed ${values.seed}`);
  }
  const { data = [], set = [], out = null, workspace = null, trust = false } = values;
  return { notebook, data, set, seed, out, workspace, trust };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string', multiple: true },
        set: { type: 'string', multiple: true },
        seed: { type: 'string' },
        out: { type: 'string' },
        workspace: { type: 'string' },
        trust: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What `--data`, `--set` and `--seed` change in the notebook. Throws UsageError naming the argument. */
export function editsOf(
  { data, set, seed }: Pick<RunArguments, 'data' | 'set' | 'seed'>,
  document: Notebook,
): NotebookEdit[] {
  const edits: NotebookEdit[] = seed === null ? [] : [{ type: 'seed', seed }];
  for (const text of data) {
    const [cell, file] = assignment(`--data ${text}`, text);
    const { id, kind } = findCell(document, cell) ?? {};
    if (id === undefined || kind !== 'data') throw new UsageError(`--data ${text}`);
    const value = { type: 'file', path: resolve(file), name: basename(file) };
    edits.push({ type: 'set', cell: id, path: ['source'], value });
  }
  for (const text of set) edits.push(setting(text, document));
  return edits;
}

/** Names may hold dots and equals signs, so the longest name that fits is taken. */
function setting(text: string, document: Notebook): NotebookEdit {
  const starts = document.cells
    .flatMap(({ id, name }) => [name, id].map((start) => ({ id, start: `${start}.` })))
    .filter(({ start }) => text.startsWith(start))
    .sort((a, b) => b.start.length - a.start.length);
  const [found] = starts;
  if (found === undefined) throw new UsageError(`--set ${text}`);
  const [path, value] = assignment(`--set ${text}`, text.slice(found.start.length));
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return { type: 'set', cell: found.id, path: steps, value: parseValue(value) };
}

function assignment(argument: string, text: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1) throw new UsageError(argument);
  return [text.slice(0, at), text.slice(at + 1)];
}

const findCell = ({ cells }: Notebook, cell: string) =>
  cells.find(({ name }) => name === cell) ?? cells.find(({ id }) => id === cell);

/** JSON where it is JSON, else the text itself. */
function parseValue(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
