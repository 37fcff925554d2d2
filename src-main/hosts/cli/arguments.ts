import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cellKind } from '#shared/model/cells/index.ts';
import { hasTable } from '#shared/model/cells/value-type.ts';
import type { Json } from '#shared/model/json.ts';
import type { Notebook, NotebookEdit } from '#shared/notebook/notebook.ts';
import { descriptor } from '../passphrase.ts';

export type RunArguments = {
  notebook: string;
  data: string[];
  set: string[];
  seed: number | null;
  out: string | null;
  /** Cells whose tables are written beside the results. */
  table: string[];
  workspace: string | null;
  /** Where the passphrase of an encrypted workspace comes from; null: it is asked for. */
  passphraseFd: number | null;
  /** Files the notebook names outside its folder are read. */
  trust: boolean;
};

/**
 * A command that cannot be carried out as it was typed; the message is the argument at fault, the cause a PortraitError
 * that says why, or `there` what there is instead.
 */
export class UsageError extends Error {
  readonly there: readonly string[] | undefined;
  constructor(message: string, options: ErrorOptions & { there?: readonly string[] } = {}) {
    super(message, options);
    this.there = options.there;
  }
}

const flags = {
  data: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  table: { type: 'string', multiple: true },
  seed: { type: 'string' },
  out: { type: 'string' },
  workspace: { type: 'string' },
  'passphrase-fd': { type: 'string' },
  trust: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const largestSeed = 4_294_967_295;

/** A file of the command line and the Data cell it is for. */
export type GivenFile = { cell: string; path: string; name: string };

/** Null where help is asked for. Throws UsageError. */
export function runArguments(args: string[]): RunArguments | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [command, notebook, ...rest] = positionals;
  if (command !== 'run' || notebook === undefined || rest.length > 0) {
    throw new UsageError('usage');
  }
  const seed = values.seed === undefined ? null : Number(values.seed);
  if (seed !== null && !(Number.isInteger(seed) && seed >= 0 && seed <= largestSeed)) {
    throw new UsageError(`--seed ${values.seed}`);
  }
  const { data = [], set = [], table = [], out = null, workspace = null, trust = false } = values;
  const passphraseFd = passphraseDescriptor(values['passphrase-fd']);
  return { notebook, data, set, table, seed, out, workspace, passphraseFd, trust };
}

/** Throws UsageError. */
export function passphraseDescriptor(text: string | undefined): number | null {
  const fd = descriptor(text);
  if (fd === undefined) throw new UsageError(`--passphrase-fd ${text}`);
  return fd;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: flags });
  } catch (error) {
    const unknown = args.find((arg) => /^--?[a-z]/i.test(arg) && !isFlag(arg));
    if (unknown !== undefined) {
      throw new UsageError(unknown, { there: Object.keys(flags).map((name) => `--${name}`) });
    }
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const isFlag = (arg: string): boolean =>
  arg === '-h' || Object.hasOwn(flags, arg.replace(/^--/, '').replace(/=.*$/s, ''));

/**
 * What `--seed`, `--data` and `--set` change in the notebook, those of `--set` apart as they come last, and the ids of
 * the cells `--table` names. Throws UsageError naming the argument.
 */
export function editsOf(
  { data, set, table, seed }: Pick<RunArguments, 'data' | 'set' | 'table' | 'seed'>,
  document: Notebook,
): { edits: NotebookEdit[]; given: GivenFile[]; sets: NotebookEdit[]; tables: Set<string> } {
  const names = (fits: (kind: string) => boolean): string[] =>
    document.cells.filter(({ kind }) => fits(kind)).map(({ name }) => name);
  const edits: NotebookEdit[] = seed === null ? [] : [{ type: 'seed', seed }];
  const given: GivenFile[] = [];
  for (const text of data) {
    const [cell, file] = assignment(`--data ${text}`, text);
    const { id, kind } = findCell(document, cell) ?? {};
    if (id === undefined || kind !== 'data') {
      throw new UsageError(`--data ${text}`, { there: names((other) => other === 'data') });
    }
    const [path, name] = [resolve(file), basename(file)];
    edits.push({ type: 'set', cell: id, path: ['source'], value: { type: 'file', path, name } });
    given.push({ cell: id, path, name });
  }
  const sets = set.map((text) => setting(text, document));
  const makesTable = (kind: string): boolean => hasTable(cellKind(kind));
  const tables = table.map((cell) => {
    const found = findCell(document, cell);
    if (found === undefined || !makesTable(found.kind)) {
      throw new UsageError(`--table ${cell}`, { there: names(makesTable) });
    }
    return found.id;
  });
  return { edits, given, sets, tables: new Set(tables) };
}

/** Names may hold dots and equals signs, so the longest name that fits is taken. */
function setting(text: string, document: Notebook): NotebookEdit {
  const starts = document.cells
    .flatMap(({ id, name }) => [name, id].map((start) => ({ id, start: `${start}.` })))
    .filter(({ start }) => text.startsWith(start))
    .sort((a, b) => b.start.length - a.start.length);
  const [found] = starts;
  if (found === undefined) {
    throw new UsageError(`--set ${text}`, { there: document.cells.map(({ name }) => name) });
  }
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
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
