import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profile, type ProfileOutput } from '#shared/model/cells/profile.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';

type Cell = Notebook['cells'][number];

const users = 1000;
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let results: Map<string, CellResult>;

beforeAll(async () => {
  backend = await temporaryBackend();
  const cell = (id: string, kind: string, settings: Cell['settings'], inputs = {}): Cell => ({
    ...{ id, kind, name: id, settings, inputs, collapsed: false },
  });
  const sample = (table: string): Cell =>
    cell(table, 'data', { source: { type: 'sample', table, users } });
  const mapping = {
    ...{ user: 'user_id', item: 'item_id', time: 'time' },
    users: { key: 'user_id', segment: 'gender' },
    items: { key: 'item_id', title: 'title', category: 'category', price: 'price' },
    friends: { user: 'user_id', friend: 'friend_id' },
  };
  const tables = ['events', 'users', 'items', 'friends'];
  const inputs = Object.fromEntries(tables.map((table) => [table, [table]]));
  const document: Notebook = {
    ...{ format: 'portrait-notebook', version: 1, title: 'Profiles', seed: 7 },
    cells: [
      ...tables.map(sample),
      cell('who', 'interactions', mapping, inputs),
      cell(
        'taste',
        'recommend',
        { algorithm: { type: 'ials', factors: 8 } },
        { interactions: ['who'] },
      ),
      cell('plain', 'profile', {}, { interactions: ['who'] }),
      cell('full', 'profile', { segments: 4 }, { interactions: ['who'], recommender: ['taste'] }),
      cell(
        'counted',
        'sql',
        {
          query: 'SELECT segment, count(*) AS users FROM "full" GROUP BY segment ORDER BY segment',
        },
        { tables: ['full'] },
      ),
    ],
  };
  ({ results } = await backend.run(document));
});
afterAll(() => backend.close());

function outputOf(cell: string): ProfileOutput {
  return profile.output.parse(results.get(cell)?.output);
}

function ask(cell: string, query: string, input: Cell['settings'][string]): Promise<unknown> {
  return backend.client.notebook.query({ address: results.get(cell)!.address, query, input });
}

describe('profiles of the sample shop', () => {
  it('are made of every source that is there', () => {
    const sources = (cell: string): string[] => [
      ...new Set(outputOf(cell).dimensions.map(({ source }) => source)),
    ];
    expect(sources('plain')).toEqual(['attributes', 'behaviour', 'friends']);
    expect(sources('full')).toEqual(['attributes', 'behaviour', 'embedding', 'friends']);
  });

  it('put everyone into one of the segments, each with what sets it apart', () => {
    const { segments, users: all } = outputOf('full');
    expect(segments.length).toBeLessThanOrEqual(4);
    expect(segments.reduce((sum, segment) => sum + segment.users, 0)).toBe(all);
    for (const { marks } of segments) expect(Math.abs(marks[0]!.difference)).toBeGreaterThan(0.2);
  });

  it('name learned dimensions by what lies at their ends', () => {
    const learned = outputOf('full').dimensions.filter(({ source }) => source === 'embedding');
    // Only axes that carry a tenth of the variance are left.
    expect(learned.length).toBeGreaterThan(0);
    expect(learned.length).toBeLessThanOrEqual(6);
    expect(learned[0]!.label).toMatchObject({
      type: 'taste',
      number: 1,
      high: expect.any(String),
      low: expect.any(String),
    });
  });

  it('are told with what their users spend, how lately they came and what they take', () => {
    const { segments, rfm, users: all, counts, proposed } = outputOf('full');
    for (const { spend, recency, frequency, top } of segments) {
      expect(spend).toBeGreaterThan(0);
      expect(recency).toBeGreaterThanOrEqual(0);
      expect(frequency).toBeGreaterThan(0);
      expect(top.every(({ share, lift, title }) => share > 0 && lift > 1 && title !== '')).toBe(
        true,
      );
    }
    expect(rfm.reduce((sum, group) => sum + group.users, 0)).toBe(all);
    expect(counts.map(({ segments: count }) => count)).toContain(proposed);
  });

  it('are a table that goes on, a row a user, and give the users of one segment', async () => {
    const { segments, table, users: all } = outputOf('full');
    expect(table).toMatchObject({ rows: all });
    expect(table?.columns.map(({ name }) => name)).toEqual([
      ...[
        'user_id',
        'segment',
        'segment_name',
        'days_since_last',
        'recency_fifth',
        'events',
        'frequency_fifth',
      ],
      ...['spend', 'spend_fifth'],
    ]);
    const counted = (results.get('counted')?.output as { table: { id: string } }).table.id;
    const page = await backend.client.tables.rows({ table: counted, offset: 0, limit: 10 });
    expect(page.rows).toEqual(segments.map(({ users: count }, at) => [at + 1, count]));
    const members = profile.queries.members.output.parse(
      await ask('full', 'members', { segment: 1 }),
    );
    expect(members.rows).toHaveLength(segments[1]!.users);
    expect(members.rows.every((row) => row[1] === 2)).toBe(true);
  });

  it('tell one user with what is missing, what is old, and who is alike', async () => {
    const person = profile.queries.person.output.parse(await ask('full', 'person', { user: 3 }));
    expect(person.values).toHaveLength(outputOf('full').dimensions.length);
    expect(person.nearest).toHaveLength(10);
    const nearest = person.nearest.map(({ similarity }) => similarity);
    expect(nearest).toEqual([...nearest].sort((a, b) => b - a));
    expect(nearest[0]).toBeLessThanOrEqual(1.0001);
    const age = person.attributes.find(({ name }) => name === 'age')?.value;
    const at = outputOf('full').dimensions.findIndex(
      ({ label }) => label.type === 'attribute' && label.column === 'age',
    );
    expect(person.values[at]?.raw).toBe(age);
  });

  it('list the stale ones, as many as the result says', async () => {
    const found = profile.queries.find.output.parse(await ask('full', 'find', { only: 'stale' }));
    expect(found.total).toBe(outputOf('full').stale);
    expect(found.users.every(({ stale }) => stale)).toBe(true);
  });

  it('colour the map by segment, attribute or dimension', async () => {
    const all = outputOf('full').users;
    const colours: Cell['settings'][] = [
      { by: 'segment' },
      { by: 'attribute', name: 'city' },
      { by: 'dimension', dimension: 0 },
    ];
    for (const colour of colours) {
      const points = profile.queries.points.output.parse(await ask('full', 'points', { colour }));
      expect([points.x.length, points.values.length]).toEqual([all, all]);
      expect(new Set(points.values).size).toBeGreaterThan(1);
    }
  });
});
