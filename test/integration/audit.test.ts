import { createRouterClient } from '@orpc/server';
import SqliteDatabase from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { notebookEdit } from '../../shared/notebook/notebook.ts';
import { tableOutput } from '../../shared/model/cells/data.ts';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { start } from '../support/program.ts';
import { cellState } from '../support/wait.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
const everything = { actor: null, action: null, object: null };
const client = (name?: string) =>
  createRouterClient(backend.router, {
    context: name === undefined ? {} : { actor: { role: 'analyst', name } },
  });
const open = () =>
  createBackend({
    workspacePath: folder.file('w.portrait'),
    host: 'localhost',
    spawnEngine: nodeEngine(),
    clock: Date.now,
    newId: () => crypto.randomUUID(),
    log: () => undefined,
    userFolder: folder.file('user'),
  });
const audit = (args: string[] = []) =>
  start('hosts/cli/main.ts', ['audit', '--workspace', folder.file('w.portrait'), ...args], {
    PORTRAIT_CONFIG: folder.file('user'),
  }).ended;

const marker = 'Qwertz Asdfgh 4711';
let notebook = '';

beforeAll(async () => {
  folder = temporaryFolder();
  writeFileSync(folder.file('people.csv'), `name,age\n${marker},36\nBob,40\n`);
  backend = await open();
  const ada = client('Ada');
  notebook = (await ada.workspace.createNotebook({ title: marker })).id;
  const edits = z.array(notebookEdit).parse([
    {
      ...{ type: 'insert', index: 0, kind: 'data', id: 'people', name: marker },
      settings: {
        source: { type: 'file', path: folder.file('people.csv'), name: 'people.csv' },
      },
    },
  ]);
  await ada.notebook.edit({ id: notebook, edits });
  await ada.notebook.run({ id: notebook, cells: 'all' });
  const place = { id: notebook, cell: 'people' };
  const { shown } = await cellState(ada, place, (state) => state.shown !== null);
  const { output } = await ada.notebook.output({ address: shown! });
  const table = tableOutput.parse(output).table.id;
  await ada.tables.export({ table, format: 'csv', download: null });
  await client().privacy.setBudget({ unit: 'row', epsilon: 3, delta: 1e-6 });
}, 120_000);
afterAll(async () => {
  await backend.close();
  folder.remove();
});

describe('the audit log of a workspace', () => {
  it('says who did what to which object', async () => {
    const { entries } = await client().audit.list({ ...everything, before: null, limit: 100 });
    const told = entries.map(({ action, actor, role }) => `${action} ${actor === 'Ada'} ${role}`);
    // The import runs by itself after the edit, before or after it is asked for.
    expect(told.toSorted()).toEqual([
      'budget_changed false owner',
      'imported true analyst',
      'notebook_created true analyst',
      'notebook_edited true analyst',
      'opened false owner',
      'run_asked true analyst',
      'table_exported true analyst',
    ]);
    const imported = entries.find(({ action }) => action === 'imported');
    expect(imported).toMatchObject({
      object: { type: 'cell', id: `${notebook}/people`, name: marker },
      details: { rows: 2, columns: 2 },
    });
    const budget = entries.find(({ action }) => action === 'budget_changed');
    expect(budget?.details).toEqual({ unit: 'row', epsilon: 3, delta: 1e-6 });
  });

  it('says what somebody started and what could not be made, by its code alone', async () => {
    const ada = client('Ada');
    writeFileSync(folder.file(`${marker}.csv`), '');
    const { id } = await ada.workspace.createNotebook({ title: 'Fails' });
    const edits = z.array(notebookEdit).parse([
      {
        ...{ type: 'insert', index: 0, kind: 'data', id: 'gone', name: 'Gone' },
        settings: {
          source: { type: 'file', path: folder.file(`${marker}.csv`), name: 'people.csv' },
        },
      },
    ]);
    await ada.notebook.edit({ id, edits });
    await ada.notebook.run({ id, cells: 'all' });
    await cellState(ada, { id, cell: 'gone' }, ({ status }) => status === 'failed');
    const { entries } = await client().audit.list({
      ...{ actor: 'Ada', action: 'failed', object: null, before: null, limit: 5 },
    });
    expect(entries[0]).toMatchObject({
      object: { type: 'cell', id: `${id}/gone` },
      details: { kind: 'data', code: expect.stringMatching(/^\w+$/) as string },
    });
  });

  it('holds no value of the data, and no title or name that may be one', () => {
    const db = new SqliteDatabase(folder.file('w.portrait'), { readonly: true });
    const lines = db.prepare('SELECT * FROM audit_log').all();
    db.close();
    expect(lines.length).toBeGreaterThan(5);
    expect(JSON.stringify(lines)).not.toContain('Qwertz');
    expect(JSON.stringify(lines)).not.toContain('people.csv');
  });

  it('is filtered and goes out as CSV, which is an entry of its own', async () => {
    const only = await client().audit.list({
      ...{ actor: 'Ada', action: null, object: `notebook:${notebook}`, before: null, limit: 10 },
    });
    expect(only.total).toBe(3);
    const { objects, actors } = await client().audit.choices({});
    expect(actors).toContain('Ada');
    expect(objects).toContainEqual({ type: 'notebook', id: notebook, name: marker });
    const { text, entries } = await client().audit.export(everything);
    expect(text.trim().split('\r\n')).toHaveLength(entries + 1);
    const [last] = (await client().audit.list({ ...everything, before: null, limit: 1 })).entries;
    expect(last?.action).toBe('log_exported');
  });

  it('is the owner’s: nobody else reads it', async () => {
    for (const call of [
      () => client('Ada').audit.list({ ...everything, before: null, limit: 1 }),
      () => client('Ada').audit.export(everything),
      () => client('Ada').privacy.setBudget({ unit: 'row', epsilon: 9, delta: 0 }),
    ])
      await expect(call()).rejects.toMatchObject({ data: { code: 'role_denied' } });
  });

  it('is checked by a command, also after somebody changed it', async () => {
    await backend.close();
    const whole = await audit();
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.stdout).toMatch(/noted outside the file are there/);
    const csv = await audit(['--csv']);
    expect(csv.stdout.split('\r\n')[0]).toBe('seq,time,at,actor,role,action,object,details,mac');
    const db = new SqliteDatabase(folder.file('w.portrait'));
    db.prepare(`UPDATE audit_log SET actor = 'Eve' WHERE action = 'table_exported'`).run();
    db.close();
    const changed = await audit();
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(/Entry \d+ was changed/);
    backend = await open();
    await expect.poll(async () => (await client().audit.check({})).broken).toBeGreaterThan(1);
  }, 60_000);
});
