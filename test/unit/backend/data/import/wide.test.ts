import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/table.ts';
import { importBench } from '../../../../support/import-text.ts';
import { openTableStore } from '../../../../support/table-store.ts';
import { runQuery } from '../../../../../src-main/backend/data/index.ts';
import { summariseColumn } from '../../../../../src-main/backend/data/columns/summarise-column.ts';
import { rawRows } from '../../../../../src-main/backend/features/raw-rows.ts';

const width = 5000;
const rows = 40;
/** Column c of row r: numbers that tell both, and every hundredth column words. */
const cell = (r: number, c: number): number | string =>
  c % 100 === 0 ? `w${r}-${c}` : r * 10_000 + c;

const bench = importBench();
afterAll(() => bench.close());

function text(columns: number): string {
  const names = Array.from({ length: columns }, (_, c) => `n${c}`).join(',');
  const lines = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => cell(r, c)).join(','),
  );
  return `${names}\n${lines.join('\n')}\n`;
}

describe('tables wider than SQLite’s', { timeout: 120_000 }, () => {
  let table: TableInfo;
  beforeAll(async () => {
    const loaded = await bench.load(text(width));
    table = loaded.table;
    expect(loaded.rows).toEqual(
      Array.from({ length: rows }, (_, r) => Array.from({ length: width }, (_, c) => cell(r, c))),
    );
  }, 120_000);

  it('show their first rows before the import', async () => {
    const preview = await bench.preview(text(width), {}, 5);
    expect(preview.columns).toHaveLength(width);
    expect(preview.rows[2]![4321]).toBe(24_321);
  });

  it('are paged, sorted, filtered and searched by any column', () => {
    const query = { table: table.id, sort: [], filters: [], search: '', offset: 0, limit: 3 };
    const last = { column: 4999, descending: true };
    const page = bench.store.page({ ...query, sort: [last] });
    expect(page.rows[0]).toEqual(Array.from({ length: width }, (_, c) => cell(39, c)));
    const filters = [{ type: 'equals' as const, column: 3001, value: 73_001 }];
    expect(bench.store.page({ ...query, filters, sort: [last] }).numbers).toEqual([8]);
    expect(bench.store.page({ ...query, search: 'w5-4900' }).numbers).toEqual([6]);
  });

  it('give single rows, and chosen columns of all', () => {
    const [row] = rawRows({ tables: bench.store } as never, table, [11]);
    expect(row![2500]).toBe(cell(11, 2500));
    const [batch] = [...bench.store.scan(table.id, { columns: [4001, 3, 2000] })];
    expect(batch!.rows[5]).toEqual([54_001, 50_003, 'w5-2000']);
  });

  it('are profiled column by column', () => {
    const profile = summariseColumn(bench.db, table, 4999, undefined);
    expect(profile).toMatchObject({ missing: 0, distinct: rows });
  });

  it('answer SQL that names columns, and refuse *', async () => {
    const ask = async (query: string) =>
      (
        await runQuery(bench.store, {
          query,
          inputs: [{ name: 't', table }],
          rowLimit: 1000,
          secondsLimit: 60,
        })
      ).table;
    const sum = await ask('SELECT n1, n4999, n1 + n2001 AS s FROM t WHERE n3999 > 380000');
    expect([...bench.store.scan(sum.id)][0]!.rows).toEqual([
      [380_001, 384_999, 762_002],
      [390_001, 394_999, 782_002],
    ]);
    expect(sum.columns[1]).toEqual({ name: 'n4999', type: 'integer' });
    await expect(ask('SELECT * FROM t')).rejects.toMatchObject({ code: 'sql_failed' });
    const count = await ask('SELECT count(*) AS n FROM t');
    expect([...bench.store.scan(count.id)][0]!.rows).toEqual([[rows]]);
  });

  it('are there after the file is opened again, and gone when dropped', async () => {
    const { db, store } = openTableStore(bench.store.file.path);
    expect([...store.scan(table.id, { columns: [4999] })][0]!.rows[3]).toEqual([34_999]);
    expect(store.damaged()).toEqual([]);
    store.close();
    db.close();
    const pieces = bench.db
      .prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE ? || '%'")
      .pluck();
    const name = bench.store.physicalName(table.id);
    expect(pieces.get(name)).toBe(3);
    bench.store.drop(table.id);
    await expect.poll(() => pieces.get(name), { timeout: 30_000 }).toBe(0);
  });

  it('can be too wide, and then are read with columns left out', async () => {
    const columns = 20_010;
    const wide = `${Array.from({ length: columns }, (_, c) => `n${c}`).join(',')}\n${Array(columns).fill(1).join(',')}\n${Array(columns).fill(2).join(',')}\n`;
    await expect(bench.load(wide)).rejects.toMatchObject({
      code: 'file_too_many_columns',
      params: { found: columns, limit: 20_000 },
    });
    const skipped = Array.from({ length: columns - 3 }, (_, index) => ({ index, skip: true }));
    const { names, rows: read } = await bench.load(wide, { columns: skipped });
    expect([names, read[1]]).toEqual([
      ['n20007', 'n20008', 'n20009'],
      [2, 2, 2],
    ]);
  });
});
