import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch } from '#shared/model/cells/batch.ts';
import type { ListsAnswer, PersonAnswer, SearchAnswer } from '#shared/model/cells/user.ts';
import { updates, type UpdatesOutput } from '#shared/model/cells/updates.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';

type Cell = Notebook['cells'][number];

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let results: Map<string, CellResult>;

const cell = (id: string, kind: string, settings: Cell['settings'], inputs = {}): Cell => ({
  ...{ id, kind, name: id, settings, inputs, collapsed: false },
});
const sample = (table: string): Cell =>
  cell(table, 'data', { source: { type: 'sample', table, users: 1000 } });
const mapping = {
  ...{ user: 'user_id', item: 'item_id', time: 'time', split: { kind: 'none' } },
  users: { key: 'user_id' },
  items: { key: 'item_id', title: 'title', category: 'category', price: 'price' },
};

function notebook(events: Cell['settings'][], rows = false): Notebook {
  const inputs = {
    interactions: ['who'],
    recommenders: ['taste', 'near'],
    profile: ['profile'],
    ...(rows && { events: ['new'] }),
  };
  return {
    ...{ format: 'portrait-notebook', version: 1, title: 'New events', seed: 7 },
    cells: [
      ...['events', 'users', 'items'].map(sample),
      cell('who', 'interactions', mapping, {
        ...{ events: ['events'], users: ['users'], items: ['items'] },
      }),
      cell(
        'taste',
        'recommend',
        // Of four directions one carries a tenth of the variance at least, so that a profile has it.
        { algorithm: { type: 'ials', factors: 4 } },
        { interactions: ['who'] },
      ),
      cell(
        'near',
        'recommend',
        { algorithm: { type: 'ease', lambda: 100 } },
        { interactions: ['who'] },
      ),
      cell('profile', 'profile', {}, { interactions: ['who'], recommender: ['taste'] }),
      ...(rows
        ? [
            cell('new', 'data', {
              source: { type: 'file', path: folder.file('new.csv'), name: 'new.csv' },
            }),
          ]
        : []),
      cell('since', 'updates', { events, top: 10 }, inputs),
    ],
  };
}

function outputOf(made: Map<string, CellResult>): UpdatesOutput {
  return updates.output.parse(made.get('since')?.output);
}

beforeAll(async () => {
  backend = await temporaryBackend();
  const typed = [
    { user: 'U0000003', item: 'I00001' },
    { user: 'U0000003', item: 'I00009' },
    { user: 'nobody yet', item: 'I00001' },
    { user: 'U0000004', item: 'no such item' },
  ];
  ({ results } = await backend.run(notebook(typed)));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

describe('new events since the fit', () => {
  it('concern just the users they name; items nobody knows are counted and left out', () => {
    const output = outputOf(results);
    expect(output.events).toEqual({ read: 4, used: 3, unknownItems: 1, leftOut: 0 });
    expect(output.changes.map(({ id, isNew }) => [id, isNew])).toEqual([
      ['U0000003', false],
      ['nobody yet', true],
    ]);
  });

  it('lengthen the history, and what was just taken is recommended no more', () => {
    const [change] = outputOf(results).changes;
    expect(change!.itemsAfter).toBe(change!.itemsBefore + 2);
    for (const { items } of change!.lists)
      expect(items.map(({ card }) => card.id)).not.toContain('I00001');
  });

  it('move the lists: what is new on a list had no place before, and what left it is told', () => {
    const [change] = outputOf(results).changes;
    expect(change!.lists).toHaveLength(2);
    for (const { items, gone } of change!.lists) {
      const arrived = items.filter(({ was }) => was === null);
      expect(gone).toHaveLength(arrived.length);
      expect(items).toHaveLength(10);
    }
    expect(
      change!.lists.some(({ items }) => items.some(({ was }, place) => was !== place + 1)),
    ).toBe(true);
  });

  it('bring the profile up to date: behaviour and learned taste move, attributes stay', () => {
    const [change] = outputOf(results).changes;
    const moved = change!.profile!.dimensions.map(({ dimension }) => dimension);
    expect(moved.length).toBeGreaterThan(0);
    const profile = results.get('profile')!.output as { dimensions: { source: string }[] };
    const sources = new Set(moved.map((dimension) => profile.dimensions[dimension]!.source));
    expect([...sources].sort()).toEqual(expect.not.arrayContaining(['attributes']));
    expect(sources.has('embedding')).toBe(true);
    // Three events at the moment of the last learnt one do not make the history years older.
    for (const { difference } of change!.profile!.dimensions)
      expect(Math.abs(difference)).toBeLessThan(10);
  });

  it('give the very lists that a user has who always had these items, by a closed form', async () => {
    // EASE scores a history by fixed weights, so folding in is exact: ask the User cell with the same items added.
    const document = notebook([
      { user: 'U0000003', item: 'I00001' },
      { user: 'U0000003', item: 'I00009' },
    ]);
    document.cells.push(cell('one', 'user', {}, { recommenders: ['near'] }));
    const made = (await backend.run(document)).results;
    const numbers = outputOf(made).changes[0]!.events.map(({ item }) => item.item);
    const answer = (await backend.client.notebook.query({
      address: made.get('one')!.address,
      query: 'lists',
      input: {
        ...{ user: 'U0000003', top: 10, seen: true, withoutCategories: [] },
        whatIf: { add: numbers, remove: [], attributes: [] },
      },
    })) as { lists: { entries: { item: number }[] }[] };
    const wanted = answer.lists[0]!.entries.map(({ item }) => item);
    const found = outputOf(made).changes[0]!.lists[1]!.items.map(({ card }) => card.item);
    expect(found).toEqual(wanted);
  });

  it('come from a table too, read as the interactions were', async () => {
    writeFileSync(
      folder.file('new.csv'),
      [
        'user_id,item_id,kind,time',
        'U0000005,I00002,purchase,2024-12-30 10:00:00',
        'U0000005,,browse,2024-12-30',
      ].join('\n'),
    );
    const output = outputOf((await backend.run(notebook([], true))).results);
    expect(output.events).toEqual({ read: 2, used: 1, unknownItems: 0, leftOut: 1 });
    expect(output.changes[0]!.events[0]!.time).toBe('2024-12-30T10:00:00.000Z');
  });

  it('take an event back where its weight is below zero', async () => {
    const first = outputOf(
      (await backend.run(notebook([{ user: 'U0000006', item: 'I00003' }]))).results,
    );
    const both: Cell['settings'][] = [
      { user: 'U0000006', item: 'I00003' },
      { user: 'U0000006', item: 'I00003', weight: -1 },
    ];
    const none = outputOf((await backend.run(notebook(both))).results);
    const before = none.changes[0]!.itemsBefore;
    expect(first.changes[0]!.itemsAfter).toBeGreaterThanOrEqual(before);
    expect(none.changes[0]!.itemsAfter).toBe(before);
  });

  it('refuse a time that is none', async () => {
    const wrong = [{ user: 'U0000006', item: 'I00003', time: 'yesterday' }];
    await expect(backend.run(notebook(wrong))).rejects.toThrow('“yesterday” is not a time.');
  });
});

describe('new events connected to the User cell and to lists for all', () => {
  const ids = { known: 'U0000003', fresh: 'nobody yet' };
  const lists = { seen: true, withoutCategories: [], top: 10 };
  const nothing = { add: [], remove: [], attributes: [] };
  let made: Map<string, CellResult>;
  beforeAll(async () => {
    const document = notebook([
      { user: ids.known, item: 'I00001' },
      { user: ids.known, item: 'I00009', time: '2030-01-02' },
      { user: ids.fresh, item: 'I00001' },
    ]);
    const near = { recommenders: ['near'] };
    const toAll = { recommender: ['near'], updates: ['since'] };
    document.cells.push(
      cell('one', 'user', {}, { ...near, updates: ['since'] }),
      cell('before', 'user', {}, near),
      cell('all', 'batch', { top: 10, refit: false }, toAll),
      cell('all anew', 'batch', { top: 10 }, toAll),
    );
    made = (await backend.run(document)).results;
  });
  const ask = async <T>(of: string, query: string, input: Cell['settings']): Promise<T> => {
    const { address } = made.get(of)!;
    return (await backend.client.notebook.query({ address, query, input })) as T;
  };
  const listOf = async (of: string, user: string, whatIf: Cell['settings'] = nothing) => {
    const answer = await ask<ListsAnswer>(of, 'lists', { user, ...lists, whatIf });
    const idOf = new Map(answer.cards.map((card) => [card.item, card.id]));
    return {
      ...answer.lists[0]!,
      items: answer.lists[0]!.entries.map(({ item }) => idOf.get(item)),
    };
  };
  const rowsOf = async (of: string, user: string) => {
    const { table } = batch.output.parse(made.get(of)!.output);
    const { rows } = await backend.client.tables.rows({
      ...{ table: table.id, offset: 0, limit: 100, sort: [], search: '' },
      filters: [{ type: 'equals', column: 0, value: user }],
    });
    return { items: rows.map((row) => row[2]), lists: new Set(rows.map((row) => row[5])) };
  };

  it('give the User cell the very lists that the New events cell shows, and others to who has none', async () => {
    const changes = outputOf(made).changes;
    for (const [at, user] of [ids.known, ids.fresh].entries()) {
      const list = await listOf('one', user);
      expect(list.items).toEqual(changes[at]!.lists[1]!.items.map(({ card }) => card.id));
      expect(list.fallback).toBeNull();
    }
    expect((await listOf('before', ids.known)).items).not.toEqual(
      (await listOf('one', ids.known)).items,
    );
    expect((await listOf('before', ids.fresh)).fallback).not.toBeNull();
    const untouched = 'U0000007';
    expect(await listOf('one', untouched)).toEqual(await listOf('before', untouched));
  });

  it('stand in the history, the latest first, with people nobody knew', async () => {
    const before = await ask<PersonAnswer>('before', 'person', { user: ids.known });
    const after = await ask<PersonAnswer>('one', 'person', { user: ids.known });
    const had = new Set(before.history.map(({ item }) => item.id));
    expect(after.fresh).toBe(2);
    expect(after.history[0]).toMatchObject({ fresh: 1, time: '2030-01-02T00:00:00.000Z' });
    expect(after.history.filter(({ item }) => !had.has(item.id)).length).toBe(
      after.interactions - before.interactions,
    );
    const fresh = await ask<PersonAnswer>('one', 'person', { user: ids.fresh });
    expect(fresh.history.map(({ item }) => item.id)).toEqual(['I00001']);
    expect(await ask('before', 'person', { user: ids.fresh })).toBeNull();
    const found = await ask<SearchAnswer>('one', 'search', { order: 'fresh' });
    expect(found.users.map((hit) => [hit.id, hit.fresh])).toEqual([
      [ids.known, 2],
      [ids.fresh, 1],
    ]);
    const byName = await ask<SearchAnswer>('one', 'search', { order: 'fresh', text: 'nobody' });
    expect(byName.users.map(({ id }) => id)).toEqual([ids.fresh]);
  });

  it('are where a what-if starts from: taking them away again gives the list before them', async () => {
    for (const user of [ids.known, ids.fresh]) {
      const { history } = await ask<PersonAnswer>('one', 'person', { user });
      const remove = history
        .filter((entry) => entry.fresh === entry.events)
        .map((e) => e.item.item);
      expect(remove.length).toBeGreaterThan(0);
      const list = await listOf('one', user, { ...nothing, remove });
      expect(list.items).toEqual((await listOf('before', user)).items);
      // Ranks before the change are those with the new events.
      const ranks = new Map((await listOf('one', user)).ranked.map((item, at) => [item, at + 1]));
      for (const { item, before } of list.entries) expect(before).toBe(ranks.get(item) ?? null);
    }
  });

  it('are among the reasons for a score', async () => {
    const { entries } = await listOf('one', ids.fresh);
    const why = await ask<{
      exact: boolean;
      reasons: { item: { id: string }; events: number; fresh: number }[];
    }>('one', 'explain', {
      user: ids.fresh,
      whatIf: nothing,
      recommender: 0,
      item: entries[0]!.item,
      fallback: false,
    });
    expect(why.exact).toBe(true);
    expect(why.reasons.map(({ item, events, fresh }) => [item.id, events, fresh])).toEqual([
      ['I00001', 1, 1],
    ]);
  });

  it('give lists for all as on screen, marked and counted, fitted anew or not', async () => {
    for (const user of [ids.known, ids.fresh]) {
      const rows = await rowsOf('all', user);
      expect(rows.items).toEqual((await listOf('one', user)).items);
      // Nothing was held out, so that fitting again learns the same.
      expect(await rowsOf('all anew', user)).toEqual(rows);
      expect([...rows.lists]).toEqual(['new events']);
    }
    for (const name of ['all', 'all anew']) {
      const output = batch.output.parse(made.get(name)!.output);
      expect(output).toMatchObject({ users: 1000, outside: 1 });
      expect(output.lists).toEqual({
        fitted: 999,
        updated: 2,
        foldedIn: 0,
        segment: 0,
        popular: 0,
      });
    }
  });

  it('are refused where the recommenders learnt from other interactions', async () => {
    const document = notebook([{ user: ids.known, item: 'I00001' }]);
    document.cells.push(
      cell(
        'others',
        'interactions',
        { user: 'user_id', item: 'item_id', kind: 'kind' },
        { events: ['events'] },
      ),
      cell('by', 'recommend', { algorithm: { type: 'popular' } }, { interactions: ['others'] }),
      cell('one', 'user', {}, { recommenders: ['by'], updates: ['since'] }),
    );
    await expect(backend.run(document)).rejects.toThrow(/^one failed: .*different/);
  });
});
