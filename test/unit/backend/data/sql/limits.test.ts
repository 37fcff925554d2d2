import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runQuery } from '../../../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'sql-'));
const path = join(folder, 'workspace.db');
const { db, store } = openTableStore(path);
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const ask = (query: string) =>
  runQuery(store, { query, inputs: [], rowLimit: 100_000, secondsLimit: 120 });
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';

describe('what a query may take', () => {
  it.each([
    [
      "WITH RECURSIVE n(i, t) AS (SELECT 1, 'x' UNION ALL SELECT i + 1, t || t FROM n) SELECT max(length(t)) FROM n",
      'sql_memory_limit',
    ],
    ['SELECT randomblob(500000000) AS a, randomblob(500000000) AS b', 'sql_memory_limit'],
    ['SELECT zeroblob(1000000000)', 'sql_failed'],
    ["SELECT length(printf('%.*c', 999999999, 'x'))", 'sql_failed'],
    [`${endless} SELECT i FROM n`, 'sql_row_limit'],
  ])('memory, and nothing is left: %s', { timeout: 180_000 }, async (query, code) => {
    const before = store.list();
    await expect(ask(query)).rejects.toMatchObject({ code });
    expect(store.list()).toEqual(before);
  });

  it('a cell is cut, and says by how much', { timeout: 60_000 }, async () => {
    const { table, warnings } = await ask(
      "SELECT printf('%.*c', 1000000, 'x') AS t, zeroblob(1000000) AS b, 'short' AS s",
    );
    const page = { table: table.id, offset: 0, limit: 10, sort: [], filters: [], search: '' };
    const [row] = store.page(page).rows;
    expect(String(row?.[0]).slice(262_140)).toBe('xxxx… [+737856]');
    expect(String(row?.[1]).slice(262_140)).toBe('0000… [+1737856]');
    expect(row?.[2]).toBe('short');
    expect(warnings.map(({ kind, column }) => `${kind} ${column}`)).toEqual([
      'cell_cut t',
      'cell_cut b',
    ]);
    const [shown] = (await store.openPage(page)).rows;
    expect(String(shown?.[0]).slice(3998)).toBe('xx… [+258155]');
  });

  it('wide rows are written a few at a time, so that others are answered in between', async () => {
    const parts: number[] = [];
    const { table } = await runQuery(store, {
      query: `${endless} SELECT printf('%.*c', 200000, 'x') FROM n LIMIT 100`,
      ...{ inputs: [], rowLimit: 1000, secondsLimit: 120 },
      onRows: (rows) => parts.push(rows),
    });
    expect(table.rows).toBe(100);
    const steps = parts.map((rows, at) => rows - (parts[at - 1] ?? 0));
    expect(Math.max(...steps)).toBe(2);
  });
});
