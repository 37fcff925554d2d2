import { createRouterClient } from '@orpc/server';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';

const cell = (id: string, kind: string, settings: object, inputs: object) => ({
  ...{ id, kind, name: id, settings, inputs },
});
const document = {
  ...{ format: 'portrait-notebook', version: 1, title: 'training', seed: 1 },
  cells: [
    cell('data', 'data', { source: { type: 'sample', table: 'users', users: 1000 } }, {}),
    cell('features', 'features', { label: { column: 'will_subscribe' } }, { table: ['data'] }),
    cell('model', 'model', {}, { features: ['features'] }),
    cell('train', 'train', { epochs: 100_000 }, { model: ['model'] }),
  ],
};

describe('a training whose cell is deleted while it runs', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let backend: Backend;
  beforeEach(async () => {
    folder = temporaryFolder();
    backend = await createBackend({
      workspacePath: folder.file('w.portrait'),
      host: 'cli',
      spawnEngine: nodeEngine(),
      clock: Date.now,
      newId: () => crypto.randomUUID(),
      log: (line) => console.error(line),
    });
  });
  afterEach(async () => {
    await backend.close();
    folder.remove();
  });

  it.each([
    ['at once', 0],
    ['once it has stopped', 3000],
  ])('shows what it kept where that is undone %s', async (_, wait) => {
    const client = createRouterClient(backend.router);
    const { id } = await client.workspace.importNotebook({ text: JSON.stringify(document) });
    await client.notebook.trust({ id, others: false });
    await client.notebook.run({ id, cells: ['train'] });
    const state = async () =>
      (await client.notebook.open({ id })).states.find((one) => one.cell === 'train');
    const running = async () => (await state())?.run ?? '';
    await expect.poll(running, { timeout: 120_000 }).not.toBe('');
    const run = await running();
    const epochs = async () => (await client.runs.get({ run })).epochs.length;
    await expect.poll(epochs, { timeout: 120_000 }).toBeGreaterThan(2);
    const told: string[] = [];
    const over = new AbortController();
    const watching = (async () => {
      for await (const event of await client.notebook.watch({ id }, { signal: over.signal }))
        if (event.type === 'states')
          for (const one of event.states) if (one.cell === 'train') told.push(one.status);
    })().catch(() => undefined);
    await client.notebook.edit({ id, edits: [{ type: 'delete', cells: ['train'] }] });
    await sleep(wait);
    await client.notebook.undo({ id });
    // Told by itself: nobody asks again.
    await expect.poll(() => told.at(-1), { timeout: 30_000 }).toBe('stopped');
    over.abort();
    await watching;
    const kept = await state();
    expect(kept).toMatchObject({ status: 'stopped', run });
    const view = await client.runs.get({ run });
    expect(view).toMatchObject({ state: 'ended', end: 'stopped' });
    expect(view.epochs.length).toBeGreaterThan(2);
    expect(view.steps.loss.length).toBeGreaterThan(0);
    const { output } = await client.notebook.output({ address: kept?.shown ?? '' });
    expect(output).toMatchObject({ run, end: 'stopped' });
  });
});
