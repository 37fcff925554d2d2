import SqliteDatabase from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { storageError } from '../../../../src-main/backend/storage/index.ts';
import { temporaryFolder } from '../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => folder.remove());

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
function codeOf(work: () => unknown): string | undefined {
  const error = storageError(thrownBy(work), 'f');
  return error instanceof PortraitError ? error.code : undefined;
}

describe('errors of SQLite and the disk', () => {
  it('say that the disk is full', () => {
    const db = new SqliteDatabase(folder.file('a'));
    db.exec('CREATE TABLE t (a)');
    db.pragma('max_page_count = 2');
    const fill = () => db.prepare('INSERT INTO t VALUES (zeroblob(100000))').run();
    expect(codeOf(fill)).toBe('disk_full');
    db.close();
  });

  it('say that the workspace cannot be written', () => {
    new SqliteDatabase(folder.file('a')).exec('CREATE TABLE t (a)').close();
    const db = new SqliteDatabase(folder.file('a'), { readonly: true });
    expect(codeOf(() => db.exec('INSERT INTO t VALUES (1)'))).toBe('workspace_read_only');
    db.close();
  });

  it('say that it is locked', () => {
    const holder = new SqliteDatabase(folder.file('a'));
    holder.exec('BEGIN EXCLUSIVE');
    const db = new SqliteDatabase(folder.file('a'), { timeout: 0 });
    expect(codeOf(() => db.exec('CREATE TABLE t (a)'))).toBe('workspace_locked');
    db.close();
    holder.close();
  });

  it('say that it is damaged', () => {
    writeFileSync(folder.file('a'), 'not a database at all, but long enough to be read'.repeat(50));
    const db = new SqliteDatabase(folder.file('a'));
    expect(codeOf(() => db.pragma('user_version'))).toBe('workspace_page_damaged');
    db.close();
  });

  it('leave any other error as it is', () => {
    const error = new TypeError('x');
    expect(storageError(error, 'f')).toBe(error);
  });
});
