import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch, type BatchOutput } from '#shared/model/cells/batch.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import type { CellValue } from '#shared/model/table.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runCells, temporaryBackend } from '../support/run-notebook.ts';

type Backend = Awaited<ReturnType<typeof temporaryBackend>>;

const folder = temporaryFolder();
let backend: Backend;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

const shop = (table: string) => ({ source: { type: 'sample', table, users: 1000, seed: 1 } });
const had = {
  ...{ user: 'user_id', item: 'item_id', time: 'time', kind: 'kind' },
  kinds: [
    { value: 'browse', weight: 0 },
    { value: 'search', weight: 0 },
  ],
  items: { key: 'item_id', title: 'title', category: 'category' },
};

function notebook(batches: Notebook['cells']): Notebook {
  const cells = [
    cell('events', 'data', shop('events')),
    cell('items', 'data', shop('items')),
    cell('had', 'interactions', had, { events: ['events'], items: ['items'] }),
    cell('popular', 'recommend', { algorithm: { type: 'popular' } }, { interactions: ['had'] }),
    cell(
      'ease',
      'recommend',
      { algorithm: { type: 'ease', lambda: 100 } },
      { interactions: ['had'] },
    ),
    cell(
      'both',
      'recommend',
      { algorithm: { type: 'hybrid', weights: [0.2, 1] } },
      { interactions: ['had'], parts: ['popular', 'ease'] },
    ),
    ...batches,
  ];
  return notebookOf(...cells);
}

async function rowsOf({ table }: BatchOutput): Promise<CellValue[][]> {
  const rows: CellValue[][] = [];
  for (let offset = 0; offset < table.rows; offset += 1000) {
    const asked = { table: table.id, offset, limit: 1000, sort: [], filters: [], search: '' };
    rows.push(...(await backend.client.tables.rows(asked)).rows);
  }
  return rows;
}

/** Purchases as `user item`, straight from the sample's table. */
async function purchases(results: Map<string, { output: unknown }>): Promise<Set<string>> {
  const { table } = results.get('events')!.output as { table: { id: string; rows: number } };
  const found = new Set<string>();
  for (let offset = 0; offset < table.rows; offset += 1000) {
    const { rows } = await backend.client.tables.rows({
      ...{ table: table.id, offset, limit: 1000, sort: [], search: '' },
      filters: [{ type: 'equals', column: 2, value: 'purchase' }],
    });
    for (const [user, item] of rows) found.add(`${String(user)} ${String(item)}`);
    if (rows.length === 0) break;
  }
  return found;
}

describe('recommending to all', () => {
  it('learns from the held-out part too, and writes the best of what each user has not had', async () => {
    const { results } = await backend.run(
      notebook([cell('lists', 'batch', { top: 5 }, { recommender: ['ease'] })]),
    );
    const output = batch.output.parse(results.get('lists')?.output);
    const bought = await purchases(results);
    // Independently: everyone with a purchase, and every pair there is.
    const users = new Set([...bought].map((pair) => pair.split(' ')[0]));
    expect(output.users).toBe(users.size);
    expect(output.pairs).toBe(bought.size);
    expect(output.leftOut.alreadyHad).toBe(bought.size);
    const rows = await rowsOf(output);
    // Everyone in the shop's log is served, also those who never bought.
    const served = new Set(rows.map(([user]) => user));
    expect(output.outside).toBe(1000 - users.size);
    expect(served.size).toBe(1000);
    expect(rows).toHaveLength(1000 * 5);
    const popular = new Set(rows.filter((row) => row[5] === 'popular').map(([user]) => user));
    expect(popular).toEqual(new Set([...served].filter((user) => !users.has(String(user)))));
    expect(output.lists).toEqual({
      ...{ fitted: users.size, foldedIn: 0, updated: 0, segment: 0 },
      popular: 1000 - users.size,
    });
    expect(rows.some(([user, , item]) => bought.has(`${String(user)} ${String(item)}`))).toBe(
      false,
    );
    expect(rows.slice(0, 5).map(([, rank]) => rank)).toEqual([1, 2, 3, 4, 5]);
    const ordered = rows.every(
      ([user, , , , score], at) => rows[at - 1]?.[0] !== user || rows[at - 1]![4]! >= score!,
    );
    expect(ordered).toBe(true);
    expect(rows[0]![3]).toMatch(/ /);
  });

  it('goes by its rules, and tells users for whom too little is left', async () => {
    const query = 'SELECT item_id FROM items WHERE price > 40';
    const document = notebook([
      cell('dear', 'sql', { query }, { tables: ['items'] }),
      cell(
        'lists',
        'batch',
        { top: 1000, rules: { withoutCategories: ['Books'], withoutItems: ['nothing'] } },
        { recommender: ['both'], barred: ['dear'] },
      ),
    ]);
    const { results } = await backend.run(document);
    const output = batch.output.parse(results.get('lists')?.output);
    const barred = output.leftOut.categories + output.leftOut.items;
    expect(output.leftOut.items).toBeGreaterThan(0);
    expect(output.leftOut.categories).toBeGreaterThan(0);
    expect(output.leftOut.unknown).toEqual({ count: 1, first: ['nothing'] });
    expect(output.usersWithFewer).toBe(output.users + output.outside);
    const rows = await rowsOf(output);
    const { table } = results.get('dear')!.output as { table: { id: string } };
    const dear = await backend.client.tables.rows({
      ...{ table: table.id, offset: 0, limit: 1000, sort: [], filters: [], search: '' },
    });
    const ids = new Set(dear.rows.map(([id]) => id));
    expect(rows.some(([, , item]) => ids.has(item!))).toBe(false);
    // Whoever has had most has least left: the catalogue without what is barred, less what was had of the rest.
    const [shortest] = output.shortest;
    const listed = new Set(rows.map(([, , item]) => item));
    const own = rows.filter(([user]) => user === shortest?.user).map(([, , item]) => item);
    const had = [...(await purchases(results))]
      .map((pair) => pair.split(' '))
      .filter(([user, item]) => user === shortest?.user && listed.has(item!));
    expect(listed.size).toBe(output.items - barred);
    expect(own).toHaveLength(shortest!.items);
    expect(own.length + had.length).toBe(listed.size);
  });

  it('without refitting goes by the learnt part alone', async () => {
    const { id } = await backend.client.workspace.importNotebook({
      text: JSON.stringify(
        notebook([
          cell('as-is', 'batch', { top: 3, refit: false }, { recommender: ['ease'] }),
          cell('again', 'batch', { top: 3 }, { recommender: ['ease'] }),
        ]),
      ),
    });
    const results = await runCells(backend.client, id);
    const [asIs, again] = ['as-is', 'again'].map((name) =>
      batch.output.parse(results.get(name)?.output),
    );
    expect(asIs!.pairs).toBeLessThan(again!.pairs);
    expect(asIs!.users).toBeLessThanOrEqual(again!.users);
    // Whoever has only held-out events is served all the same, by them.
    expect(asIs!.users + asIs!.outside).toBe(again!.users + again!.outside);
    expect(asIs!.lists.foldedIn).toBe(asIs!.outside - again!.outside);
    // What was held out is not known to have been had, so that some of it is recommended; learnt from, none is.
    const bought = await purchases(results);
    const hits = (rows: CellValue[][]) =>
      rows.filter(([user, , item]) => bought.has(`${String(user)} ${String(item)}`)).length;
    expect(hits(await rowsOf(asIs!))).toBeGreaterThan(0);
    expect(hits(await rowsOf(again!))).toBe(0);
  });
});

/** Six users with purchases in two cities; `looker` only browsed, `thin` has one item, three have nothing at all. */
function smallShop(): Notebook['cells'] {
  const table = (name: string, rows: string[]): Notebook['cells'][number] => {
    const path = folder.file(`${name}.csv`);
    writeFileSync(path, rows.join('\n'));
    return cell(name, 'data', { source: { type: 'file', path, name: `${name}.csv` } });
  };
  const oslo = ['o1', 'o2', 'o3'].flatMap((user) =>
    ['tea', 'cup', user].map((item) => [user, item]),
  );
  const rome = ['r1', 'r2', 'r3', 'r4'].flatMap((user) =>
    ['ink', 'pen', user].map((item) => [user, item]),
  );
  const bought = [...oslo, ...rome, ['thin', 'ink']].map((pair) => [...pair, 'buy'].join(','));
  return [
    table('log', ['user,item,kind', ...bought, 'looker,tea,look']),
    table('people', [
      'id,city',
      ...['o1', 'o2', 'o3', 'fresh in Oslo', 'looker'].map((user) => `${user},Oslo`),
      ...['r1', 'r2', 'r3', 'r4', 'fresh in Rome', 'thin'].map((user) => `${user},Rome`),
      'from nowhere,',
    ]),
    cell(
      'who',
      'interactions',
      {
        ...{ user: 'user', item: 'item', kind: 'kind', split: { kind: 'none' } },
        ...{ kinds: [{ value: 'look', weight: 0 }], minimumPerUser: 2 },
        users: { key: 'id', segment: 'city' },
      },
      { events: ['log'], users: ['people'] },
    ),
  ];
}

describe('recommending to users without interactions', () => {
  const listsBy = async (algorithm: object) => {
    const { results } = await backend.run(
      notebookOf(
        ...smallShop(),
        cell('by', 'recommend', { algorithm } as never, { interactions: ['who'] }),
        cell('lists', 'batch', { top: 2 }, { recommender: ['by'] }),
      ),
    );
    const output = batch.output.parse(results.get('lists')?.output);
    const rows = await rowsOf(output);
    const itemsOf = (user: string) =>
      rows
        .filter(([id]) => id === user)
        .map(([, , item, , , list]) => `${String(item)}: ${String(list)}`);
    return { output, itemsOf };
  };

  it('gives what is popular in the segment, or with everyone, marked and counted', async () => {
    const { output, itemsOf } = await listsBy({ type: 'ease', lambda: 1 });
    expect(itemsOf('fresh in Oslo').sort()).toEqual([
      'cup: popular in segment',
      'tea: popular in segment',
    ]);
    expect(itemsOf('fresh in Rome').sort()).toEqual([
      'ink: popular in segment',
      'pen: popular in segment',
    ]);
    // Only browsing counts for nothing; without a city it is what all of the town buys.
    expect(itemsOf('looker').sort()).toEqual(itemsOf('fresh in Oslo').sort());
    expect(itemsOf('from nowhere').sort()).toEqual(['ink: popular', 'pen: popular']);
    expect(output).toMatchObject({ users: 7, outside: 5 });
    expect(output.lists).toEqual({ fitted: 7, foldedIn: 1, updated: 0, segment: 3, popular: 1 });
  });

  it('goes by the little that others have, and does not recommend it again', async () => {
    const { output, itemsOf } = await listsBy({ type: 'itemKnn', shrink: 0 });
    expect(itemsOf('thin')[0]).toBe('pen: folded in');
    expect(itemsOf('thin').join()).not.toContain('ink');
    // Seven times three learnt pairs, and the one of the user below the minimum.
    expect(output.leftOut.alreadyHad).toBe(22);
  });

  it('leaves it to two towers where there are attributes', async () => {
    const { output, itemsOf } = await listsBy({ type: 'twoTower', factors: 4, epochs: 2 });
    expect(itemsOf('fresh in Oslo')[0]).toMatch(/: folded in$/);
    expect(output.lists.foldedIn).toBe(5);
  });

  it.each([
    { type: 'popular' },
    { type: 'userKnn' },
    { type: 'ials', factors: 2, iterations: 2 },
    { type: 'bpr', factors: 2, epochs: 2 },
    { type: 'neumf', factors: 2, layers: [4, 2], epochs: 1 },
    { type: 'sasrec', factors: 2, maxLength: 3, epochs: 1 },
    { type: 'gru4rec', factors: 2, maxLength: 3, epochs: 1 },
    { type: 'caser', factors: 2, window: 2, maxLength: 3, epochs: 1 },
  ])('gives everyone a list, whatever recommends: %o', async (algorithm) => {
    const { output, itemsOf } = await listsBy(algorithm);
    const { fitted, foldedIn, segment, popular } = output.lists;
    expect(fitted + foldedIn + segment + popular).toBe(12);
    expect(itemsOf('fresh in Rome')).toHaveLength(2);
  });
});
