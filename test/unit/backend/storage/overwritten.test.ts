import SqliteDatabase from 'better-sqlite3';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { newNotebook } from '../../../../src-main/backend/notebook/new-notebook.ts';
import { metaEntries } from '../../../../src-main/backend/storage/file/meta-page.ts';
import { Workspace } from '../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
const opened: Workspace[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.file('mine.portrait');
});
afterEach(() => {
  for (const workspace of opened.splice(0)) workspace.close();
  folder.remove();
});

function open(file = path): Workspace {
  const workspace = Workspace.open(file, { clock: () => 1.8e12, newId: counter('id') });
  opened.push(workspace);
  return workspace;
}
function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof PortraitError) return error.code;
    throw error;
  }
  return 'none';
}
const create = (workspace: Workspace, id: string) => () =>
  workspace.notebooks.create(id, newNotebook(id), 5);
/** As `cp` does it: other bytes in the same file. */
const overwrite = (from: string) => writeFileSync(path, readFileSync(from));
const titles = (file: string): unknown[] => {
  const db = new SqliteDatabase(file, { readonly: true });
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    return db.prepare('SELECT title FROM notebooks ORDER BY rowid').pluck().all();
  } finally {
    db.close();
  }
};

/** A file of its own, closed. */
function other(title: string): string {
  const file = folder.file(`${title}.portrait`);
  const workspace = open(file);
  create(workspace, title)();
  workspace.close();
  opened.pop();
  return file;
}

describe('a file that others are copied over while it is open', () => {
  it('by another workspace: is noticed, takes nothing more, and what was copied there stays whole', async () => {
    const theirs = other('theirs');
    const workspace = open();
    create(workspace, 'one')();
    overwrite(theirs);
    expect(codeOf(create(workspace, 'two'))).toBe('workspace_replaced');
    expect(workspace.problem?.code).toBe('workspace_replaced');
    await workspace.saveTo(folder.file('saved.portrait'));
    create(workspace, 'three')();
    expect(workspace.problem).toBeNull();
    workspace.close();
    expect(readFileSync(path)).toEqual(readFileSync(theirs));
    expect(titles(path)).toEqual(['theirs']);
    // What was written when nobody could know yet is kept beside it.
    expect(titles(folder.file('saved.portrait'))).toEqual(['one', 'three']);
  });

  it('is left as it is also where nothing is saved elsewhere', () => {
    const theirs = other('theirs');
    const workspace = open();
    create(workspace, 'one')();
    overwrite(theirs);
    workspace.close();
    expect(readFileSync(path)).toEqual(readFileSync(theirs));
    expect(titles(path)).toEqual(['theirs']);
  });

  it('by a copy of its own, made before it was opened or since: is noticed', () => {
    const former = folder.file('former');
    const first = open();
    create(first, 'one')();
    first.close();
    opened.pop();
    copyFileSync(path, former);
    const workspace = open();
    create(workspace, 'two')();
    workspace.look();
    overwrite(former);
    expect(codeOf(create(workspace, 'three'))).toBe('workspace_replaced');
    workspace.close();
    opened.pop();
    const again = open();
    create(again, 'four')();
    settled(again);
    copyFileSync(path, former);
    create(again, 'five')();
    settled(again);
    overwrite(former);
    expect(codeOf(create(again, 'six'))).toBe('workspace_replaced');
  });

  it('by something that is no workspace, or cut short: is noticed', () => {
    const workspace = open();
    create(workspace, 'one')();
    writeFileSync(path, Buffer.alloc(60_000, 'x'));
    expect(codeOf(create(workspace, 'two'))).toBe('workspace_replaced');
  });
});

it('writing its own file, or touching it, is not being overwritten', () => {
  const workspace = open();
  for (let count = 0; count < 30; count += 1) {
    create(workspace, `n ${count}`)();
    if (count % 3 === 0) workspace.db.pragma('wal_checkpoint(TRUNCATE)');
    if (count % 4 === 0) workspace.db.exec('CREATE TABLE x AS SELECT 1 y; DROP TABLE x');
    workspace.look();
  }
  expect(workspace.problem).toBeNull();
});

describe('metaEntries(page)', () => {
  it('reads what SQLite wrote, whatever the texts', () => {
    const file = folder.file('meta.db');
    const db = new SqliteDatabase(file);
    db.exec('CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID');
    const rows = { changes: '1234567', empty: '', 键: '值'.repeat(50), long: 'x'.repeat(300) };
    const insert = db.prepare('INSERT INTO meta VALUES (?, ?)');
    for (const [key, value] of Object.entries(rows)) insert.run(key, value);
    db.close();
    const page = readFileSync(file).subarray(4096, 8192);
    expect(Object.fromEntries(metaEntries(page) ?? [])).toEqual(rows);
  });

  it('is null for anything else', () => {
    for (const fill of [0, 10, 255]) expect(metaEntries(Buffer.alloc(4096, fill))).toBeNull();
    expect(metaEntries(Buffer.alloc(0))).toBeNull();
  });
});

/** Until everything is in the file itself: the state copies are made of. */
function settled(workspace: Workspace): void {
  workspace.look();
  workspace.look();
}
