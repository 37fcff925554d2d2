import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SQLite } from '@codemirror/lang-sql';
import { sqlName } from '../../../../src-renderer/cells/sql/sql-name.ts';

/** Words of SQL in every dialect the editor knows of. */
const words = `${SQLite.spec.keywords ?? ''} ${SQLite.spec.types ?? ''} ${SQLite.spec.builtin ?? ''}`;
const names = [...new Set(words.split(/\s+/)), 'Order', 'a b', 'a"b', '1st', '日期', "it's", ''];

describe('names written into a query', () => {
  it('stand for the table and the column of that name, whatever SQL calls so', () => {
    const wrong = names.filter((name) => name !== '').filter((name) => !isFound(name));
    expect(wrong).toEqual([]);
    expect(names.length).toBeGreaterThan(100);
  });

  it('stay plain where they may', () => {
    expect(['signup_date', 'key', 'People', 'order', 'group'].map(sqlName)).toEqual([
      ...['signup_date', 'key', 'People', '"order"', '"group"'],
    ]);
  });
});

function isFound(name: string): boolean {
  const db = new Database(':memory:');
  try {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    db.exec(`CREATE TABLE ${quoted} (${quoted} TEXT); INSERT INTO ${quoted} VALUES ('found')`);
    const own = sqlName(name);
    const query = `SELECT ${own}, a.${own} FROM ${own} a WHERE ${own} = 'found' GROUP BY ${own} ORDER BY ${own}`;
    return db.prepare<[], string>(query).pluck().get() === 'found';
  } catch {
    return false;
  } finally {
    db.close();
  }
}
