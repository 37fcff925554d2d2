import type { CellId, NotebookId } from '#shared/model/ids.ts';
import { createRouterClient } from '@orpc/server';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Backend } from '../../backend/backend.ts';
import type { Terminal } from '../terminal.ts';
import { passphraseDescriptor, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import type { CliTexts } from '#shared/languages/en/cli.ts';

export type ExportArguments = {
  cell: CellId;
  target: string;
  out: string;
  workspace: string;
  passphraseFd: number | null;
  /** Title or id; null where the cell says enough. */
  notebook: NotebookId | null;
};

const flags = {
  target: { type: 'string', default: 'es_module' },
  out: { type: 'string' },
  workspace: { type: 'string' },
  'passphrase-fd': { type: 'string' },
  notebook: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Null where help is asked for. Throws UsageError. */
export function exportArguments(args: string[]): ExportArguments | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [command, cell, ...rest] = positionals;
  const { target, out, workspace, notebook = null } = values;
  if (command !== 'export' || cell === undefined || rest.length > 0) throw new UsageError('usage');
  if (out === undefined) throw new UsageError('--out');
  if (workspace === undefined) throw new UsageError('--workspace');
  const passphraseFd = passphraseDescriptor(values['passphrase-fd']);
  return { cell, target, out, workspace, passphraseFd, notebook };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: flags });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Options = { backend: Backend; terminal: Terminal; texts: CliTexts; signal: AbortSignal };

/** Kinds of cells that hold something to export. */
const exported = new Set(['train', 'evaluate', 'recommend']);

/** Exports the network or recommender of a cell into a folder. Throws UsageError where there is no such cell, or several. */
export async function exportCell(
  args: ExportArguments,
  { backend, terminal, texts, signal }: Options,
): Promise<void> {
  const client: Client = createRouterClient(backend.router);
  const place = await placeOf(client, args);
  const to = resolve(args.out);
  const request = { ...place, target: args.target, to };
  for await (const event of await client.exports.write(request, { signal })) {
    if (event.type === 'progress') terminal.write(`${texts.exporting[event.stage]}\n`);
    else terminal.write(`${texts.exported(to, event.files, event.bytes, event.proven)}\n`);
  }
}

async function placeOf(
  client: Client,
  { cell, notebook }: ExportArguments,
): Promise<{ notebook: NotebookId; cell: CellId }> {
  const { notebooks } = await client.workspace.info({});
  const open = await Promise.all(
    notebooks
      .filter(({ id, title }) => notebook === null || id === notebook || title === notebook)
      .map(async ({ id, title }) => ({ ...(await client.notebook.open({ id })), title })),
  );
  const cells = open.flatMap(({ id, title, document }) =>
    document.cells
      .filter(({ kind }) => exported.has(kind))
      .map((one) => ({ ...one, notebook: id, title })),
  );
  const found = cells.filter((one) => one.name === cell || one.id === cell);
  const [first] = found;
  if (first === undefined) {
    throw new UsageError(`export ${cell}`, { there: cells.map(({ name }) => name) });
  }
  if (found.length > 1) {
    throw new UsageError('--notebook', { there: found.map(({ title }) => title) });
  }
  return { notebook: first.notebook, cell: first.id };
}
