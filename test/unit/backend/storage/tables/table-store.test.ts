import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { CellValue, Column, RowQuery } from '#shared/model/table.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const columns: Column[] = [
  { name: '__proto__', type: 'text' },
  { name: 'A', type: 'integer' },
  { name: 'a', type: 'real' },
];
const rows: CellValue[][] = [
  ['007', 3, 2.5],
  ['b_x', null, 2],
  ['B%', 1, null],
  [null, 2, -1e300],
];

function query(table: string, more: Partial<RowQuery> = {}): RowQuery {
  return { table, offset: 0, limit: 100, sort: [], filters: [], search: '', ...more };
}

function stored(count = 0) {
  const { db, store } = openTableStore();
  const writer = store.create(columns, { synthetic: false });
  writer.append(rows);
  if (count > 0) writer.append(Array.from({ length: count }, (_, i) => [`v${i}`, i, i / 2]));
  const info = writer.finish();
  return { db, store, info };
}

describe('TableStore', () => {
  it('gives back what was put in, whatever the columns are called', () => {
    const { store, info } = stored();
    expect(store.info(info.id)).toEqual({ id: info.id, columns, rows: 4, synthetic: false });
    expect(store.page(query(info.id))).toEqual({ total: 4, numbers: [1, 2, 3, 4], rows });
  });

  it('lists a table only once it is finished, and leaves nothing of an aborted one', () => {
    const { db, store } = openTableStore();
    const writer = store.create(columns, { synthetic: false });
    writer.append(rows);
    expect(store.list()).toEqual([]);
    writer.abort();
    expect(
      db
        .prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 't\\_%' ESCAPE '\\'")
        .pluck()
        .get(),
    ).toBe(0);
  });

  it('scans in batches, all columns or some', () => {
    const { store, info } = stored(5000);
    const batches = [...store.scan(info.id, { columns: [2, 0], batch: 1000 })];
    expect(batches.map(({ first }) => first)).toEqual([1, 1001, 2001, 3001, 4001, 5001]);
    expect(batches[0]!.rows[0]).toEqual([2.5, '007']);
    expect(batches.flatMap((batch) => batch.rows)).toHaveLength(5004);
  });

  it('sorts with missing values last in both directions', () => {
    const { store, info } = stored();
    const sorted = (descending: boolean) =>
      store.page(query(info.id, { sort: [{ column: 1, descending }] })).numbers;
    expect(sorted(false)).toEqual([3, 4, 1, 2]);
    expect(sorted(true)).toEqual([1, 4, 3, 2]);
  });

  it('filters by value, range, part of a text and absence', () => {
    const { store, info } = stored();
    const numbers = (filter: RowQuery['filters'][number]) =>
      store.page(query(info.id, { filters: [filter] })).numbers;
    expect(numbers({ type: 'equals', column: 0, value: '007' })).toEqual([1]);
    expect(numbers({ type: 'equals', column: 1, value: null })).toEqual([2]);
    expect(numbers({ type: 'range', column: 2, from: 2, to: 2.5 })).toEqual([1, 2]);
    expect(numbers({ type: 'contains', column: 0, text: '%' })).toEqual([3]);
    expect(numbers({ type: 'contains', column: 0, text: '_' })).toEqual([2]);
    expect(numbers({ type: 'missing', column: 0, missing: true })).toEqual([4]);
  });

  it('searches every column without regard to case', () => {
    const { store, info } = stored();
    expect(store.page(query(info.id, { search: 'B' })).numbers).toEqual([2, 3]);
    expect(store.page(query(info.id, { search: '2.5' })).numbers).toEqual([1]);
  });

  it('refuses columns that are not there', () => {
    const { store, info } = stored();
    expect(() => store.page(query(info.id, { sort: [{ column: 9, descending: false }] }))).toThrow(
      'column_missing',
    );
    expect(() => store.info('nope; DROP TABLE tables')).toThrow('not_found');
  });

  it('drops a large table at once for readers and bit by bit on disk', async () => {
    const { db, store, info } = stored(20_000);
    store.drop(info.id);
    expect(() => store.info(info.id)).toThrow('not_found');
    const there = db.prepare('SELECT count(*) FROM sqlite_schema WHERE name = ?').pluck();
    expect(there.get(store.physicalName(info.id))).toBe(1);
    for (let i = 0; i < 20; i += 1) await setImmediate();
    expect(there.get(store.physicalName(info.id))).toBe(0);
  });

  it.each([100, 20_000])(
    'tries again to drop %i rows that the database does not let go yet',
    async (count) => {
      const folder = mkdtempSync(join(tmpdir(), 'tables-'));
      folders.push(folder);
      const path = join(folder, 'x.db');
      const { db, store } = openTableStore(path);
      const writer = store.create(columns, { synthetic: false });
      writer.append(Array.from({ length: count }, (_, i) => [`v${i}`, i, i]));
      const name = store.physicalName(writer.id);
      const there = db.prepare('SELECT count(*) FROM sqlite_schema WHERE name = ?').pluck();
      db.pragma('busy_timeout = 0');
      const other = new Database(path);
      other.exec('BEGIN IMMEDIATE');
      writer.abort();
      for (let i = 0; i < 20; i += 1) await setImmediate();
      expect(there.get(name)).toBe(1);
      other.exec('ROLLBACK');
      await expect.poll(() => there.get(name), { timeout: 20_000 }).toBe(0);
      store.close();
      other.close();
      db.close();
    },
  );
  it('drops what an interrupted write left, and sorts large tables on another thread', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tables-'));
    folders.push(folder);
    const path = join(folder, 'x.db');
    const first = openTableStore(path);
    first.store.create(columns, { synthetic: false }).append(rows);
    const writer = first.store.create(columns, { synthetic: false });
    writer.append(Array.from({ length: 30_000 }, (_, i) => [`v${i}`, (i * 7919) % 30_000, i]));
    const { id } = writer.finish();
    first.db.close();

    const { db, store } = openTableStore(path);
    expect(store.list()).toEqual([id]);
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE name LIKE 't\\_%' ESCAPE '\\'")
      .pluck();
    expect(tables.all()).toEqual([store.physicalName(id)]);
    const page = await store.openPage(
      query(id, { sort: [{ column: 1, descending: true }], offset: 29_990 }),
    );
    expect(page.rows.map((row) => row[1])).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(page.total).toBe(30_000);
    db.prepare(`DELETE FROM ${store.physicalName(id)} WHERE rowid > 100`).run();
    expect(store.damaged()).toEqual([{ id, expected: 30_000, found: 100 }]);
    db.close();
  });
});
