import { createRouterClient } from '@orpc/server';
import SqliteDatabase from 'better-sqlite3';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { notebookEdit } from '../../shared/notebook/notebook.ts';
import { tableOutput } from '../../shared/model/cells/data.ts';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
const client = () => createRouterClient(backend.router);
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

const email = 'Planted.Person@qzx-erase.example';
const name = 'Quirinus Plantedperson';
const person = { identifiers: [email, '990017'], columns: ['email', 'customer_id'] };
const secrets = ['qzx-erase', 'Plantedperson', 'Zaubergasse'];

/** 300 people with a line each, the planted one among them, and what they bought. */
const people = [...Array(300).keys()].map((at) =>
  at === 17
    ? `990017,${email},${name},Zaubergasse 7,41`
    : `${990000 + at},user${at}@mail.example,User Number ${at},Street ${at},${20 + (at % 50)}`,
);
const bought = [...Array(2000).keys()].map((at) => `${990000 + (at % 300)},P${at % 40},${at}`);
const csv = {
  people: `customer_id,email,full name,address,age\n${people.join('\n')}\n`,
  bought: `customer_id,product,quantity\n${bought.join('\n')}\n`,
};

const source = (path: string) => ({ type: 'file', path, name: 'file.csv' });
let notebook = '';
let upload = '';

async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 6;) {
    const { running, queued } = (await client().app.status({})).jobs;
    quiet = running + queued === 0 ? quiet + 1 : 0;
    await sleep(100);
  }
}
const state = async (cell: string) =>
  (await client().notebook.open({ id: notebook })).states.find((one) => one.cell === cell);
async function rowsOf(cell: string): Promise<unknown[][]> {
  const address = (await state(cell))?.shown;
  expect(address).toBeTypeOf('string');
  const { output } = await client().notebook.output({ address: address! });
  const { table } = tableOutput.parse(output);
  const db = new SqliteDatabase(folder.file('w.portrait'), { readonly: true });
  const rows = db.prepare(`SELECT * FROM t_${table.id} ORDER BY rowid`).raw().all() as unknown[][];
  db.close();
  expect(rows).toHaveLength(table.rows);
  return rows;
}
/** Every file of the workspace, byte for byte. */
function hits(): string[] {
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[/\\]original-/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(file).toString('latin1');
    return secrets.filter((secret) => text.includes(secret)).map((secret) => `${file} ${secret}`);
  });
}

async function handOver(text: string): Promise<string> {
  const { upload: id } = await client().files.begin({ name: 'people.csv', bytes: text.length });
  await client().files.append({ upload: id, part: new Blob([text]) });
  return (await client().files.finish({ upload: id })).path;
}

beforeAll(async () => {
  folder = temporaryFolder();
  backend = await open();
  notebook = (await client().workspace.createNotebook({ title: `All about ${name}` })).id;
  upload = await handOver(csv.people);
  writeFileSync(folder.file('original-bought.csv'), csv.bought);
  const insert = (index: number, kind: string, id: string, rest: object) => ({
    ...{ type: 'insert', index, kind, id, name: id },
    ...rest,
  });
  const edits = z.array(notebookEdit).parse([
    insert(0, 'data', 'people', { settings: { source: source(upload) } }),
    insert(1, 'data', 'bought', {
      settings: { source: source(folder.file('original-bought.csv')) },
    }),
    insert(2, 'data', 'masked', {
      settings: {
        source: source(folder.file('original-bought.csv')),
        columns: [{ index: 0, mask: { action: 'pseudonym', domain: 'customer' } }],
      },
    }),
    // Without the column that names people.
    insert(3, 'data', 'nameless', {
      settings: {
        source: source(folder.file('original-bought.csv')),
        columns: [{ index: 0, skip: true }],
      },
    }),
    insert(4, 'sql', 'joined', {
      inputs: { tables: ['people', 'bought'] },
      settings: {
        query: `SELECT email, count(*) AS n FROM people JOIN bought USING (customer_id) GROUP BY 1`,
      },
    }),
    insert(5, 'note', 'note', { settings: { text: `Ask ${name} (${email}) of Zaubergasse 7.` } }),
    insert(6, 'note', 'other', { settings: { text: 'User Number 18 stays, 9900171 too.' } }),
  ]);
  await client().notebook.edit({ id: notebook, edits });
  await settled();
  await client().notebook.run({ id: notebook, cells: 'all' });
  await settled();
  // In the undo history, and in the bin.
  const set = (cell: string, text: string) =>
    z.array(notebookEdit).parse([{ type: 'set', cell, path: ['text'], value: text }]);
  await client().notebook.edit({ id: notebook, edits: set('note', `Call ${email}`) });
  await client().notebook.edit({ id: notebook, edits: set('note', 'Nothing') });
  await client().notebook.edit({
    id: notebook,
    edits: z
      .array(notebookEdit)
      .parse([insert(7, 'note', 'gone', { settings: { text: `${name} again` } })]),
  });
  await client().notebook.edit({ id: notebook, edits: [{ type: 'delete', cells: ['gone'] }] });
  await settled();
  await backend.close();
  // As a migration leaves one.
  copyFileSync(folder.file('w.portrait'), folder.file('w.before-7-20261129-101500.portrait'));
  backend = await open();
  await client().notebook.open({ id: notebook });
  await settled();
}, 180_000);
afterAll(async () => {
  await backend.close();
  folder.remove();
});

describe('somebody in a workspace', () => {
  it('is found by what they are called, in masked columns by the code, and in texts', async () => {
    expect(hits().length).toBeGreaterThan(5);
    const found = await client().person.find({ identifiers: person.identifiers });
    expect(found.identifiers.filter(({ by }) => by === 'pseudonym').length).toBe(2);
    const customers = found.places.find(({ column }) => column === 'customer_id');
    // One line about them, seven of what they bought, and those again under the code.
    expect(customers).toMatchObject({ tables: 3, rows: 1 + 7 + 7, proposed: true });
    expect(customers?.cells.map(({ cell }) => cell).toSorted()).toEqual([
      ...['bought', 'masked', 'people'],
    ]);
    expect(found.places.find(({ column }) => column === 'email')?.proposed).toBe(true);
    expect(found.texts).toBeGreaterThanOrEqual(2);
  });

  it('goes out as JSON and CSV with every row about them and none about others', async () => {
    const { json, csv: text, rows } = await client().person.export(person);
    const out = z
      .object({
        tables: z.array(z.object({ table: z.string(), rows: z.array(z.array(z.unknown())) })),
      })
      .parse(JSON.parse(json));
    expect(rows).toBe(15);
    expect(out.tables.find(({ table }) => table === 'people')?.rows).toEqual([
      [990017, email, name, 'Zaubergasse 7', 41],
    ]);
    expect(text).toContain(`people,1,address,Zaubergasse 7\r\n`);
    expect(text).not.toContain('User Number');
  });

  it('is gone from every file when erased, and everybody else is as before, row for row', async () => {
    const before = new Map<string, unknown[][]>();
    for (const cell of ['people', 'bought', 'masked', 'nameless'])
      before.set(cell, await rowsOf(cell));
    const code = before.get('masked')![17]![0];
    const done = await client().person.erase(person);
    expect(done).toMatchObject({ tables: 4, rows: 1 + 7 * 3, uploads: 1, backups: 1, found: 0 });
    expect(done.outside).toEqual([folder.file('original-bought.csv')]);
    expect(hits()).toEqual([]);
    expect(existsSync(upload)).toBe(false);
    expect(await rowsOf('people')).toEqual(
      before.get('people')!.filter((row) => row[0] !== 990017),
    );
    expect(await rowsOf('bought')).toEqual(
      before.get('bought')!.filter((row) => row[0] !== 990017),
    );
    expect(await rowsOf('masked')).toEqual(before.get('masked')!.filter((row) => row[0] !== code));
    expect(await rowsOf('nameless')).toEqual(
      before.get('nameless')!.filter((_, row) => row % 300 !== 17),
    );
    const db = new SqliteDatabase(folder.file('w.portrait'), { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  }, 60_000);

  it('stays gone after a rerun, an undo, a restart, and when the same file comes again', async () => {
    await client().notebook.run({ id: notebook, cells: 'all' });
    await settled();
    expect((await rowsOf('joined')).map(([who]) => who)).toHaveLength(299);
    for (let step = 0; step < 3; step += 1) await client().notebook.undo({ id: notebook });
    await settled();
    await backend.close();
    backend = await open();
    await client().notebook.open({ id: notebook });
    await settled();
    expect(hits()).toEqual([]);
    // The same data in other bytes, and under another notebook.
    const again = await handOver(`${csv.people}\n`);
    const other = (await client().workspace.createNotebook({ title: 'Again' })).id;
    await client().notebook.edit({
      id: other,
      edits: z.array(notebookEdit).parse([
        {
          ...{ type: 'insert', index: 0, kind: 'data', id: 'd', name: 'd' },
          settings: { source: source(again) },
        },
      ]),
    });
    await settled();
    const shown = (await client().notebook.open({ id: other })).states[0]?.shown ?? '';
    const { output } = await client().notebook.output({ address: shown });
    expect(tableOutput.parse(output).table.rows).toBe(299);
    const found = await client().person.find({ identifiers: person.identifiers });
    expect(found.places).toEqual([]);
  }, 120_000);

  it('leaves a certificate without a name, and the notebook trusted and in its words', async () => {
    const { entries } = await client().audit.list({
      ...{ actor: null, action: 'person_erased', object: null, before: null, limit: 5 },
    });
    expect(entries[0]).toMatchObject({ details: { tables: 4, rows: 22 } });
    expect(JSON.stringify(entries)).not.toMatch(/990017|qzx/i);
    expect((await client().audit.check({})).broken).toBe(null);
    const view = await client().notebook.open({ id: notebook });
    expect(view.restricted).toBe(null);
    expect(view.document.title).toBe('All about [erased]');
    expect(JSON.stringify(view.document)).toContain('User Number 18 stays, 9900171 too.');
  });

  it('is told where nobody is meant', async () => {
    await expect(
      client().person.erase({ identifiers: ['nobody@nowhere.example'], columns: ['email'] }),
    ).rejects.toMatchObject({ data: { code: 'person_unknown' } });
  });
});
