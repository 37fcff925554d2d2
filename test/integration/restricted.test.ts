import { createRouterClient } from '@orpc/server';
import { copyFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../shared/contract/index.ts';
import { notebookEdit } from '../../shared/notebook/notebook.ts';
import { parseOptions, tableOutput } from '../../shared/model/cells/data.ts';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runCells } from '../support/run-notebook.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
/** The notebook in the workspace somebody else made, and what it made of its sample table there. */
let id = '';
let address = '';
let table = '';
const file = () => folder.file('people.csv');

const open = (user: string, workspace = 'theirs.portrait') =>
  createBackend({
    workspacePath: folder.file(workspace),
    host: 'localhost',
    spawnEngine: nodeEngine(),
    clock: Date.now,
    newId: () => crypto.randomUUID(),
    log: () => undefined,
    userFolder: folder.file(user),
  });
const client = () => createRouterClient(backend.router);

const shop = { type: 'sample', table: 'users', users: 1000 };
const theirs = () => ({
  ...{ format: 'portrait-notebook', version: 1, title: 'Theirs', seed: 1 },
  cells: [
    { id: 'shop', kind: 'data', name: 'Shop', inputs: {}, settings: { source: shop } },
    {
      ...{ id: 'features', kind: 'features', name: 'Features', inputs: { table: ['shop'] } },
      settings: { label: { column: 'will_subscribe' } },
    },
  ],
});
const people = () => ({
  ...{ type: 'insert', index: 0, kind: 'data', id: 'people', name: 'People' },
  settings: { source: { type: 'file', path: file(), name: 'people.csv' } },
});
const query = {
  ...{ type: 'insert', index: 3, kind: 'sql', id: 'sql', name: 'Query' },
  ...{ settings: { query: 'SELECT 1 AS one' }, inputs: { tables: ['shop'] } },
};

beforeAll(async () => {
  folder = temporaryFolder();
  writeFileSync(file(), 'name,age\nAda,36\n');
  backend = await open('them');
  id = (await client().workspace.createNotebook({ title: 'Theirs' })).id;
  const inserts = theirs().cells.map((cell, index) => ({ ...cell, type: 'insert', index }));
  await client().notebook.edit({ id, edits: z.array(notebookEdit).parse(inserts) });
  const results = await runCells(client(), id);
  address = results.get('features')?.address ?? '';
  const { output } = await client().notebook.output({ address: results.get('shop')!.address });
  table = tableOutput.parse(output).table.id;
  await backend.close();
  // Sent as it was when its author had just named a file and a query.
  backend = await open('them');
  await client().notebook.edit({ id, edits: z.array(notebookEdit).parse([people(), query]) });
  await backend.close();
  copyFileSync(folder.file('theirs.portrait'), folder.file('sent.portrait'));
  utimesSync(file(), new Date(1e12), new Date(1.1e12));
  backend = await open('me', 'sent.portrait');
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

const refused = { data: { code: 'notebook_restricted' } };
const nobody = { identifiers: ['nobody at all'], columns: ['email'] };
const secret = 'no such passphrase';
const typed = { ticket: 'none', typed: 'nothing' };
const everything = { actor: null, action: null, object: null };
const preview = () => ({ path: file(), options: parseOptions.parse({}), columns: [] });

/** Every procedure, tried on the restricted notebook: `refuses` where it would run or read, `looks` where it only shows or edits. */
const procedures: Record<string, { does: 'refuses' | 'looks'; call: () => Promise<unknown> }> = {
  'app.status': { does: 'looks', call: () => client().app.status({}) },
  'app.watch': { does: 'looks', call: () => first(client().app.watch({})) },
  'workspace.info': { does: 'looks', call: () => client().workspace.info({}) },
  'workspace.setResultLimit': {
    ...{ does: 'looks', call: () => client().workspace.setResultLimit({ bytes: 4e9 }) },
  },
  'workspace.backup': {
    ...{ does: 'looks', call: () => client().workspace.backup({ path: folder.file('copy') }) },
  },
  'workspace.saveTo': { does: 'looks', call: () => notSavedNowhere() },
  'privacy.budget': { does: 'looks', call: () => client().privacy.budget({}) },
  'privacy.setBudget': {
    does: 'looks',
    call: () => client().privacy.setBudget({ unit: 'row', epsilon: 1, delta: 1e-6 }),
  },
  'audit.list': {
    does: 'looks',
    call: () => client().audit.list({ ...everything, before: null, limit: 5 }),
  },
  'audit.choices': { does: 'looks', call: () => client().audit.choices({}) },
  'audit.check': { does: 'looks', call: () => client().audit.check({}) },
  'audit.export': { does: 'looks', call: () => client().audit.export(everything) },
  'encryption.state': { does: 'looks', call: () => client().encryption.state({}) },
  'encryption.present': { does: 'looks', call: () => client().encryption.present({}) },
  'encryption.prepare': {
    does: 'looks',
    call: () => fails(client().encryption.prepare({ passphrase: secret })),
  },
  // Of a workspace that is not encrypted, or without its key: what they do to files is in the tests of encryption.
  'encryption.unlock': { does: 'looks', call: () => fails(client().encryption.unlock({ secret })) },
  'encryption.lock': {
    does: 'looks',
    call: () => fails(client().encryption.lock({ stop: false })),
  },
  'encryption.setIdle': {
    does: 'looks',
    call: () => fails(client().encryption.setIdle({ minutes: 5 })),
  },
  'encryption.encrypt': { does: 'looks', call: () => fails(client().encryption.encrypt(typed)) },
  'encryption.rotate': {
    does: 'looks',
    call: () => fails(client().encryption.rotate({ ...typed, secret })),
  },
  'encryption.changePassphrase': {
    does: 'looks',
    call: () => fails(client().encryption.changePassphrase({ secret, passphrase: secret })),
  },
  'encryption.decrypt': {
    does: 'looks',
    call: () => fails(client().encryption.decrypt({ secret })),
  },
  'encryption.remember': {
    does: 'looks',
    call: () => fails(client().encryption.remember({ keep: true })),
  },
  'links.me': { does: 'looks', call: () => client().links.me({}) },
  // This host has no gate: what links do is in the tests of roles.
  'links.list': { does: 'looks', call: () => fails(client().links.list({})) },
  'links.create': {
    does: 'looks',
    call: () => fails(client().links.create({ role: 'viewer', name: 'class', hours: 1 })),
  },
  'links.revoke': { does: 'looks', call: () => fails(client().links.revoke({ id: 'none' })) },
  'links.setSmallest': { does: 'looks', call: () => client().links.setSmallest({ smallest: 10 }) },
  'person.find': { does: 'looks', call: () => client().person.find({ identifiers: ['nobody'] }) },
  'person.export': { does: 'looks', call: () => client().person.export(nobody) },
  'person.erase': {
    does: 'looks',
    call: () =>
      expect(client().person.erase(nobody)).rejects.toMatchObject({
        data: { code: 'person_unknown' },
      }),
  },
  'workspace.createNotebook': {
    ...{ does: 'looks', call: () => client().workspace.createNotebook({ title: 'Mine' }) },
  },
  'workspace.duplicateNotebook': { does: 'looks', call: () => copyStaysRestricted() },
  'workspace.deleteNotebook': { does: 'looks', call: () => deletedComesBackRestricted() },
  'workspace.restoreNotebook': { does: 'looks', call: () => deletedComesBackRestricted() },
  'workspace.importNotebook': { does: 'looks', call: () => importedIsRestricted() },
  'workspace.exportNotebook': {
    ...{ does: 'looks', call: () => client().workspace.exportNotebook({ id }) },
  },
  'workspace.samples': { does: 'looks', call: () => client().workspace.samples({ locale: 'en' }) },
  'workspace.openSample': { does: 'looks', call: () => sampleIsTrusted() },
  'notebook.open': { does: 'looks', call: () => client().notebook.open({ id }) },
  'notebook.edit': { does: 'looks', call: () => editedStaysRestricted() },
  'notebook.undo': { does: 'looks', call: () => client().notebook.undo({ id }) },
  'notebook.redo': { does: 'looks', call: () => client().notebook.redo({ id }) },
  'notebook.run': {
    does: 'refuses',
    call: async () => {
      for (const cells of ['all' as const, ['sql']])
        await expect(client().notebook.run({ id, cells })).rejects.toMatchObject(refused);
      await client().notebook.run({ id, cells: 'stale' });
    },
  },
  'notebook.stop': { does: 'looks', call: () => client().notebook.stop({ id, cells: 'all' }) },
  'notebook.output': { does: 'looks', call: () => client().notebook.output({ address }) },
  'notebook.query': {
    does: 'refuses',
    call: () => {
      const input = { offset: 0, limit: 5, part: null };
      return client().notebook.query({ address, query: 'rows', input });
    },
  },
  'notebook.watch': { does: 'looks', call: () => first(client().notebook.watch({ id })) },
  // Tried last, below: it ends what is tried here.
  'notebook.trust': { does: 'looks', call: () => Promise.resolve() },
  'tables.info': { does: 'looks', call: () => client().tables.info({ table }) },
  'tables.rows': {
    does: 'looks',
    call: () => client().tables.rows({ table, offset: 0, limit: 5, sort: [], filters: [] }),
  },
  'tables.summary': { does: 'looks', call: () => client().tables.summary({ table, label: null }) },
  'tables.export': {
    does: 'looks',
    call: () => client().tables.export({ table, format: 'csv', download: null }),
  },
  'files.preview': { does: 'refuses', call: () => client().files.preview(preview()) },
  'files.begin': { does: 'looks', call: () => client().files.begin({ name: 'a', bytes: 1 }) },
  // Of an upload that is none: what they do to files is in the tests of uploads.
  'files.append': { does: 'looks', call: () => noUpload('append') },
  'files.finish': { does: 'looks', call: () => noUpload('finish') },
  'files.openDatasets': { does: 'looks', call: () => client().files.openDatasets({}) },
  'runs.get': { does: 'looks', call: () => noRun('get') },
  'runs.list': { does: 'looks', call: () => client().runs.list({ notebook: id }) },
  'runs.table': { does: 'looks', call: () => client().runs.table({ notebook: id }) },
  'runs.mark': {
    does: 'looks',
    call: () => client().runs.mark({ notebook: id, ids: ['none'], pinned: true }),
  },
  'runs.watch': { does: 'looks', call: () => noRun('watch') },
  'runs.control': { does: 'looks', call: () => noRun('control') },
  'runs.purge': {
    does: 'looks',
    call: () => client().runs.purge({ notebook: id, ids: ['none'] }),
  },
  'runs.delete': { does: 'looks', call: () => noRun('delete') },
  'exports.targets': {
    ...{ does: 'refuses', call: () => client().exports.targets({ notebook: id, cell: 'train' }) },
  },
  'exports.write': {
    does: 'refuses',
    call: () =>
      first(client().exports.write({ notebook: id, cell: 'train', target: 'es_module', to: null })),
  },
};

async function first(stream: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await stream) return;
}
/** By a code of its own, not for want of a path through. */
async function fails(call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({
    data: { code: expect.stringMatching(/^(encryption_|links_|not_found)/) },
  });
}
async function restrictedNow(notebook: string): Promise<void> {
  expect((await client().notebook.open({ id: notebook })).restricted).not.toBe(null);
  await expect(client().notebook.run({ id: notebook, cells: 'all' })).rejects.toMatchObject(
    refused,
  );
}
async function copyStaysRestricted(): Promise<void> {
  await restrictedNow((await client().workspace.duplicateNotebook({ id })).id);
}
async function deletedComesBackRestricted(): Promise<void> {
  await client().workspace.deleteNotebook({ id });
  await client().workspace.restoreNotebook({ id });
  await restrictedNow(id);
}
async function importedIsRestricted(): Promise<void> {
  const text = JSON.stringify(theirs());
  await restrictedNow((await client().workspace.importNotebook({ text })).id);
}
async function sampleIsTrusted(): Promise<void> {
  const made = await client().workspace.openSample({ id: 'your-purchase-log', locale: 'en' });
  expect((await client().notebook.open(made)).restricted).toBe(null);
  // Its own cells run by themselves, as they may, one after the other: over when nothing was at work for a second.
  for (let quiet = 0; quiet < 10;) {
    const { running, queued } = (await client().app.status({})).jobs;
    quiet = running + queued === 0 ? quiet + 1 : 0;
    await sleep(100);
  }
}
/** Where it went on in another file, what follows would be tried on that one. */
async function notSavedNowhere(): Promise<void> {
  const saved = client().workspace.saveTo({ path: '/dev/null' });
  await expect(saved).rejects.toMatchObject({ data: { code: 'file_not_regular' } });
}
async function editedStaysRestricted(): Promise<void> {
  const edits = [{ type: 'title', title: 'Edited' } as const];
  expect((await client().notebook.edit({ id, edits })).restricted).not.toBe(null);
}
async function noUpload(what: 'append' | 'finish'): Promise<void> {
  const input = { upload: 'none', part: new Blob(['x']) };
  await expect(client().files[what](input)).rejects.toMatchObject({ data: { code: 'not_found' } });
}
/** The notebook has no runs, and cannot make any. */
async function noRun(what: 'get' | 'watch' | 'control' | 'delete'): Promise<void> {
  const input = { run: 'none', action: 'resume' } as const;
  await (client().runs[what](input) as Promise<unknown>).catch(() => undefined);
  expect(await client().runs.list({ notebook: id })).toEqual([]);
}

const states = async () => (await client().notebook.open({ id })).states;

describe('a notebook in a workspace from elsewhere', () => {
  it('says what it would do', async () => {
    const { restricted } = await client().notebook.open({ id });
    expect(restricted?.runs.map(({ name }) => name)).toEqual([
      'People',
      'Shop',
      'Features',
      'Query',
    ]);
    expect(restricted?.reads).toMatchObject([
      { name: 'People', path: file(), fullPath: file(), place: 'inside', deleted: false },
    ]);
    expect(restricted?.writes.map(({ name }) => name)).toEqual(['People', 'Shop', 'Query']);
    expect(restricted?.others).toBe(0);
  });

  it('is tried by every procedure there is', () => {
    const all = Object.entries(contract).flatMap(([service, part]) =>
      Object.keys(part).map((name) => `${service}.${name}`),
    );
    expect(Object.keys(procedures).sort()).toEqual(all.sort());
  });

  it.each(Object.entries(procedures))('%s runs nothing of it and reads no file', async (_, one) => {
    if (one.does === 'refuses') await expect(one.call()).rejects.toMatchObject(refused);
    else await one.call();
    await sleep(400);
    const by = new Map((await states()).map((state) => [state.cell, state]));
    for (const cell of ['people', 'sql'])
      expect(by.get(cell)).toMatchObject({ status: 'stale', error: null, shown: null });
    expect((await client().app.status({})).jobs).toEqual({ running: 0, queued: 0 });
    expect(statSync(file()).atimeMs).toBe(1e12);
  });

  it('stays restricted when it is opened again', async () => {
    await backend.close();
    backend = await open('me', 'sent.portrait');
    await restrictedNow(id);
  });

  it('runs once it is trusted, keeps that, and undo does not bring in what was never marked', async () => {
    const { restricted } = await client().notebook.trust({ id, others: false });
    expect(restricted).toBe(null);
    await expect
      .poll(async () => (await states()).every(({ status }) => status === 'fresh'))
      .toBe(true);
    expect((await client().files.preview({ ...preview(), rows: 5 })).rows).toEqual([['Ada', 36]]);
    await backend.close();
    backend = await open('me', 'sent.portrait');
    expect((await client().notebook.open({ id })).restricted).toBe(null);
    await client().notebook.edit({ id, edits: [{ type: 'seed', seed: 5 }] });
    expect((await client().notebook.undo({ id })).restricted).toBe(null);
    expect((await client().notebook.undo({ id })).restricted).not.toBe(null);
  });

  it('is the author’s own when it comes back to them', async () => {
    const own = await open('them');
    const view = await createRouterClient(own.router).notebook.open({ id });
    expect(view.restricted).toBe(null);
    await own.close();
  });
});
