import { createRouterClient } from '@orpc/server';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { notebookEdit } from '../../shared/notebook/notebook.ts';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { smallDisk } from '../support/small-disk.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const email = 'planted.limit@qzx.example';
const people = (rows: number) =>
  `email,customer_id,age,bought\n${[...Array(rows).keys()]
    .map(
      (at) =>
        `${at === 9 ? email : `user${at}@mail.example`},${5000 + at},${20 + (at % 50)},${at % 2 ? 'yes' : 'no'}`,
    )
    .join('\n')}\n`;

async function opened(folder: string): Promise<Backend> {
  const backend = await createBackend({
    ...{ workspacePath: join(folder, 'w.portrait'), host: 'localhost', clock: Date.now },
    ...{ spawnEngine: nodeEngine(), newId: () => crypto.randomUUID(), log: () => undefined },
    userFolder: join(folder, 'user'),
  });
  closing.push(() => backend.close());
  return backend;
}
type Cell = { id: string; kind: string; inputs?: object; settings: object };
const inserts = (cells: Cell[]) =>
  z
    .array(notebookEdit)
    .parse(cells.map((cell, index) => ({ type: 'insert', index, name: cell.id, ...cell })));
const file = (path: string) => ({ type: 'file', path, name: 'p.csv' });

async function settled(client: ReturnType<typeof clientOf>): Promise<void> {
  for (let quiet = 0; quiet < 5;) {
    const { running, queued } = (await client.app.status({})).jobs;
    quiet = running + queued === 0 ? quiet + 1 : 0;
    await sleep(100);
  }
}
const clientOf = (backend: Backend) => createRouterClient(backend.router);
/** As imports of different files leave them, written directly: each would take a third of a second. */
function manyTables(path: string, count: number): void {
  const workspace = Workspace.open(path, { clock: Date.now, newId: () => crypto.randomUUID() });
  workspace.db.pragma('synchronous = OFF');
  for (let at = 0; at < count; at += 1) {
    const columns = [
      { name: 'email', type: 'text' as const },
      { name: 'age', type: 'integer' as const },
    ];
    const writer = workspace.tables.create(columns, { synthetic: false });
    writer.append(
      [...Array(20).keys()].map((row) => [row === 9 ? email : `u${row}@m.example`, row]),
    );
    const table = writer.finish();
    const source = { type: 'file', path: `/nowhere/${at}.csv`, name: `${at}.csv` };
    workspace.results.put({
      ...{ address: `a${at}`, kind: 'data', bytes: 1, milliseconds: 1, madeAt: 1 },
      output: { table, bytes: 1, warnings: [], bestAchievable: null },
      ingredients: {
        ...{ kind: 'data', version: 6, inputs: {}, fingerprint: `f${at}`, seed: null },
        settings: { source, options: {}, columns: [] },
      },
      artefacts: { tables: [table.id], blobs: [], runs: [] },
    });
  }
  workspace.close();
}
const held = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('w.'))
    .filter((name) => readFileSync(join(folder, name)).includes('planted.limit'));

describe('erasing somebody', () => {
  it('who stands in a thousand tables takes them out of each', async () => {
    const folder = temporaryFolder();
    closing.push(folder.remove);
    manyTables(folder.file('w.portrait'), 1000);
    const client = clientOf(await opened(folder.path));
    const found = await client.person.find({ identifiers: [email] });
    expect(found.places[0]).toMatchObject({ column: 'email', tables: 1000, rows: 1000 });
    const begun = performance.now();
    const done = await client.person.erase({ identifiers: [email], columns: ['email'] });
    console.log(`a thousand tables: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    expect(done).toMatchObject({ tables: 1000, rows: 1000, found: 0 });
    expect(held(folder.path)).toEqual([]);
  }, 120_000);

  it('while a net trains on them stops it first, and nothing of it is left', async () => {
    const folder = temporaryFolder();
    closing.push(folder.remove);
    const backend = await opened(folder.path);
    const client = clientOf(backend);
    writeFileSync(folder.file('p.csv'), people(4000));
    const { id } = await client.workspace.createNotebook({ title: 'Trains' });
    const edits = inserts([
      { id: 'd', kind: 'data', settings: { source: file(folder.file('p.csv')) } },
      {
        ...{ id: 'f', kind: 'features', inputs: { table: ['d'] } },
        settings: { label: { column: 'bought' } },
      },
      { id: 'm', kind: 'model', inputs: { features: ['f'] }, settings: {} },
      {
        ...{ id: 't', kind: 'train', inputs: { features: ['f'], model: ['m'] } },
        settings: { epochs: 100_000 },
      },
    ]);
    await client.notebook.edit({ id, edits });
    await settled(client);
    await client.notebook.run({ id, cells: ['t'] });
    const training = async () =>
      ((await client.runs.list({ notebook: id }))[0]?.epochs.length ?? 0) > 2;
    for (let tries = 0; tries < 600 && !(await training()); tries += 1) await sleep(100);
    expect(await training()).toBe(true);
    const done = await client.person.erase({ identifiers: [email], columns: ['email'] });
    expect(done).toMatchObject({ tables: 1, rows: 1, found: 0 });
    expect(done.models).toBeGreaterThan(0);
    // Whoever looks has the cheap cells made again.
    await client.notebook.open({ id });
    await sleep(500);
    await settled(client);
    expect(await client.runs.list({ notebook: id })).toEqual([]);
    const states = (await client.notebook.open({ id })).states;
    expect(states.find(({ cell }) => cell === 't')?.status).toBe('stale');
    expect(states.find(({ cell }) => cell === 'f')?.status).toBe('fresh');
    expect(held(folder.path)).toEqual([]);
  }, 200_000);

  it('tells what the same person is called in linked records', async () => {
    const folder = temporaryFolder();
    closing.push(folder.remove);
    const client = clientOf(await opened(folder.path));
    writeFileSync(folder.file('p.csv'), people(60));
    writeFileSync(
      folder.file('q.csv'),
      people(60)
        .replaceAll('customer_id', 'member_id')
        .replace(/,50(\d\d),/g, ',M70$1,'),
    );
    const { id } = await client.workspace.createNotebook({ title: 'Linked' });
    const edits = inserts([
      { id: 'p', kind: 'data', settings: { source: file(folder.file('p.csv')) } },
      { id: 'q', kind: 'data', settings: { source: file(folder.file('q.csv')) } },
      { id: 'l', kind: 'link', inputs: { tables: ['p', 'q'] }, settings: {} },
    ]);
    await client.notebook.edit({ id, edits });
    await client.notebook.run({ id, cells: 'all' });
    await settled(client);
    const { identifiers } = await client.person.find({ identifiers: [email] });
    const linked = identifiers.filter(({ by }) => by === 'linked').map(({ text }) => text);
    expect(linked.toSorted()).toEqual(['5009', 'M7009']);
  }, 120_000);

  const probe = smallDisk(1);
  probe?.remove();
  it.skipIf(probe === undefined)(
    'on a full disk says so and leaves everything as it was (needs the right to mount one)',
    async () => {
      const disk = smallDisk(30)!;
      closing.push(disk.remove);
      const folder = temporaryFolder();
      closing.push(folder.remove);
      const client = clientOf(await opened(disk.path));
      writeFileSync(folder.file('p.csv'), people(60_000));
      const { id } = await client.workspace.createNotebook({ title: 'Full' });
      const edits = inserts([
        { id: 'd', kind: 'data', settings: { source: file(folder.file('p.csv')) } },
      ]);
      await client.notebook.edit({ id, edits });
      await settled(client);
      disk.leave(1_500_000);
      await expect(
        client.person.erase({ identifiers: [email], columns: ['email'] }),
      ).rejects.toMatchObject({ data: { code: 'disk_full' } });
      expect(readdirSync(disk.path).filter((name) => name.includes('.part'))).toEqual([]);
      const found = await client.person.find({ identifiers: [email] });
      expect(found.places[0]).toMatchObject({ rows: 1 });
      disk.leave(20_000_000);
      const done = await client.person.erase({ identifiers: [email], columns: ['email'] });
      expect(done).toMatchObject({ rows: 1, found: 0 });
    },
    120_000,
  );
});
