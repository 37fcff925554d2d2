import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { tableOutput } from '#shared/model/cells/data.ts';
import { user as definition, type Reason } from '#shared/model/cells/user.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';
import { sharedData } from '../support/shared-data.ts';

type Cell = Notebook['cells'][number];
type Queries = typeof definition.queries;

const file = sharedData('online_retail.csv.gz');
const recommenders = {
  popular: { type: 'popular' },
  knn: { type: 'itemKnn' },
  neighbours: { type: 'userKnn' },
  ease: { type: 'ease', lambda: 500 },
  als: { type: 'ials', factors: 32, iterations: 4 },
  bpr: { type: 'bpr', factors: 16, epochs: 3 },
  words: { type: 'content' },
} as const;
const names = Object.keys(recommenders);
const unchanged = { add: [], remove: [], attributes: [] };
const rules = { top: 10, seen: true, withoutCategories: [] };

let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let results: Map<string, CellResult>;

async function ask<Q extends keyof Queries>(
  query: Q,
  input: z.input<Queries[Q]['input']>,
): Promise<z.output<Queries[Q]['output']>> {
  const address = results.get('user')!.address;
  const answer = await backend.client.notebook.query({ address, query, input });
  return definition.queries[query].output.parse(answer) as z.output<Queries[Q]['output']>;
}

function cell(
  id: string,
  kind: string,
  settings: Cell['settings'],
  inputs: Cell['inputs'] = {},
): Cell {
  return { id, kind, name: id, settings, inputs, collapsed: false };
}

function sum(reasons: readonly Reason[]): number {
  return reasons.reduce((total, { amount }) => total + amount, 0);
}

describe.skipIf(file === undefined)('a user of Online Retail (skipped: no shared data)', () => {
  beforeAll(async () => {
    backend = await temporaryBackend();
    const query = `SELECT * FROM data WHERE "CustomerID" IS NOT NULL AND "Quantity" > 0 AND "UnitPrice" > 0 AND "InvoiceNo" NOT LIKE 'C%'`;
    const document: Notebook = {
      ...{ format: 'portrait-notebook', version: 1, title: 'User', seed: 42 },
      cells: [
        cell('data', 'data', {
          source: { type: 'file', path: file!, name: 'online_retail.csv.gz' },
        }),
        cell('lines', 'sql', { query, rowLimit: 1_000_000 }, { tables: ['data'] }),
        cell(
          'who',
          'interactions',
          {
            ...{ user: 'CustomerID', item: 'StockCode', time: 'InvoiceDate' },
            users: { segment: 'Country' },
            items: { title: 'Description', text: ['Description'] },
          },
          { events: ['lines'] },
        ),
        ...Object.entries(recommenders).map(([name, algorithm]) =>
          cell(name, 'recommend', { algorithm: { ...algorithm } }, { interactions: ['who'] }),
        ),
        cell('user', 'user', {}, { recommenders: names }),
      ],
    };
    ({ results } = await backend.run(document));
  }, 300_000);
  afterAll(() => backend.close());

  it('tells whom and what it is about', () => {
    const output = definition.output.parse(results.get('user')!.output);
    expect([output.users, output.items, output.testUsers]).toEqual([3993, 3615, 1423]);
    expect(output.recommenders.map(({ type }) => type)).toEqual(
      Object.values(recommenders).map(({ type }) => type),
    );
    expect(output.segments).toContain('United Kingdom');
  });

  it('finds users by id and by attribute, in every order', async () => {
    const byId = await ask('search', { text: '1284' });
    expect(byId.users.length).toBeGreaterThan(3);
    expect(byId.users.every(({ id }) => id.includes('1284'))).toBe(true);
    const french = await ask('search', { text: 'france', order: 'fewest', limit: 500 });
    expect(french.users.every(({ segment }) => segment === 'France')).toBe(true);
    expect(french.users[0]?.matched).toEqual({ name: 'Country', value: 'France' });
    const counts = french.users.map(({ interactions }) => interactions);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    const segment = await ask('search', { segment: 'France', limit: 500 });
    expect(segment.total).toBe(french.total);
    const one = await ask('search', { order: 'random', seed: 5, limit: 5 });
    expect(await ask('search', { order: 'random', seed: 5, limit: 5 })).toEqual(one);
    expect(await ask('search', { order: 'random', seed: 6, limit: 5 })).not.toEqual(one);
    expect((await ask('search', { text: 'nobody at all' })).users).toEqual([]);
  });

  it('puts the users a recommender fails most on first, all with held-out items', async () => {
    const { total, users } = await ask('search', { order: 'failing', recommender: 3, limit: 20 });
    expect(total).toBe(1423);
    expect(users.every(({ later }) => later > 0)).toBe(true);
    const best = await ask('search', { order: 'failing', recommender: 3, limit: 500 });
    expect(users[0]!.missedBy!).toBeGreaterThan(best.users.at(-1)!.missedBy!);
  });

  it('explains a score as a sum, for recommenders whose score is one', async () => {
    const id = '12747';
    const { lists } = await ask('lists', { user: id, ...rules });
    for (const name of ['popular', 'knn', 'neighbours', 'ease', 'als', 'words']) {
      const recommender = names.indexOf(name);
      const { item, score } = lists[recommender]!.entries[0]!;
      const why = await ask('explain', { user: id, recommender, item });
      expect(why.exact, name).toBe(true);
      expect(Math.abs(sum(why.reasons) - score) / Math.abs(score), name).toBeLessThan(1e-4);
      expect(why.withoutStrongest).toBeNull();
    }
  });

  it('checks an attribution by taking the strongest item away', async () => {
    const { lists } = await ask('lists', { user: '12747', ...rules });
    const recommender = names.indexOf('bpr');
    const { item } = lists[recommender]!.entries[0]!;
    const why = await ask('explain', { user: '12747', recommender, item });
    expect(why.exact).toBe(false);
    const { withoutStrongest } = why;
    expect(withoutStrongest?.item.item).toBe(why.reasons[0]?.item?.item);
    const removed = await ask('explain', {
      ...{ user: '12747', recommender, item },
      whatIf: { ...unchanged, remove: [withoutStrongest!.item.item] },
    });
    expect(withoutStrongest?.after).toBeCloseTo(removed.score, 5);
  });

  it('gives someone new with the same history the list of the user who has it', async () => {
    const person = (await ask('person', { user: '12747' }))!;
    const history = person.history.map(({ item }) => item.item);
    const known = await ask('lists', { user: '12747', ...rules });
    const alike = await ask('lists', {
      user: null,
      ...rules,
      whatIf: { ...unchanged, add: history },
    });
    for (const name of ['knn', 'ease', 'als', 'words']) {
      const at = names.indexOf(name);
      const items = (list: typeof known): number[] =>
        list.lists[at]!.entries.map(({ item }) => item);
      const same = items(alike).filter((item) => items(known).includes(item)).length;
      expect(same, name).toBeGreaterThanOrEqual(10);
    }
  });

  it('moves a list by the change alone: taking back what was added leaves it as it was', async () => {
    const at = names.indexOf('ease');
    const real = (await ask('lists', { user: '12747', ...rules })).lists[at]!;
    const added = real.entries[2]!.item;
    const changed = await ask('lists', {
      ...{ user: '12747', ...rules },
      whatIf: { ...unchanged, add: [added] },
    });
    const list = changed.lists[at]!;
    expect(list.foldIn).toEqual({ same: 10, of: 10 });
    expect(list.entries.map(({ item }) => item)).not.toContain(added);
    expect(list.gone.find(({ item }) => item === added)).toEqual({
      ...{ item: added, before: 3, now: null },
    });
    for (const { item, before } of list.entries)
      expect(before).toBe(real.ranked.indexOf(item) + 1 || null);
    const history = (await ask('person', { user: '12747' }))!.history;
    expect(changed.leftOut.seen).toBe(history.length + 1);
  });

  it('shows what is popular in the segment, and says so, when the whole history is taken away', async () => {
    const { history } = (await ask('person', { user: '12747' }))!;
    const remove = history.map(({ item }) => item.item);
    const { lists } = await ask('lists', {
      ...{ user: '12747', ...rules },
      whatIf: { ...unchanged, remove },
    });
    for (const name of ['knn', 'neighbours', 'ease', 'als', 'words'])
      expect(lists[names.indexOf(name)]!.fallback, name).toBe('segment');
    const popular = lists[names.indexOf('ease')]!.entries;
    expect(popular[0]!.score).toBeGreaterThan(popular[9]!.score);
    const why = await ask('explain', {
      ...{ user: '12747', recommender: 3, item: popular[0]!.item, fallback: true },
      whatIf: { ...unchanged, remove },
    });
    expect(why.reasons.map(({ type }) => type)).toEqual(['popularity']);
    expect(why.score).toBeCloseTo(popular[0]!.score, 3);
  });

  it('serves a person nobody knows from the segment, and from the first item on', async () => {
    const attributes = [{ name: 'Country', value: 'France' }];
    const bare = await ask('lists', { user: null, ...rules, whatIf: { ...unchanged, attributes } });
    const british = await ask('lists', {
      ...{ user: null, ...rules },
      whatIf: { ...unchanged, attributes: [{ name: 'Country', value: 'United Kingdom' }] },
    });
    const ease = names.indexOf('ease');
    expect(bare.lists[ease]!.fallback).toBe('segment');
    expect(bare.lists[ease]!.entries).not.toEqual(british.lists[ease]!.entries);
    const { items } = await ask('items', { text: 'lunch box', limit: 5 });
    expect(items.every(({ title }) => /LUNCH/.test(title) && /BOX/.test(title))).toBe(true);
    const one = await ask('lists', {
      ...{ user: null, ...rules },
      whatIf: { ...unchanged, attributes, add: [items[0]!.item] },
    });
    expect(one.lists[ease]!.fallback).toBeNull();
    expect(await ask('person', { user: 'nobody' })).toBeNull();
  });

  it('marks what was bought later, and leaves seen items in where asked', async () => {
    const person = (await ask('person', { user: '12747' }))!;
    const later = new Set(person.later.map(({ item }) => item.item));
    const { lists } = await ask('lists', { user: '12747', ...rules, top: 100 });
    for (const list of lists)
      for (const { item, later: marked } of list.entries) expect(marked).toBe(later.has(item));
    expect(lists.some(({ entries }) => entries.some((entry) => entry.later))).toBe(true);
    const seen = await ask('lists', { user: '12747', ...rules, seen: false });
    const history = new Set(person.history.map(({ item }) => item.item));
    expect(seen.leftOut.seen).toBe(0);
    expect(seen.lists[0]!.entries.some(({ item }) => history.has(item))).toBe(true);
  });

  it('follows a pair to the rows it came from', async () => {
    const person = (await ask('person', { user: '12747' }))!;
    const entry = person.history.find(({ events }) => events > 2)!;
    const asked = { user: '12747', item: entry.item.item, offset: 0, limit: 100 };
    const { total, columns, numbers, rows } = await ask('rows', asked);
    const at = (name: string): number => columns.findIndex((column) => column.name === name);
    expect(total).toBeGreaterThanOrEqual(entry.events);
    for (const row of rows) {
      expect(String(row[at('CustomerID')])).toBe('12747');
      expect(String(row[at('StockCode')])).toBe(entry.item.id);
    }
    const { table } = tableOutput.parse(results.get('lines')!.output);
    const page = await backend.client.tables.rows({
      table: table.id,
      offset: numbers[0]! - 1,
      limit: 1,
    });
    expect(page.rows[0]).toEqual(rows[0]);
    const buyers = await ask('rows', { user: null, item: entry.item.item, offset: 0, limit: 1 });
    expect(buyers.total).toBeGreaterThanOrEqual(entry.item.users);
  });

  it('names users alike, the nearest first', async () => {
    const alike = await ask('similar', {
      user: '12747',
      recommender: names.indexOf('ease'),
      top: 10,
    });
    expect(alike).toHaveLength(10);
    expect(alike.map(({ id }) => id)).not.toContain('12747');
    const similarities = alike.map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    expect(alike[0]!.common).toBeGreaterThan(0);
  });
});
