import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updates, type UpdatesOutput } from '#shared/model/cells/updates.ts';
import type { Notebook } from '#shared/model/notebook.ts';
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
        { algorithm: { type: 'ials', factors: 16 } },
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
