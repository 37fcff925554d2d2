import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/table.ts';
import { runQuery } from '../../../../../src-main/backend/data/index.ts';
import { temporaryFolder } from '../../../../support/folder.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const folder = temporaryFolder();
const { db, store } = openTableStore(folder.file('workspace.db'));
let people: TableInfo;

beforeAll(() => {
  const writer = store.create(
    [
      { name: 'name', type: 'text' },
      { name: 'Buys it', type: 'boolean', words: ['nein', 'ja'] },
    ],
    { synthetic: false },
  );
  writer.append([
    ['a', 1],
    ['b', 0],
    ['c', null],
    ['ja', 1],
  ]);
  people = writer.finish();
});
afterAll(() => {
  db.close();
  folder.remove();
});

async function query(text: string) {
  const inputs = [{ name: 'people', table: people }];
  const { table } = await runQuery(store, { query: text, inputs, rowLimit: 100, secondsLimit: 20 });
  const rows = [...store.scan(table.id)].flatMap((batch) => batch.rows);
  return { columns: table.columns, rows };
}
const names = async (where: string) =>
  (await query(`SELECT name FROM people p WHERE ${where}`)).rows.map(([name]) => name);

describe('a query over a column of truth values', () => {
  it('keeps its words where the column goes on as it is', async () => {
    const { columns, rows } = await query(
      'SELECT "Buys it", count(*) AS n FROM people GROUP BY 1 ORDER BY 1',
    );
    expect(columns).toEqual([
      { name: 'Buys it', type: 'boolean', words: ['nein', 'ja'] },
      { name: 'n', type: 'integer' },
    ]);
    expect(rows).toEqual([
      [null, 1],
      [0, 1],
      [1, 2],
    ]);
  });

  it.each([
    [`upper("Buys it")`, 'JA'],
    [`p."Buys it" || '!'`, 'ja!'],
    [`'is ' || p.[buys it]`, 'is ja'],
    [`length("Buys it") + 0`, 2],
    [`CAST("Buys it" AS TEXT)`, 'ja'],
    [`coalesce("Buys it", 'unknown')`, 'ja'],
    [`CASE WHEN name = 'a' THEN "Buys it" ELSE 'none' END`, 'ja'],
    [`printf('%s', "Buys it")`, 'ja'],
    [`"Buys it" LIKE 'J%'`, 1],
    [`"Buys it" + 1`, 2],
    [`CASE WHEN "Buys it" THEN 'x' ELSE 'y' END`, 'x'],
    [`json_object('buys', "Buys it")`, '{"buys":"ja"}'],
    [`coalesce("Buys it", name)`, 'ja'],
    [`ifnull(p."Buys it", p.name)`, 'ja'],
    [`coalesce("Buys it", 2)`, 1],
    [`CASE WHEN name = 'a' THEN "Buys it" ELSE p.name END`, 'ja'],
    [`CASE WHEN name = 'a' THEN "Buys it" ELSE length(name) END`, 1],
    [`iif("Buys it", "Buys it", name)`, 'ja'],
    [`iif("Buys it", name, 3)`, 'a'],
    [`max("Buys it", 0)`, 1],
    [`CAST("Buys it" AS REAL)`, 1],
    [`iif("Buys it", 'paid', 'free')`, 'paid'],
    [`iif(name = 'b', 'b', "Buys it")`, 'ja'],
    [`iif("Buys it", upper("Buys it"), 'free')`, 'JA'],
    [`printf('%d of %s', "Buys it", "Buys it")`, '1 of ja'],
    [`printf('%5.1f%%', "Buys it")`, '  1.0%'],
    [`substr('abc', "Buys it", 2)`, 'ab'],
    [`substr("Buys it", "Buys it", 1)`, 'j'],
  ])('gives the text that the table shows: %s', async (expression, wanted) => {
    const { columns, rows } = await query(`SELECT ${expression} FROM people p WHERE name = 'a'`);
    expect(rows).toEqual([[wanted]]);
    expect(columns[0]!.name).toBe(expression);
  });

  it.each([
    [
      `SELECT "Buys it" || '!' AS said FROM (SELECT count(*) AS "Buys it" FROM people WHERE name = 'a')`,
      '1!',
    ],
    [
      `SELECT "Buys it" || '!' AS said FROM (SELECT count(*) "Buys it" FROM people WHERE name = 'a')`,
      '1!',
    ],
    [
      `WITH t(a, "Buys it") AS (SELECT name, 1 FROM people) SELECT upper("Buys it") FROM t LIMIT 1`,
      '1',
    ],
    [`SELECT upper("Buys it") FROM (SELECT name AS "buys it" FROM people WHERE name = 'b')`, 'B'],
    [
      `WITH t AS (SELECT * FROM people) SELECT upper("Buys it") AS x FROM t WHERE name = 'b'`,
      'NEIN',
    ],
    [
      `SELECT trim(upper("Buys it")) x FROM people WHERE NOT "Buys it" AND "Buys it" IS NOT NULL`,
      'NEIN',
    ],
    [
      `SELECT max(lower("Buys it")) FROM (SELECT "Buys it" FROM people UNION ALL SELECT 'Zoe')`,
      'zoe',
    ],
  ])('leaves what only goes by the name of the column: %s', async (text, wanted) => {
    expect((await query(text)).rows).toEqual([[wanted]]);
  });

  it.each([
    [`SELECT p."Buys it" AS "Buys it", name FROM people p WHERE p."Buys it" = 'nein'`, [[0, 'b']]],
    [`SELECT max("Buys it") AS "Buys it" FROM people WHERE "Buys it" = 'nein'`, [[0]]],
    [`SELECT upper("Buys it") AS "Buys it" FROM people WHERE "Buys it" = 'nein'`, [['NEIN']]],
    [
      `WITH t AS (SELECT name, "buys it" AS "Buys it" FROM people) SELECT name FROM t WHERE "Buys it" = 'nein'`,
      [['b']],
    ],
    [
      `WITH t AS (SELECT name, p."Buys it" "Buys it" FROM people p) SELECT "Buys it" || '!' FROM t WHERE name = 'b'`,
      [['nein!']],
    ],
    [
      `SELECT max("Buys it") AS "Buys it" FROM people WHERE "Buys it" = 'nein' AND name IN (SELECT name FROM people)`,
      [[0]],
    ],
    [
      `SELECT * FROM (SELECT count(*) AS "Buys it" FROM people WHERE "Buys it" = 'ja') WHERE "Buys it" > 1`,
      [[2]],
    ],
    [
      `WITH t(a, "Buys it") AS MATERIALIZED (SELECT name, 7 FROM people WHERE "Buys it" = 'nein') SELECT a || "Buys it" FROM t`,
      [['b7']],
    ],
    [
      `SELECT n || "Buys it" FROM (SELECT count(*) AS n, 'x' AS "Buys it" FROM people WHERE "Buys it" || '' = 'ja')`,
      [['2x']],
    ],
    [
      `SELECT name FROM people WHERE "Buys it" IN (SELECT "Buys it" FROM people WHERE name = 'ja')`,
      [['a'], ['ja']],
    ],
  ])('keeps the column where it is named as itself: %s', async (text, wanted) => {
    expect((await query(text)).rows).toEqual(wanted);
  });

  it('gathers words as texts, and counts them as numbers', async () => {
    const { rows } = await query(
      `SELECT group_concat(DISTINCT "Buys it"), sum("Buys it"), avg("Buys it") FROM people`,
    );
    expect(rows).toEqual([['ja,nein', 2, 2 / 3]]);
  });

  it('is no column of truth values where a union puts others under it', async () => {
    const { columns, rows } = await query(
      'SELECT "Buys it" FROM people UNION ALL SELECT name FROM people',
    );
    expect(columns).toEqual([{ name: 'Buys it', type: 'text' }]);
    expect(rows).toHaveLength(8);
  });

  it.each([
    [`"Buys it" = 'ja'`, ['a', 'ja']],
    [`p."buys it"='JA'`, ['a', 'ja']],
    [`'nein' = "Buys it"`, ['b']],
    [`'nein' <> p.[Buys it]`, ['a', 'ja']],
    [`"Buys it" IS NOT 'ja'`, ['b', 'c']],
    [`"Buys it" != 'yes'`, ['b']],
    [`"Buys it" IS NOT DISTINCT FROM 'ja'`, ['a', 'ja']],
    [`'ja' IS DISTINCT FROM "Buys it"`, ['b', 'c']],
    [`"Buys it" = 'ja' COLLATE NOCASE`, ['a', 'ja']],
    [`EXISTS (SELECT 1 FROM people o WHERE o."Buys it" = 'nein' AND o.name = p.name)`, ['b']],
    [`"Buys it" IN ('ja', 'nein')`, ['a', 'b', 'ja']],
    [`"Buys it" NOT IN ('ja')`, ['b']],
    [`CASE "Buys it" WHEN 'ja' THEN 1 WHEN 'nein' THEN 0 END = 1`, ['a', 'ja']],
    [`"Buys it"`, ['a', 'ja']],
    [`"Buys it" = 1 AND name <> 'ja'`, ['a']],
    [`name = 'ja'`, ['ja']],
    [`"Buys it" = 'perhaps'`, []],
  ])('finds by its words: %s', async (where, found) => {
    expect(await names(where)).toEqual(found);
  });

  it.each([
    [`SELECT name FROM (SELECT name, "Buys it" AS b FROM people) WHERE b = 'nein'`, [['b']]],
    [`SELECT name, "Buys it" AS b FROM people WHERE b = 'nein'`, [['b', 0]]],
    [`SELECT q.name FROM (SELECT name, "Buys it" b FROM people) q WHERE q.b <> 'ja'`, [['b']]],
    [
      `WITH t(n, b) AS (SELECT name, "Buys it" FROM people), u AS (SELECT n, b AS c FROM t) SELECT n FROM u WHERE c IN ('nein')`,
      [['b']],
    ],
    [
      `SELECT (SELECT count(*) FROM people i WHERE i."Buys it" = 'ja' AND o.b = 'nein') AS n FROM (SELECT name, "Buys it" AS b FROM people) o ORDER BY name`,
      [[0], [2], [0], [0]],
    ],
    [`SELECT "Buys it" AS b, count(*) FROM people GROUP BY b HAVING b = 'ja'`, [[1, 2]]],
    [`SELECT b || '!' FROM (SELECT "Buys it" AS b FROM people) WHERE b = 'nein'`, [['nein!']]],
    [`SELECT max("Buys it") AS m FROM people GROUP BY "Buys it" IS NULL HAVING m = 'ja'`, [[1]]],
    [
      `SELECT name FROM (SELECT name, lag("Buys it") OVER (ORDER BY name) AS was FROM people) WHERE was = 'nein'`,
      [['c']],
    ],
    [
      `SELECT name FROM (SELECT name, "Buys it" AS b FROM people) WHERE coalesce(b, 0) = 'nein' ORDER BY 1`,
      [['b'], ['c']],
    ],
    [`SELECT count(*) FROM people WHERE ("Buys it") = ('ja')`, [[2]]],
    [`SELECT upper(min("Buys it")) AS u FROM people`, [['NEIN']]],
    [
      `SELECT lag("Buys it", 1, 'none') OVER (ORDER BY name) AS was FROM people`,
      [['none'], ['ja'], ['nein'], [null]],
    ],
    // Called so within, the column is not what it is called outside.
    [`SELECT count(*) FROM (SELECT name AS b FROM people) WHERE b = 'ja'`, [[1]]],
    [
      `SELECT count(*) FROM (SELECT count(*) AS b, "Buys it" AS a FROM people) WHERE b = 'nein'`,
      [[0]],
    ],
  ])('follows a column by any name: %s', async (text, wanted) => {
    expect((await query(text)).rows).toEqual(wanted);
  });

  it.each([
    [`SELECT max("Buys it") AS m FROM people`, 1],
    [`SELECT min("Buys it") AS m FROM people`, 0],
    [`SELECT lag("Buys it") OVER (ORDER BY name) AS m FROM people LIMIT 1 OFFSET 1`, 1],
    [
      `SELECT first_value("Buys it") OVER w AS m FROM people WINDOW w AS (ORDER BY name) LIMIT 1`,
      1,
    ],
    [`SELECT m FROM (SELECT max("Buys it") FILTER (WHERE name <> 'x') AS m FROM people)`, 1],
    [`WITH t AS (SELECT "Buys it" AS x FROM people) SELECT x AS m FROM t LIMIT 1`, 1],
    [
      `SELECT "Buys it" AS m FROM people UNION SELECT max("Buys it") FROM people LIMIT 1 OFFSET 1`,
      0,
    ],
  ])('keeps its words where one of its values is handed on: %s', async (text, wanted) => {
    const { columns, rows } = await query(text);
    expect(columns).toEqual([{ name: 'm', type: 'boolean', words: ['nein', 'ja'] }]);
    expect(rows).toEqual([[wanted]]);
  });

  it.each([
    [`SELECT sum("Buys it") AS n FROM people`, 2],
    [`SELECT max("Buys it", 0) + 0 AS n FROM people WHERE name = 'a'`, 1],
    [`SELECT count(*) AS n FROM people WHERE "Buys it" AND NOT "Buys it" = 'nein'`, 2],
    [`SELECT "Buys it" = 'ja' AS n FROM people WHERE name = 'a'`, 1],
  ])('is a number where it counts: %s', async (text, wanted) => {
    const { columns, rows } = await query(text);
    expect(columns).toEqual([{ name: 'n', type: 'integer' }]);
    expect(rows).toEqual([[wanted]]);
  });

  it.each([
    `"Buys it" = 'ja'`,
    `p."Buys it" IN ('ja', 'nein')`,
    `CASE "Buys it" WHEN 'ja' THEN 1 END`,
    `upper("Buys it") || 'x'`,
    `max("Buys it")`,
  ])('leaves the name that a result has: %s', async (expression) => {
    const { columns } = await query(`SELECT ${expression}, name FROM people p`);
    expect(columns.map(({ name }) => name)).toEqual([expression, 'name']);
  });

  it.each([
    [`SELECT "Buys it" FROM people WHERE name = 'b' UNION SELECT 'x'`, ['nein', 'x']],
    [
      `SELECT name FROM people WHERE name = 'b' UNION ALL SELECT "Buys it" FROM people WHERE name = 'a'`,
      ['b', 'ja'],
    ],
    [
      `SELECT "Buys it" AS k FROM people UNION SELECT name FROM people`,
      [null, 'a', 'b', 'c', 'ja', 'nein'],
    ],
    [
      `SELECT "Buys it" FROM people WHERE name = 'b' UNION ALL VALUES ('ja'), ('x')`,
      ['nein', 'ja', 'x'],
    ],
    [
      `SELECT k FROM (SELECT * FROM people WHERE name = 'b' UNION SELECT 'x', upper(name) FROM people) AS t(k) LIMIT 0`,
      null,
    ],
    [
      `WITH t AS (SELECT name, "Buys it" AS k FROM people UNION ALL SELECT name, name || '' FROM people) SELECT name FROM t WHERE k = 'ja'`,
      ['a', 'ja', 'ja'],
    ],
    [`SELECT "Buys it" FROM people WHERE name = 'b' UNION ALL SELECT count(*) FROM people`, [0, 4]],
    [
      `SELECT "Buys it" FROM (SELECT * FROM people WHERE name = 'b' UNION ALL SELECT name, name FROM people WHERE name = 'c')`,
      ['nein', 'c'],
    ],
  ])('goes under one name with texts as a text: %s', async (text, wanted) => {
    if (wanted === null) await expect(query(text)).rejects.toMatchObject({ code: 'sql_failed' });
    else expect((await query(text)).rows.map(([value]) => value)).toEqual(wanted);
  });

  it.each([
    [
      `SELECT o.name FROM people p JOIN people o ON p."Buys it" = o.name WHERE p.name = 'a'`,
      [['ja']],
    ],
    [
      `SELECT p.name FROM people p WHERE p."Buys it" IN (SELECT name FROM people) ORDER BY 1`,
      [['a'], ['ja']],
    ],
    [`SELECT count(*) FROM people p JOIN people o ON o."Buys it" = p."Buys it"`, [[5]]],
    [`SELECT name FROM people WHERE name IN (SELECT "Buys it" FROM people)`, [['ja']]],
    [
      `SELECT name FROM people WHERE name NOT IN (SELECT DISTINCT "Buys it" FROM people p WHERE "Buys it" IS NOT NULL) ORDER BY 1`,
      [['a'], ['b'], ['c']],
    ],
    [`SELECT count(*) FROM people WHERE 'nein' IN (SELECT "Buys it" FROM people)`, [[4]]],
    [`SELECT count(*) FROM people WHERE 1 IN (SELECT "Buys it" FROM people)`, [[4]]],
    [
      `SELECT name FROM people WHERE "Buys it" = (SELECT name FROM people ORDER BY name DESC LIMIT 1)`,
      [['a'], ['ja']],
    ],
    [`SELECT name FROM people WHERE name = (SELECT max("Buys it") FROM people)`, [['ja']]],
  ])('is compared with a column of texts by its words: %s', async (text, wanted) => {
    expect((await query(text)).rows).toEqual(wanted);
  });

  it('is told apart from one whose name differs in case alone', async () => {
    const writer = store.create(
      [
        { name: 'OK', type: 'boolean', words: ['nein', 'ja'] },
        { name: 'ok', type: 'boolean', words: ['no', 'yes'] },
      ],
      { synthetic: false },
    );
    writer.append([
      [1, 0],
      [0, 1],
    ]);
    const inputs = [{ name: 'both', table: writer.finish() }];
    const text = `SELECT OK || ok AS t, ok, max(OK) FROM both WHERE OK = 'ja' AND ok = 'no'`;
    const { table } = await runQuery(store, {
      ...{ query: text, inputs, rowLimit: 10, secondsLimit: 20 },
    });
    expect(table.columns.slice(1)).toEqual([
      { name: 'ok', type: 'boolean', words: ['no', 'yes'] },
      { name: 'max(OK)', type: 'boolean', words: ['nein', 'ja'] },
    ]);
    expect([...store.scan(table.id)].flatMap((batch) => batch.rows)).toEqual([['jano', 0, 1]]);
  });
});
