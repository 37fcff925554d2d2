import { createRouterClient } from '@orpc/server';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import type { CellState } from '#shared/model/cell-state.ts';
import type { Backend } from '../../backend/backend.ts';
import { editsOf, type RunArguments } from './arguments.ts';
import { ProgressLines, type Terminal } from './progress-lines.ts';
import { makeResults } from './results.ts';
import type { Texts } from './texts.ts';

export type RunOptions = {
  backend: Backend;
  terminal: Terminal;
  texts: Texts;
  locale: 'en' | 'zh-CN';
  now: () => number;
  signal: AbortSignal;
};

/** Runs a notebook file to its end or until the signal; true only if every cell succeeded. */
export async function runNotebook(args: RunArguments, options: RunOptions): Promise<boolean> {
  const { backend, terminal, texts, signal } = options;
  const client = createRouterClient(backend.router);
  const { id } = await client.workspace.importNotebook({ text: await readText(args.notebook) });
  let { document } = await client.notebook.open({ id });
  const edits = editsOf(args, document);
  if (edits.length > 0) ({ document } = await client.notebook.edit({ id, edits }));

  const names = new Map(document.cells.map((cell) => [cell.id, cell.name]));
  const lines = new ProgressLines(names, options);
  const states = new Map<string, CellState>();
  const over = new AbortController();
  const watched = await client.notebook.watch({ id }, { signal: over.signal });
  const stop = () => {
    terminal.write(`${texts.stopping}\n`);
    void client.notebook.stop({ id, cells: 'all' });
  };
  signal.addEventListener('abort', stop, { once: true });
  await client.notebook.run({ id, cells: 'all' });
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
    return report(args, options, document, now, (address) =>
      client.notebook.output({ address }).then(({ output }) => output),
    );
  }
  throw new PortraitError('internal', { detail: 'the notebook ended before its cells' });
}

async function report(
  { out }: RunArguments,
  { terminal, texts }: RunOptions,
  ...[document, states, outputOf]: Parameters<typeof makeResults>
): Promise<boolean> {
  const succeeded = states.filter(({ status }) => status === 'fresh').length;
  const file = await makeResults(document, states, outputOf);
  if (out !== null) {
    await mkdir(out, { recursive: true });
    const path = join(out, 'results.json');
    await writeFile(path, `${JSON.stringify(file, null, 2)}\n`);
    terminal.write(`${texts.wrote(path)}\n`);
  }
  terminal.write(`${texts.summary(succeeded, states.length)}\n`);
  return file.succeeded;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new PortraitError('file_missing', { file }, { cause: error });
  }
}
