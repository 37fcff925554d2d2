import { createRouterClient } from '@orpc/server';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackend } from '../../../src-main/backend/backend.ts';
import { nodeEngine } from '../../../src-main/hosts/node-engine.ts';
import type { Acknowledged } from './messages.ts';

/** A backend that edits, imports and trains without a pause until it is killed, telling its parent what was acknowledged. */
const [workspacePath = '', csv = '', rows = '0', sum = '0', rescue = ''] = process.argv.slice(2);
const backend = await createBackend({
  workspacePath,
  host: 'cli',
  spawnEngine: nodeEngine(),
  clock: Date.now,
  newId: () => crypto.randomUUID(),
  log: (line) => process.stderr.write(`${line}\n`),
});
const client = createRouterClient(backend.router);
/** While the window says that nothing is saved, nothing counts as acknowledged. */
const tell = (message: Acknowledged) => {
  if (backend.status().storage === null) process.send?.(message);
};
/** What the workspace does not take now is tried again, as the window does. */
const passing = new Set([
  // A machine that gives this process nothing for seconds on end.
  'file_stalled',
  'disk_full',
  'workspace_gone',
  'workspace_replaced',
  'workspace_log_gone',
]);

const { notebooks } = await client.workspace.info({});
const find = async (title: string) =>
  notebooks.find((entry) => entry.title.startsWith(title))?.id ??
  (await client.workspace.createNotebook({ title })).id;

await Promise.all([
  again(async () => edit(await find('edits'))),
  again(async () => importTables(await find('imports'))),
  again(train),
  again(moveOn),
]);

/** Work that never ends, begun again where something that may pass ended it. */
async function again(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!passing.has(codeOf(error))) throw error;
      await sleep(50);
    }
  }
}

function codeOf(error: unknown): string {
  const data = error instanceof Error && 'data' in error ? error.data : error;
  return typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : '';
}

/** Saves everything to the rescue file once the workspace file is gone. */
async function moveOn(): Promise<void> {
  if (rescue === '') return;
  for await (const { storage } of await client.app.watch({})) {
    if (storage === null) continue;
    const { path } = await client.workspace.saveTo({ path: rescue });
    process.send?.({ type: 'saved', path } satisfies Acknowledged);
    return;
  }
}

async function edit(notebook: string): Promise<void> {
  for (let count = 0; ; count++) {
    const view = await client.notebook.edit({
      id: notebook,
      edits: [{ type: 'title', title: `edits ${process.pid} ${count}` }],
    });
    tell({ type: 'edit', notebook, count, revision: view.revision });
    await sleep(5);
  }
}

async function importTables(notebook: string): Promise<void> {
  for (;;) {
    const id = crypto.randomUUID();
    const source = { type: 'file', path: csv, name: 'rows.csv' };
    // Another missing mark makes another result of the same file.
    const settings = { source, options: { missing: ['', id] } };
    const edit = { type: 'insert', index: 0, kind: 'data', id, settings } as const;
    await client.notebook.edit({ id: notebook, edits: [edit] });
    const table = await tableOf(notebook, id);
    tell({ type: 'table', table, rows: Number(rows), sum: Number(sum) });
    await client.notebook.edit({ id: notebook, edits: [{ type: 'delete', cells: [id] }] });
  }
}

async function tableOf(notebook: string, cell: string): Promise<string> {
  for (;;) {
    const { states } = await client.notebook.open({ id: notebook });
    const state = states.find((one) => one.cell === cell);
    if (state?.status === 'failed')
      throw Object.assign(new Error(JSON.stringify(state.error)), { data: state.error });
    if (state?.status === 'fresh' && state.shown !== null) {
      const { output } = await client.notebook.output({ address: state.shown });
      return (output as { table: { id: string } }).table.id;
    }
    await sleep(20);
  }
}

async function train(): Promise<void> {
  const notebook = await trainingNotebook();
  await client.notebook.run({ id: notebook, cells: ['train'] });
  let run: string | null = null;
  while (run === null) {
    const { states } = await client.notebook.open({ id: notebook });
    const state = states.find(({ cell }) => cell === 'train');
    if (state?.status === 'failed')
      throw Object.assign(new Error(JSON.stringify(state.error)), { data: state.error });
    if (state?.status === 'running') run = state.run;
    await sleep(10);
  }
  for await (const event of await client.runs.watch({ run })) {
    if (event.type === 'epochs') tell({ type: 'epochs', run, records: event.records });
  }
}

async function trainingNotebook(): Promise<string> {
  const known = notebooks.find(({ title }) => title === 'training');
  if (known !== undefined) return known.id;
  const cell = (id: string, kind: string, settings: object, inputs: object) => ({
    ...{ id, kind, name: id, settings, inputs },
  });
  const source = { type: 'sample', table: 'users', users: 1000 };
  const label = { column: 'will_subscribe' };
  const document = {
    ...{ format: 'portrait-notebook', version: 1, title: 'training', seed: 1 },
    cells: [
      cell('data', 'data', { source }, {}),
      cell('features', 'features', { label }, { table: ['data'] }),
      cell('model', 'model', {}, { features: ['features'] }),
      cell('train', 'train', { epochs: 100_000 }, { model: ['model'] }),
    ],
  };
  const { id } = await client.workspace.importNotebook({ text: JSON.stringify(document) });
  await client.notebook.trust({ id, others: false });
  return id;
}
