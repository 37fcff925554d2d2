import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/table.ts';
import { runQuery } from '../../../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'sql-'));
const path = join(folder, 'workspace.db');
const { db, store } = openTableStore(path);
let people: TableInfo;
let secret: TableInfo;

beforeAll(() => {
  db.exec(
    "CREATE TABLE notebooks (id TEXT, document TEXT); INSERT INTO notebooks VALUES ('n', 'private')",
  );
  const writer = store.create(
    [
      { name: 'User name', type: 'text' },
      { name: '__proto__', type: 'integer' },
      { name: 'day', type: 'date' },
      { name: 'ok', type: 'boolean' },
    ],
    { synthetic: true },
  );
  writer.append([
    ['007', 3, '2024-01-01', 1],
    ['Zoë', null, '2024-02-01', 0],
    ['王', 5, null, null],
  ]);
  people = writer.finish();
  const hidden = store.create([{ name: 'x', type: 'text' }], { synthetic: false });
  hidden.append([['private']]);
  secret = hidden.finish();
});

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

async function query(text: string, more: Partial<Parameters<typeof runQuery>[1]> = {}) {
  const { table } = await runQuery(store, {
    query: text,
    inputs: [{ name: 'My people', table: people }],
    rowLimit: 1000,
    secondsLimit: 20,
    ...more,
  });
  return table;
}

function rows(table: TableInfo) {
  return store.page({ table: table.id, offset: 0, limit: 100, sort: [], filters: [], search: '' })
    .rows;
}

describe('runQuery', () => {
  it('reads inputs by their cells’ and columns’ names and keeps the types of columns', async () => {
    const table = await query('SELECT * FROM "My people" ORDER BY "User name"');
    expect(table.columns).toEqual(people.columns);
    expect(table.synthetic).toBe(true);
    expect(rows(table)).toEqual([
      ['007', 3, '2024-01-01', 1],
      ['Zoë', null, '2024-02-01', 0],
      ['王', 5, null, null],
    ]);
  });

  it('infers the types of computed columns', async () => {
    const table = await query(
      `SELECT count(*) AS n, avg("__proto__") AS mean, max(day) || '' AS last, 'x' || "User name" AS t, NULL AS none
       FROM "My people" GROUP BY "User name" IS NULL;`,
    );
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['n', 'integer'],
      ['mean', 'integer'],
      ['last', 'date'],
      ['t', 'text'],
      ['none', 'text'],
    ]);
  });

  it('tells columns of the same name apart', async () => {
    const table = await query('SELECT 1 AS a, 2 AS a, 3 AS A');
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'a 2', 'A']);
  });

  it('may use json_each, common table expressions and several inputs', async () => {
    const table = await query(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)
       SELECT i, value FROM n JOIN json_each('[1,2,3]') ON value = i JOIN other JOIN "My people"`,
      {
        inputs: [
          { name: 'My people', table: people },
          { name: 'other', table: secret },
        ],
      },
    );
    expect(table.rows).toBe(9);
  });

  it.each([
    'SELECT * FROM notebooks',
    'SELECT document FROM main.notebooks',
    'SELECT (SELECT document FROM notebooks) FROM "My people"',
    'SELECT 1 WHERE EXISTS (SELECT 1 FROM notebooks)',
    'SELECT count(*) FROM notebooks',
    'WITH x AS (SELECT * FROM notebooks) SELECT * FROM x',
    'SELECT * FROM "My people" UNION ALL SELECT document, 1, 2, 3 FROM notebooks',
    'SELECT * FROM tables',
    'SELECT id FROM table_profiles',
    'SELECT * FROM sqlite_master',
    'SELECT * FROM sqlite_schema',
    'SELECT * FROM main.sqlite_schema',
    'SELECT * FROM sqlite_temp_schema',
    'SELECT * FROM temp.sqlite_master',
    'SELECT * FROM pragma_table_list',
    'SELECT * FROM "PRAGMA_database_list"',
    "SELECT * FROM pragma_table_info('notebooks')",
    'SELECT * FROM dbstat',
    'SELECT * FROM [DbStat]',
    "SELECT * FROM fts3tokenize('simple', 'x')",
    "SELECT load_extension('x')",
    "SELECT readfile('/etc/passwd')",
  ])('cannot reach the rest of the workspace: %s', async (text) => {
    await expect(query(text)).rejects.toMatchObject({ code: 'sql_failed' });
  });

  it('cannot reach another stored table by its physical name', async () => {
    await expect(query(`SELECT * FROM ${store.physicalName(secret.id)}`)).rejects.toMatchObject({
      code: 'sql_failed',
    });
  });

  it.each([
    '',
    '   -- nothing',
    'SELECT 1; SELECT 2',
    'DELETE FROM notebooks',
    'DELETE FROM notebooks RETURNING *',
    'WITH x AS (SELECT 1) DELETE FROM notebooks RETURNING *',
    'PRAGMA database_list',
    'EXPLAIN SELECT 1',
    "ATTACH 'x' AS y",
    'CREATE TEMP TABLE x (y)',
    'VACUUM',
  ])('takes nothing but one SELECT: %s', async (text) => {
    await expect(query(text)).rejects.toMatchObject({ code: 'sql_not_select' });
    expect(db.prepare('SELECT count(*) FROM notebooks').pluck().get()).toBe(1);
  });

  it('says what SQLite says of a mistake', async () => {
    await expect(query('SELECT nope FROM "My people"')).rejects.toMatchObject({
      code: 'sql_failed',
      params: { detail: 'no such column: nope' },
    });
  });

  it('ends at the row limit and the time limit, leaving nothing', async () => {
    const before = store.list();
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT ';
    await expect(query(`${endless} i FROM n`)).rejects.toMatchObject({ code: 'sql_row_limit' });
    const slow = query(`${endless} count(*) FROM n`, { secondsLimit: 1 });
    await expect(slow).rejects.toMatchObject({ code: 'sql_time_limit', params: { seconds: 1 } });
    expect(store.list()).toEqual(before);
  });

  it('stops on request', async () => {
    const stop = new AbortController();
    const running = query(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
      { signal: stop.signal },
    );
    setTimeout(() => stop.abort(), 100);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});
