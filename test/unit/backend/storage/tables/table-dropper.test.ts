import SqliteDatabase from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { TableDropper } from '../../../../../src-main/backend/storage/tables/table-dropper.ts';

it('a table that is gone already stands in the way of no other', async () => {
  const db = new SqliteDatabase(':memory:');
  const rows = 20_000;
  const dropper = new TableDropper(db);
  for (const name of ['t_a', 't_b']) {
    db.exec(`CREATE TABLE ${name} (c0)`);
    db.prepare(
      `INSERT INTO ${name} WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) SELECT i FROM n`,
    ).run();
    dropper.drop(name, rows);
  }
  // As a workspace that was written anew while an import was given up leaves it.
  db.exec('DROP TABLE t_a');
  const left = () => db.prepare('SELECT name FROM sqlite_schema').pluck().all();
  for (let tries = 0; tries < 100 && left().length > 0; tries += 1) await sleep(10);
  expect(left()).toEqual([]);
  dropper.close();
  db.close();
});
