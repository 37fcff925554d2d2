import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../shared/contract/runs.ts';
import type { NotebookEvent } from '../../shared/contract/notebook.ts';
import { overPort, overSocket, type Client, type Transport } from '../support/transports.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { cellState, cellStates, eventually, settling } from '../support/wait.ts';

const sample = new URL('../../samples/first-steps.json', import.meta.url);
/** Text that no encoding on the way may change. */
const strange = 'naïve 图表 \u{1F4C8} "quoted", \u2028 __proto__';

describe.each([
  ['a WebSocket through the gate', overSocket],
  ['a message port', overPort],
])('the contract over %s', (_name, connect) => {
  let transport: Transport;
  let client: Client;
  beforeAll(async () => {
    transport = await connect();
    client = transport.client;
  });
  afterAll(async () => {
    transport.disconnect();
    await transport.served.close();
  });

  async function upload(text: string): Promise<string> {
    const bytes = new TextEncoder().encode(text);
    const { upload } = await client.files.begin({ name: 'users.csv', bytes: bytes.length });
    const half = Math.floor(bytes.length / 2);
    await client.files.append({ upload, part: new Blob([bytes.subarray(0, half)]) });
    const { received } = await client.files.append({
      upload,
      part: new Blob([bytes.subarray(half)]),
    });
    expect(received).toBe(bytes.length);
    return (await client.files.finish({ upload })).path;
  }

  /** Waits until every cell of the notebook has its result. */
  async function settled(id: string): Promise<string[]> {
    const done = new Set(['fresh', 'failed', 'stopped']);
    const states = await cellStates(client, id, (all) =>
      all.every(({ status }) => done.has(status)),
    );
    return states.map(({ status }) => status);
  }

  it('tells what the app is', async () => {
    const status = await client.app.status({});
    expect(status).toMatchObject({ host: 'localhost', version: expect.stringMatching(/^\d/) });
  });

  it('carries texts, numbers and nulls unchanged', async () => {
    const { id } = await client.workspace.createNotebook({ title: strange });
    await client.notebook.edit({ id, edits: [{ type: 'seed', seed: 4294967295 }] });
    const view = await client.notebook.open({ id });
    expect(view.document).toMatchObject({ title: strange, seed: 4294967295 });
  });

  it('carries a file in parts, and its table back', async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, row) => `${row},"${strange.replaceAll('"', '""')}"`,
    );
    const path = await upload(`id,text\n${rows.join('\n')}\n`);
    const { id } = await client.workspace.createNotebook({ title: 'upload' });
    const source = { type: 'file', path, name: 'users.csv' };
    const edit = { type: 'insert', index: 0, kind: 'data', id: 'd', settings: { source } } as const;
    await client.notebook.edit({ id, edits: [edit] });
    await client.notebook.run({ id, cells: ['d'] });
    expect((await settled(id))[0]).toBe('fresh');
    const state = (await client.notebook.open({ id })).states.find(({ cell }) => cell === 'd');
    const { output } = await client.notebook.output({ address: state?.shown ?? '' });
    const { table } = output as { table: { id: string } };
    const page = await client.tables.rows({ table: table.id, offset: 2500, limit: 2 });
    expect(page).toEqual({
      total: 3000,
      numbers: [2501, 2502],
      rows: [
        [2500, strange],
        [2501, strange],
      ],
    });
  });

  it('rejects with the error’s code and parameters', async () => {
    await expect(client.runs.get({ run: 'no such run' })).rejects.toMatchObject({
      code: 'PORTRAIT',
      data: { code: 'not_found', params: { what: 'no such run' } },
    });
  });

  it('rejects what does not fit the contract, and says where', async () => {
    await expect(client.tables.rows({ table: 't', offset: -1, limit: 5 })).rejects.toMatchObject({
      data: { code: 'bad_request', params: { detail: expect.stringContaining('offset') } },
    });
  });

  it('refuses a procedure that is not in the contract', async () => {
    const unknown = client as unknown as { app: { shutDown(input: object): Promise<unknown> } };
    await expect(unknown.app.shutDown({})).rejects.toMatchObject({ status: 404 });
  });

  it('answers many calls at once, each with its own answer', async () => {
    const titles = Array.from({ length: 40 }, (_, index) => `notebook ${index}`);
    const ids = await Promise.all(
      titles.map((title) => client.workspace.createNotebook({ title })),
    );
    const views = await Promise.all(ids.map(({ id }) => client.notebook.open({ id })));
    expect(views.map(({ document }) => document.title)).toEqual(titles);
  });

  it('streams a notebook’s events until the stream is cancelled, and nothing is left behind', async () => {
    const { id } = await client.workspace.createNotebook({ title: 'watched' });
    const stop = new AbortController();
    const events: NotebookEvent[] = [];
    const watched = (async () => {
      const stream = await client.notebook.watch({ id }, { signal: stop.signal });
      for await (const event of stream) events.push(event);
    })();
    await client.notebook.edit({ id, edits: [{ type: 'title', title: 'changed' }] });
    await eventually(
      () => events.map(({ type }) => type),
      (types) => types.includes('saved') || types.includes('document'),
      { over: settling('the stream of events', watched) },
    );
    stop.abort();
    await watched.catch((error: Error) => expect(error.name).toBe('AbortError'));
    const told = events.length;
    await client.notebook.edit({ id, edits: [{ type: 'title', title: 'again' }] });
    await sleep(100);
    expect(events.length).toBe(told);
  });

  it('streams the app’s state, and a stream that is left early ends on the other side', async () => {
    const stream = await client.app.watch({});
    const first = await stream.next();
    expect(first.value).toMatchObject({ host: 'localhost' });
    await stream.return?.();
    expect(await stream.next()).toMatchObject({ done: true });
  });

  it('trains a notebook, tells of the run as it goes, and keeps its pace', async () => {
    const { id } = await client.workspace.importNotebook({ text: readFileSync(sample, 'utf8') });
    await client.notebook.trust({ id, others: false });
    const { document } = await client.notebook.open({ id });
    const train = document.cells.find(({ kind }) => kind === 'train')?.id ?? '';
    await client.notebook.edit({
      id,
      edits: [{ type: 'set', cell: train, path: ['epochs'], value: 400 }],
    });
    await client.notebook.run({ id, cells: [train] });
    const run = await followed(id, train);
    const events: RunEvent[] = [];
    const watched = (async () => {
      for await (const event of await client.runs.watch({ run })) events.push(event);
    })();
    const began = performance.now();
    await eventually(
      () => events.filter(({ type }) => type === 'epochs').length,
      (epochs) => epochs >= 5,
      { over: settling('the run', watched) },
    );
    const seconds = (performance.now() - began) / 1000;
    expect(events.length / Math.max(1, seconds)).toBeLessThanOrEqual(20);
    await client.runs.control({ run, action: 'stop' });
    await watched;
    expect(events.at(-1)).toMatchObject({ type: 'state', state: 'ended', end: 'stopped' });
    const view = await client.runs.get({ run });
    const told = events.flatMap((event) => (event.type === 'epochs' ? event.records : []));
    expect(view.epochs.slice(-told.length)).toEqual(told);
    const [listed] = await client.runs.list({ notebook: id });
    expect(listed).toMatchObject({ id: run, state: 'ended' });
  });

  async function followed(id: string, cell: string): Promise<string> {
    const running = ({ run, status }: CellState) => Boolean(run) && status === 'running';
    return (await cellState(client, { id, cell }, running)).run!;
  }
});
