import type { Address } from '#shared/model/ids.ts';
import type { Locale } from '#shared/locale.ts';
import { createRouterClient } from '@orpc/server';
import { dirname, join, resolve } from 'node:path';
import type { NotebookView } from '#shared/contract/notebook.ts';
import { errorText, PortraitError, type ErrorData } from '#shared/errors/index.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import type { NotebookEdit, Notebook } from '#shared/notebook/notebook.ts';
import { linkedOutside, readTextFile, type Backend } from '../../backend/backend.ts';
import type { Terminal } from '../terminal.ts';
import type { Client } from './client.ts';
import { editsOf, UsageError, type RunArguments } from './arguments.ts';
import { layoutsOf } from './layouts.ts';
import { makeOutFolder, openOut } from './out-folder.ts';
import { ProgressLines } from './progress-lines.ts';
import { metricLines } from './metric-lines.ts';
import { makeResults } from './results.ts';
import type { CliTexts } from '#shared/languages/en/cli.ts';
import { writeTables } from './write-tables.ts';

export type RunOptions = {
  backend: Backend;
  terminal: Terminal;
  texts: CliTexts;
  locale: Locale;
  now: () => number;
  signal: AbortSignal;
};

const mostNotebookBytes = 256 * 2 ** 20;

/** Runs a notebook file to its end or until the signal; true only if every cell succeeded. */
export async function runNotebook(args: RunArguments, options: RunOptions): Promise<boolean> {
  const { backend, terminal, texts, signal } = options;
  const client: Client = createRouterClient(backend.router);
  const text = await readTextFile(args.notebook, mostNotebookBytes, { signal });
  const { id } = await client.workspace.importNotebook({ text });
  const before = (await client.notebook.open({ id })).document;
  const { edits, given, sets, tables } = editsOf(args, before);
  await edit(client, id, [...edits, ...sets]);
  refuseInvalid(sets, (await trust(client, id, args, signal)).states);
  // What was set by hand comes last, as in the import dialog.
  const layouts = await layoutsOf(client, before, given, sets);
  if (layouts.length > 0) await edit(client, id, [...layouts, ...sets]);
  const { document } = await client.notebook.open({ id });
  if (args.out !== null) await makeOutFolder(args.out);

  const names = new Map(document.cells.map((cell) => [cell.id, cell.name]));
  const lines = new ProgressLines(names, options);
  const states = new Map<string, CellState>();
  const over = new AbortController();
  const watched = await client.notebook.watch({ id }, { signal: over.signal });
  void tellStorage(await client.app.watch({}, { signal: over.signal }), options);
  const stop = () => {
    terminal.write(`${texts.stopping}\n`);
    void client.notebook.stop({ id, cells: 'all' });
  };
  signal.addEventListener('abort', stop, { once: true });
  // Whoever runs a notebook to its end asks for every cell of it, a look at the test part included.
  await client.notebook.run({ id, cells: document.cells.map((cell) => cell.id) });
  if (signal.aborted) stop();
  for await (const event of watched) {
    if (event.type !== 'states') continue;
    for (const state of event.states) {
      states.set(state.cell, state);
      lines.show(state);
    }
    const all = [...states.values()];
    if (all.some(({ status }) => status === 'queued' || status === 'running')) continue;
    // Events may be older than the run; the notebook itself knows whether anything is left to do.
    const now = (await client.notebook.open({ id })).states;
    if (now.some(({ status }) => status === 'queued' || status === 'running')) continue;
    over.abort();
    for (const state of now) lines.settle(state);
    const run = { document, states: now, asked: tables };
    const succeeded = await report(args, options, client, run);
    // What was made is not in the workspace that was asked for.
    const { storage } = await client.app.status({});
    return succeeded && storage === null;
  }
  throw new PortraitError('internal', { detail: 'the notebook ended before its cells' });
}

/** Says what becomes of the workspace file while the notebook runs, each change once. */
async function tellStorage(
  statuses: AsyncIterable<{ storage: ErrorData | null }>,
  { terminal, locale }: RunOptions,
): Promise<void> {
  let told: string | null = null;
  try {
    for await (const { storage } of statuses) {
      if (storage !== null && storage.code !== told) {
        const { sentence, next } = errorText(storage, locale);
        terminal.write(`${sentence}\n${next}\n`);
      }
      told = storage?.code ?? null;
    }
  } catch (error) {
    // The run is over; the notebook's own events tell everything else.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  }
}

/** Changes what the command line says; a setting there is none of is the command's fault. */
async function edit(client: Client, id: string, edits: NotebookEdit[]): Promise<void> {
  if (edits.length === 0) return;
  try {
    await client.notebook.edit({ id, edits });
  } catch (error) {
    throw new UsageError('--set', { cause: error });
  }
}

/** Throws UsageError where a setting of the command line cannot be as it was given. */
function refuseInvalid(edits: readonly NotebookEdit[], states: readonly CellState[]): void {
  const changed = new Set(edits.flatMap((one) => (one.type === 'set' ? [one.cell] : [])));
  const invalid = states.find(
    ({ cell, error }) => changed.has(cell) && error?.code === 'cell_settings_invalid',
  );
  if (!invalid?.error) return;
  const { code, params } = invalid.error;
  throw new UsageError('--set', { cause: new PortraitError(code, params) });
}

async function report(
  { out }: RunArguments,
  { terminal, texts, locale }: RunOptions,
  client: Client,
  run: { document: Notebook; states: readonly CellState[]; asked: ReadonlySet<string> },
): Promise<boolean> {
  const { document, states } = run;
  const outputOf = (address: Address) =>
    client.notebook.output({ address }).then(({ output }) => output);
  const succeeded = states.filter(({ status }) => status === 'fresh').length;
  const files =
    out === null ? new Map<string, string[]>() : await writeTables(client, out, run, outputOf);
  const file = await makeResults(document, states, files, outputOf);
  if (out !== null) {
    const results = await openOut(out, 'results.json');
    try {
      await results.writeFile(`${JSON.stringify(file, null, 2)}\n`);
    } finally {
      await results.close();
    }
    terminal.write(`${texts.wrote(join(out, 'results.json'))}\n`);
  }
  for (const line of await metricLines(run, locale, outputOf)) terminal.write(`${line}\n`);
  terminal.write(`${texts.summary(succeeded, states.length)}\n`);
  return file.succeeded;
}

/**
 * Whoever runs a notebook file trusts what it computes, and what lies beside it. Files elsewhere, links to them too, are read only where the
 * user named them with `--data` or trusts the notebook with all it names. Throws notebook_paths.
 */
async function trust(
  client: Client,
  id: string,
  { notebook, data, trust: everything }: RunArguments,
  signal: AbortSignal,
): Promise<NotebookView> {
  const { restricted } = await client.notebook.open({ id });
  const given = new Set(data.map((text) => resolve(text.slice(text.indexOf('=') + 1))));
  const reads = restricted?.reads.filter(({ deleted }) => !deleted) ?? [];
  const strange: string[] = [];
  for (const { name, path, fullPath, place } of everything ? [] : reads) {
    if (given.has(fullPath)) continue;
    const told = `${name}: ${path}`;
    const folder = dirname(resolve(notebook));
    const leads = place === 'inside' ? await linkedOutside(fullPath, folder, { signal }) : null;
    if (place !== 'inside') strange.push(told);
    else if (leads !== null) strange.push(`${told} → ${leads}`);
  }
  if (strange.length > 0) throw new PortraitError('notebook_paths', { paths: strange.join('; ') });
  await client.notebook.trust({ id, others: false });
  return client.notebook.open({ id });
}
