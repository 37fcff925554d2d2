import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import { runQuery } from '../../../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'sql-'));
const path = join(folder, 'workspace.db');
const { db, store } = openTableStore(path);
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function stored(columns: Column[], rows: CellValue[][]): TableInfo {
  const writer = store.create(columns, { synthetic: false });
  writer.append(rows);
  return writer.finish();
}

async function ask(query: string, inputs: Record<string, TableInfo> = {}) {
  const { table, warnings } = await runQuery(store, {
    query,
    inputs: Object.entries(inputs).map(([name, info]) => ({ name, table: info })),
    ...{ rowLimit: 100_000, secondsLimit: 60 },
  });
  const page = { table: table.id, offset: 0, limit: 1000, sort: [], filters: [], search: '' };
  const { rows } = store.page(page);
  const names = table.columns.map(({ name }) => name);
  const types = table.columns.map(({ type }) => type);
  return { table, names, types, rows, told: warnings.map(({ kind }) => kind) };
}

describe('columns that differ in case alone', () => {
  const both = stored(
    ['ID', 'id', 'Name', 'name'].map((name, c) => ({ name, type: c < 2 ? 'integer' : 'text' })),
    [
      [1, 10, 'a', 'b'],
      [2, 20, 'c', 'd'],
    ],
  );
  const other = stored(
    [
      { name: 'id', type: 'integer' },
      { name: 'v', type: 'text' },
    ],
    [
      [10, 'ten'],
      [2, 'two'],
    ],
  );

  it.each([
    [
      'SELECT "ID","id" FROM t',
      ['ID', 'id'],
      [
        [1, 10],
        [2, 20],
      ],
    ],
    [
      'SELECT ID, id FROM t',
      ['ID', 'id'],
      [
        [1, 10],
        [2, 20],
      ],
    ],
    [
      'SELECT t.[id], `ID` FROM t',
      ['id', 'ID'],
      [
        [10, 1],
        [20, 2],
      ],
    ],
    [
      'SELECT * FROM t',
      ['ID', 'id', 'Name', 'name'],
      [
        [1, 10, 'a', 'b'],
        [2, 20, 'c', 'd'],
      ],
    ],
    ['SELECT id FROM t WHERE ID = 2', ['id'], [[20]]],
    ['SELECT sum(id) FROM t', ['sum(id)'], [[30]]],
    ['SELECT sum("id"), max([ID]) FROM t', ['sum("id")', 'max([ID])'], [[30, 2]]],
    [
      "SELECT 'id' AS x, id AS y FROM t -- id",
      ['x', 'y'],
      [
        ['id', 10],
        ['id', 20],
      ],
    ],
    ['SELECT v FROM t JOIN u USING (id)', ['v'], [['ten']]],
    ['SELECT u.v FROM t JOIN u ON u.id = t.ID', ['v'], [['two']]],
    [
      'WITH x AS (SELECT * FROM t) SELECT x.id, x.ID FROM x',
      ['id', 'ID'],
      [
        [10, 1],
        [20, 2],
      ],
    ],
  ] as const)('%s', async (query, names, rows) => {
    const found = await ask(query, { t: both, u: other });
    expect(found.names).toEqual(names);
    expect(found.rows).toEqual(rows);
  });

  it('knows no third spelling, and names columns as the table does', async () => {
    await expect(ask('SELECT Id FROM t', { t: both })).rejects.toMatchObject({
      params: { detail: 'no such column: Id' },
    });
    await expect(
      ask('SELECT t.id FROM t JOIN t AS s ON nope = id', { t: both }),
    ).rejects.toMatchObject({ code: 'sql_failed' });
  });

  it('may go by the name of the table', async () => {
    expect((await ask('SELECT id.id FROM id', { id: both })).rows).toEqual([[10], [20]]);
  });

  it('leaves tables alone that have one spelling of each', async () => {
    expect((await ask('SELECT ID FROM u', { u: other })).rows).toEqual([[10], [2]]);
  });
});

describe('integers beyond 2^53', () => {
  const ids = stored(
    [{ name: 'tweet_id', type: 'text' }],
    ['1152735103331642317', '1152735103331642318', '1152735103331642319'].map((id) => [id]),
  );

  it('stay apart through casts and groups, as text, and say so', async () => {
    const cast = await ask('SELECT CAST(tweet_id AS INTEGER) AS id FROM t', { t: ids });
    expect(cast.rows.flat()).toEqual([
      '1152735103331642317',
      '1152735103331642318',
      '1152735103331642319',
    ]);
    expect(cast).toMatchObject({ types: ['text'], told: ['large_integer'] });
    const grouped = await ask(
      'SELECT CAST(tweet_id AS INTEGER) AS id, count(*) AS n FROM t GROUP BY 1 ORDER BY 1 DESC',
      { t: ids },
    );
    expect(grouped.rows).toEqual([
      ['1152735103331642319', 1],
      ['1152735103331642318', 1],
      ['1152735103331642317', 1],
    ]);
    const sorted = { table: cast.table.id, offset: 0, limit: 9, filters: [], search: '' };
    const page = store.page({ ...sorted, sort: [{ column: 0, descending: true }] });
    expect(page.rows[0]).toEqual(['1152735103331642319']);
    const value = '1152735103331642318';
    const filtered = {
      ...sorted,
      sort: [],
      filters: [{ type: 'equals' as const, column: 0, value }],
    };
    expect(store.page(filtered).rows).toEqual([[value]]);
  });

  it.each([
    ['SELECT 9007199254740993', '9007199254740993'],
    ['SELECT -9223372036854775808', '-9223372036854775808'],
    ['SELECT 9007199254740992 + 1', '9007199254740993'],
    ["SELECT sum(value) FROM json_each('[9007199254740992, 1]')", '9007199254740993'],
    ["SELECT json_extract('[1152735103331642317]', '$[0]')", '1152735103331642317'],
  ])('%s', async (query, wanted) => {
    expect((await ask(query)).rows).toEqual([[wanted]]);
  });

  it('make text of the smaller ones beside them, digit for digit', async () => {
    const { rows, types } = await ask(
      "SELECT value FROM json_each('[7, 5000000000, 9007199254740993, 8, null, 1.5]')",
    );
    expect(rows.flat()).toEqual(['7', '5000000000', '9007199254740993', '8', null, '1.5']);
    expect(types).toEqual(['text']);
  });

  it('stay integers up to 2^53 through two queries', async () => {
    const first = await ask("SELECT value AS v FROM json_each('[5000000000, 9007199254740991]')");
    expect(first.types).toEqual(['integer']);
    const second = await ask("SELECT v || '' AS t FROM a", { a: first.table });
    expect(second.rows.flat()).toEqual(['5000000000', '9007199254740991']);
    const mean = await ask("SELECT avg(value) AS m FROM json_each('[1, 2, 6]')");
    expect((await ask('SELECT m / 2 FROM a', { a: mean.table })).rows).toEqual([[1.5]]);
  });

  it('are refused where SQLite would round a literal, and told where a cast stops at its limit', async () => {
    for (const query of [
      'SELECT 9223372036854775808',
      'SELECT 1 WHERE 1 < 99_999_999_999_999_999_999',
    ]) {
      await expect(ask(query)).rejects.toMatchObject({ code: 'sql_integer_literal' });
    }
    expect(
      (
        await ask(
          'SELECT \'99999999999999999999\', 1e30, "99999999999999999999".x FROM (SELECT 1 AS x) AS "99999999999999999999"',
        )
      ).rows,
    ).toEqual([['99999999999999999999', 1e30, 1]]);
    const { told } = await ask("SELECT CAST('99999999999999999999' AS INTEGER)");
    expect(told).toContain('integer_limit');
    await expect(
      ask("SELECT sum(value) FROM json_each('[9223372036854775807, 1]')"),
    ).rejects.toMatchObject({ code: 'sql_failed' });
  });
});
