import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { longWork } from '../../../support/scripted-kinds.ts';
import { chain, ScriptedNotebook, set } from '../../../support/scripted-notebook.ts';

let book: ScriptedNotebook;
beforeEach(() => (book = new ScriptedNotebook()));
afterEach(() => book.remove());

describe('watching', () => {
  it('tells first where everything stands, then every change, ending with the last state', async () => {
    book.session.edit(chain.slice(0, 2));
    const stop = new AbortController();
    const seen = new Map<string, string>();
    const types: string[] = [];
    for await (const event of book.session.watch(stop.signal)) {
      types.push(event.type);
      if (event.type === 'states') for (const one of event.states) seen.set(one.cell, one.status);
      if (event.type === 'states' && seen.get('clean') === 'fresh') break;
    }
    expect(types.slice(0, 2)).toEqual(['document', 'states']);
    expect([...seen]).toEqual([
      ['data', 'fresh'],
      ['clean', 'fresh'],
    ]);
  });

  it('ends when the watcher goes, also while nothing happens', async () => {
    const stop = new AbortController();
    const events = book.session.watch(stop.signal);
    await events.next();
    await events.next();
    const next = events.next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

describe('the limit of results', () => {
  const big = 'x'.repeat(1_000_000);
  const table = (name: string) => ({ output: big, name });
  const stored = () => book.workspace.results.totalBytes;

  it('drops what no notebook reaches first, then what only the undo history reaches', async () => {
    book.kinds.work.set('data', (_, settings) => Promise.resolve(table(JSON.stringify(settings))));
    book.session.edit(chain.slice(0, 1));
    const first = (await book.until('data', 'fresh')).shown!;
    book.session.edit([set('data', ['options', 'quote'], "'")]);
    const second = (await book.until('data', 'fresh')).shown!;
    book.session.undo();
    book.session.edit([set('data', ['options', 'quote'], '|')]);
    const third = (await book.until('data', 'fresh')).shown!;
    expect(book.workspace.results.has(second)).toBe(true);
    expect(stored()).toBeGreaterThan(3_000_000);
    await book.notebooks.setLimit(2_500_000);
    expect([first, second, third].map((one) => book.workspace.results.has(one))).toEqual([
      true,
      false,
      true,
    ]);
    await book.notebooks.setLimit(1_500_000);
    expect([first, third].map((one) => book.workspace.results.has(one))).toEqual([false, true]);
    await book.notebooks.setLimit(1_000_000);
    expect(book.workspace.results.has(third)).toBe(true);
  });

  it('drops the tables of a result with it', async () => {
    book.kinds.work.set('data', () => {
      const writer = book.workspace.tables.create([{ name: 'a', type: 'text' }], {
        synthetic: false,
      });
      writer.append(Array.from({ length: 100 }, () => [big.slice(0, 20_000)]));
      return Promise.resolve({ table: writer.finish().id });
    });
    book.session.edit(chain.slice(0, 1));
    await book.until('data', 'fresh');
    const [first] = book.workspace.tables.list();
    expect(stored()).toBeGreaterThan(2_000_000);
    book.session.edit([set('data', ['options', 'quote'], "'")]);
    await book.until('data', 'fresh');
    await book.notebooks.setLimit(2_500_000);
    expect(book.workspace.tables.list()).toHaveLength(1);
    expect(book.workspace.tables.list()).not.toContain(first);
  });
});

it('drops tables and blobs that a crash left without a result', () => {
  const writer = book.workspace.tables.create([{ name: 'a', type: 'text' }], { synthetic: false });
  writer.append([['x']]);
  writer.finish();
  book.workspace.blobs.put(new Uint8Array(10));
  book.restart();
  expect(book.workspace.tables.list()).toEqual([]);
  expect(book.workspace.blobs.ids()).toEqual([]);
});

it('keeps a deleted notebook for restoring, and stops what it was making', async () => {
  const training = longWork();
  book.kinds.work.set('train', training.work);
  book.session.edit(chain);
  await book.session.run(['train']);
  await training.begun;
  book.notebooks.delete(book.session.id);
  expect(() => book.notebooks.session(book.session.id)).toThrow('not_found');
  book.notebooks.restore(book.session.id);
  book.session = book.notebooks.session(book.session.id);
  expect(book.session.view().document.cells).toHaveLength(6);
  expect(book.state('train').status).toBe('stale');
});

it('a full disk fails the cell, and the notebook goes on', async () => {
  book.kinds.work.set('data', () => Promise.resolve({ text: 'x'.repeat(2_000_000) }));
  const pages = Number(book.workspace.db.pragma('page_count', { simple: true }));
  book.workspace.db.pragma(`max_page_count = ${pages + 20}`);
  book.session.edit(chain.slice(0, 1));
  expect((await book.until('data', 'failed')).error?.code).toBe('disk_full');
  book.workspace.db.pragma('max_page_count = 1000000');
  await book.session.run('all');
  await book.until('data', 'fresh');
});

it.each(['shown_results', 'cell_addresses'])(
  'a disk that takes no more for %s leaves the result and the notebook as they are',
  async (table) => {
    book.workspace.db.exec(
      `CREATE TRIGGER full BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    book.session.edit(chain.slice(0, 2));
    await book.until('clean', 'fresh');
    book.workspace.db.exec('DROP TRIGGER full');
    book.restart();
    expect(await book.until('clean', 'fresh')).toMatchObject({ shown: expect.any(String) });
    expect(book.kinds.count('clean')).toBe(1);
  },
);

it('a training cut off by a crash of the backend is failed afterwards, with its run to look at', async () => {
  book.session.edit(chain);
  await book.until('model', 'fresh');
  const { address } = book.state('train');
  const spec = {
    inputs: 2,
    layers: [],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  } as const;
  book.workspace.runs.create({
    ...{ id: 'run 1', notebook: book.session.id, cell: 'train', address: address!, lineage: 'x' },
    ...{ spec: { ...spec, layers: [] }, settings: trainSettings.parse({}), seed: 1, startedAt: 5 },
  });
  book.restart();
  expect(await book.until('train', 'failed')).toMatchObject({
    error: { code: 'backend_crashed' },
    run: 'run 1',
    shown: null,
  });
  await book.session.run(['train']);
  await book.until('train', 'fresh');
});
