import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymity, type AnonymitySettings } from '#shared/model/cells/anonymity.ts';
import type { CellValue, ColumnType, TableInfo } from '#shared/model/table.ts';
import { createRandom } from '#shared/random/index.ts';
import { makeAnonymous } from '../../../../src-main/backend/anonymity/index.ts';
import { createPacer } from '../../../../src-main/backend/lib/index.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

let { workspace, remove }: ReturnType<typeof temporaryWorkspace> = {} as never;
beforeAll(() => ({ workspace, remove } = temporaryWorkspace()));
afterAll(() => remove());

type Given = Partial<Omit<AnonymitySettings, 'roles'>> & { roles?: Record<string, string> };

async function made(
  table: TableInfo,
  { roles = {}, ...settings }: Given = {},
  signal?: AbortSignal,
) {
  const list = Object.entries(roles).map(([column, role]) => ({ column, role }));
  const output = await makeAnonymous({
    ...{
      table,
      tables: workspace.tables,
      pace: createPacer(signal),
      clock: () => performance.now(),
    },
    settings: anonymity.settings.parse({ ...settings, roles: list }),
    progress: () => undefined,
  });
  return anonymity.output.parse(output);
}
const store = (columns: Record<string, ColumnType>, rows: CellValue[][]) =>
  storeTable(workspace, columns, rows);

/** Rows of the smallest group by these columns of the stored table, counted in the plainest way. */
function smallest(table: TableInfo, names: readonly string[]): number {
  const at = names.flatMap((name) => {
    const found = table.columns.findIndex((one) => one.name === name);
    return found < 0 ? [] : [found];
  });
  const groups = Map.groupBy(storedRows(workspace, table.id), (row) =>
    JSON.stringify(at.map((column) => row[column])),
  );
  return Math.min(...[...groups.values()].map((rows) => rows.length));
}

const people = (count: number, seed: number): CellValue[][] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, at) => [
    `person${at}@example.org`,
    random.next() < 0.02 ? null : 18 + Math.floor(30 * (random.next() + random.next())),
    random.next() < 0.5 ? 'f' : 'm',
    String(20_000 + Math.floor(3000 * random.next() ** 3)),
    `19${50 + random.below(50)}-0${1 + random.below(9)}-1${random.below(9)}`,
    ['Oslo', 'Bergen', 'Paris', 'Lyon', 'Rome', 'Turin', 'Kyoto', 'Osaka', 'Lima'][
      random.below(9)
    ]!,
    Math.round(1000 * random.next()),
    random.below(4),
  ]);
};
const columns: Record<string, ColumnType> = {
  ...{ email: 'text', age: 'integer', gender: 'category', zip_code: 'text', birth_date: 'date' },
  ...{ city: 'category', income: 'real', clicks: 'integer' },
};
const quasi = ['age', 'gender', 'zip_code', 'birth_date', 'city'];

describe('a table of people', () => {
  it.each([
    [2, 0],
    [5, 0.05],
    [25, 0.2],
  ])(
    'is %d-anonymous afterwards with at most %d left out, by a count of its own',
    async (k, leftOut) => {
      const table = store(columns, people(1500, k));
      const output = await made(table, { k, leftOut });
      expect(output.roles.map(({ role }) => role)).toEqual([
        ...['identifier', 'quasi', 'quasi', 'quasi', 'quasi', 'quasi', 'sensitive', 'other'],
      ]);
      expect(output.before.k).toBe(1);
      expect(smallest(output.table, quasi)).toBeGreaterThanOrEqual(k);
      expect(output.after.k).toBe(smallest(output.table, quasi));
      expect(output.leftOut).toBeLessThanOrEqual(leftOut * 1500);
      expect(output.table.rows).toBe(1500 - output.leftOut);
      expect(output.table.columns.map(({ name }) => name)).not.toContain('email');
      expect(output.kept).toBeGreaterThan(0);
      // What is not a quasi-identifier goes on as it was.
      const at = output.table.columns.findIndex(({ name }) => name === 'clicks');
      expect(output.table.columns[at]).toEqual({ name: 'clicks', type: 'integer' });
    },
  );

  it('says what each column less finely would do, the same as making it so', async () => {
    const table = store(columns, people(600, 3));
    const output = await made(table);
    for (const { column, levels } of output.quasi) {
      expect(levels[0]).toMatchObject({
        level: { type: 'exact' },
        lost: 0,
        below: output.before.below,
      });
      const losses = levels.map(({ lost }) => lost);
      expect(losses).toEqual(losses.toSorted((a, b) => a - b));
      const below = levels.map((level) => level.below);
      expect(below).toEqual(below.toSorted((a, b) => b - a));
      const without = await made(table, { roles: { [column]: 'other' } });
      expect(levels.at(-1)).toMatchObject({
        ...{ level: { type: 'none' }, lost: 1, below: without.before.below },
        unique: without.before.unique,
      });
    }
  });

  it('says of a row that stands out what makes it so', async () => {
    const rows = Array.from({ length: 30 }, (_, at): CellValue[] => [40, at % 2 ? 'f' : 'm']);
    rows[17] = [93, 'f'];
    const table = store({ age: 'integer', gender: 'category' }, rows);
    const output = await made(table);
    expect(output.standing).toEqual([
      {
        ...{ row: 18, size: 1 },
        values: [
          { value: 93, rows: 1, without: 15 },
          { value: 'f', rows: 15, without: 1 },
        ],
      },
    ]);
    // One row of thirty may go: both columns stay exact.
    expect(output).toMatchObject({ leftOut: 1, after: { k: 14 }, complete: true });
  });
});

describe('what cannot be hidden, or need not', () => {
  it('no quasi-identifier: all rows look alike and stay', async () => {
    const output = await made(store({ clicks: 'integer' }, [[1], [2], [3]]));
    expect(output).toMatchObject({
      quasi: [],
      standing: [],
      leftOut: 0,
      before: { k: 3, classes: 1 },
    });
    expect(output.table.rows).toBe(3);
  });

  it('fewer rows than wanted: none stays, the columns do', async () => {
    const output = await made(
      store({ age: 'integer', clicks: 'integer' }, [
        [1, 1],
        [2, 1],
      ]),
    );
    expect(output).toMatchObject({ leftOut: 2, kept: 0, after: { rows: 0, k: 0 } });
    expect(output.table.columns.map(({ name }) => name)).toEqual(['age', 'clicks']);
  });

  it('a table without rows', async () => {
    const output = await made(store({ age: 'integer' }, []));
    expect(output).toMatchObject({ leftOut: 0, before: { rows: 0, k: 0, classes: 0 } });
  });

  it('all values equal, and a column of none: exact as they are', async () => {
    const rows = Array.from({ length: 20 }, (): CellValue[] => [30, null, 7]);
    const table = store({ age: 'integer', city: 'text', income: 'real' }, rows);
    const output = await made(table);
    expect(output).toMatchObject({ before: { k: 20 }, after: { k: 20 }, leftOut: 0, kept: 1 });
    expect(output.before.sensitive).toEqual([
      { column: 'income', ordered: true, distinct: 1, entropy: 1, closeness: 0, certain: 20 },
    ]);
    expect(storedRows(workspace, output.table.id)).toEqual(rows);
  });

  it('a missing value is a value of its own, and stays missing in a band', async () => {
    const rows = Array.from({ length: 40 }, (_, at): CellValue[] => [at < 6 ? null : 20 + at]);
    const output = await made(store({ age: 'integer' }, rows), { leftOut: 0 });
    const groups = Map.groupBy(storedRows(workspace, output.table.id), ([age]) => age);
    expect(groups.get(null)).toHaveLength(6);
    expect([...groups.values()].every((group) => group.length >= 5)).toBe(true);
    expect(groups.size).toBeGreaterThan(2);
  });

  it('a sensitive column with a missing value is compared as equal or not', async () => {
    const rows = Array.from({ length: 12 }, (_, at): CellValue[] => [at % 2, at === 0 ? null : at]);
    const output = await made(store({ gender: 'integer', income: 'real' }, rows));
    expect(output.before.sensitive[0]).toMatchObject({
      ordered: false,
      distinct: 6,
      closeness: expect.closeTo(0.5, 12),
    });
  });

  it('thousands of columns: looked through for their roles, and carried along', async () => {
    const names = Array.from({ length: 3000 }, (_, at) => `m${at}`);
    const wide = Object.fromEntries([...names, 'age'].map((name) => [name, 'integer' as const]));
    const rows = Array.from({ length: 60 }, (_, row): CellValue[] => [
      ...names.map((_, c) => (row * c) % 7),
      row % 6,
    ]);
    const output = await made(store(wide, rows));
    expect(output.quasi.map(({ column }) => column)).toEqual(['age']);
    expect(output.table).toMatchObject({ rows: 60 });
    expect(output.table.columns).toHaveLength(3001);
    expect(storedRows(workspace, output.table.id)[11]).toEqual(rows[11]);
  });

  it('a chosen column that is gone, and too many of one role, are errors', async () => {
    const table = store({ age: 'integer' }, [[1]]);
    await expect(made(table, { roles: { zip: 'quasi' } })).rejects.toMatchObject({
      code: 'column_missing',
    });
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`c${at}`, 'integer' as const]),
    );
    const roles = Object.fromEntries(Object.keys(many).map((name) => [name, 'quasi']));
    await expect(made(store(many, [[...Array(30).fill(1)]]), { roles })).rejects.toMatchObject({
      code: 'anonymity_too_many_columns',
      params: { found: 30 },
    });
  });

  it('stops on request, leaving no table', async () => {
    const table = store(columns, people(3000, 5));
    const before = workspace.tables.list().length;
    const stop = new AbortController();
    stop.abort();
    await expect(made(table, {}, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(workspace.tables.list()).toHaveLength(before);
  });
});
