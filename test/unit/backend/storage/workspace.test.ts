import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { newNotebook } from '../../../../src-main/backend/notebook/new-notebook.ts';
import { migrations } from '../../../../src-main/backend/storage/migrations.ts';
import { Workspace, type WorkspaceDeps } from '../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
const open: Workspace[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.file('mine.portrait');
});
afterEach(() => {
  for (const workspace of open.splice(0)) workspace.close();
  folder.remove();
});

function openWorkspace(extra: Partial<WorkspaceDeps> = {}, file = path): Workspace {
  const workspace = Workspace.open(file, { clock: () => 1.8e12, newId: counter('id'), ...extra });
  open.push(workspace);
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
const note = newNotebook;

describe('a workspace file', () => {
  it('carries our mark, the format and the pragmas that keep it safe', () => {
    const { db } = openWorkspace();
    const pragma = (name: string): unknown => db.pragma(name, { simple: true });
    expect(pragma('application_id')).toBe(0x50525452);
    expect(pragma('user_version')).toBe(migrations.length);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('trusted_schema')).toBe(0);
    expect(pragma('secure_delete')).toBe(1);
    expect(pragma('busy_timeout')).toBe(5000);
  });

  it('keeps what was put in it', () => {
    const first = openWorkspace();
    const blob = first.blobs.put(new Uint8Array([1, 2, 3]));
    first.notebooks.create('n', note('Mine'), 5);
    first.close();
    const second = openWorkspace();
    expect([...second.blobs.get(blob)]).toEqual([1, 2, 3]);
    expect(second.notebooks.get('n').document.title).toBe('Mine');
    expect(second.notice).toBeNull();
  });

  it('tells a blob whose bytes have changed', () => {
    const workspace = openWorkspace();
    const blob = workspace.blobs.put(new Uint8Array(50));
    workspace.db.prepare('UPDATE blobs SET bytes = ?').run(Buffer.alloc(50, 1));
    expect(codeOf(() => workspace.blobs.get(blob))).toBe('workspace_page_damaged');
    expect(codeOf(() => workspace.blobs.get('other'))).toBe('not_found');
  });

  it('copies itself while in use, never over another file', () => {
    const workspace = openWorkspace();
    workspace.notebooks.create('n', note('Mine'), 5);
    const target = folder.file('copy.portrait');
    expect(workspace.backUp(target)).toBe(statSync(target).size);
    expect(codeOf(() => openWorkspace({}, target).notebooks.get('n'))).toBe('none');
    expect(() => workspace.backUp(target)).toThrow();
  });
});

describe('opening', () => {
  it('keeps a second instance out of the same file', () => {
    openWorkspace();
    expect(codeOf(() => openWorkspace())).toBe('workspace_locked');
  });

  it('keeps another process out, and is free again the moment that process is killed', async () => {
    const child = fork(new URL('./hold-workspace.ts', import.meta.url), [path]);
    const ended = once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`ended with ${code}`)),
    );
    await Promise.race([once(child, 'message'), ended]);
    expect(codeOf(() => openWorkspace())).toBe('workspace_locked');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(openWorkspace().notebooks.get('n').document.title).toBe('held');
  });

  it('refuses a newer file and does not change a byte of it', () => {
    const newer = openWorkspace({
      migrations: [...migrations, (db) => db.exec('CREATE TABLE x (y)')],
    });
    newer.close();
    const before = readFileSync(path);
    const beside = readdirSync(folder.path);
    expect(codeOf(() => openWorkspace())).toBe('workspace_newer');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder.path)).toEqual(beside);
  });

  it('refuses the file of another program and leaves it alone', () => {
    const other = folder.file('other.db');
    new SqliteDatabase(other).exec('CREATE TABLE theirs (a)').close();
    expect(codeOf(() => openWorkspace({}, other))).toBe('workspace_not_ours');
    const text = folder.file('table.csv');
    writeFileSync(text, 'a,b\n1,2\n'.repeat(100));
    expect(codeOf(() => openWorkspace({}, text))).toBe('workspace_not_ours');
    expect(readFileSync(text, 'utf8')).toBe('a,b\n1,2\n'.repeat(100));
    expect(codeOf(() => openWorkspace({}, folder.path))).toBe('workspace_folder');
    expect(readdirSync(folder.path).sort()).toEqual(['other.db', 'table.csv']);
  });

  it('backs up before a migration and says where', () => {
    openWorkspace().close();
    const workspace = openWorkspace({
      migrations: [...migrations, (db) => db.exec('CREATE TABLE added (y)')],
    });
    expect(workspace.notice?.code).toBe('workspace_migrated');
    const backup = String(workspace.notice?.params['backup']);
    expect(new SqliteDatabase(backup).pragma('user_version', { simple: true })).toBe(
      migrations.length,
    );
  });

  it('leaves the old format in place where a migration fails', () => {
    openWorkspace().close();
    const failing = (db: SqliteDatabase.Database): void => {
      db.exec('CREATE TABLE half (y)');
      throw new Error('no');
    };
    expect(() => openWorkspace({ migrations: [...migrations, failing] })).toThrow('no');
    const { db } = openWorkspace();
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(
      0,
    );
  });
});

describe('a damaged file', () => {
  function damage(how: (file: string) => void): PortraitError {
    const workspace = openWorkspace();
    workspace.notebooks.create('n', note('x'), 5);
    for (let i = 0; i < 50; i += 1) workspace.blobs.put(new Uint8Array(5000).fill(i));
    workspace.close();
    how(path);
    try {
      openWorkspace();
    } catch (error) {
      if (error instanceof PortraitError) return error;
      throw error;
    }
    throw new Error('opened');
  }
  const garble = (at: number, count: number) => (file: string) => {
    const bytes = readFileSync(file);
    bytes.fill(0xa5, at, at + count);
    writeFileSync(file, bytes);
  };

  it.each([
    ['its beginning garbled', garble(0, 64)],
    ['a page garbled', garble(4096 * 3, 4096)],
    ['its end cut off', (file: string) => truncateSync(file, 4096 * 5)],
  ])('with %s is set aside, not deleted, and a new one may take its place', (_, how) => {
    let damaged = Buffer.alloc(0);
    const error = damage((file) => {
      how(file);
      damaged = readFileSync(file);
    });
    expect(error.code).toBe('workspace_damaged');
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(String(error.params['aside'])).equals(damaged)).toBe(true);
    expect(openWorkspace().notebooks.list()).toEqual([]);
  });

  it('names the newest backup', () => {
    openWorkspace().close();
    openWorkspace({ migrations: [...migrations, (db) => db.exec('CREATE TABLE a (y)')] }).close();
    garble(0, 64)(path);
    let backup = '';
    try {
      openWorkspace();
    } catch (error) {
      if (error instanceof PortraitError) backup = String(error.params['backup']);
    }
    expect(readdirSync(folder.path).map((name) => folder.file(name))).toContain(backup);
    expect(backup).toContain('.before-');
  });
});

describe('silent loss', () => {
  it('is noticed where a write-ahead log was deleted after a crash', () => {
    // What a crash leaves behind: the file as of its last checkpoint; the mark is newer.
    const crashed = folder.file('crashed.portrait');
    const other = openWorkspace({}, crashed);
    other.notebooks.create('n', note('kept'), 5);
    other.db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(crashed, folder.file('checkpointed'));
    other.notebooks.create('m', note('lost'), 6);
    other.close();
    copyFileSync(folder.file('checkpointed'), crashed);
    rmSync(`${crashed}-wal`, { force: true });
    rmSync(`${crashed}-shm`, { force: true });
    const again = openWorkspace({}, crashed);
    expect(again.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(again.notice).toEqual({ code: 'workspace_lost_changes', params: { count: 1 } });
    again.close();
    expect(openWorkspace({}, crashed).notice).toBeNull();
  });

  it('is noticed where rows of a table are gone', () => {
    const workspace = openWorkspace();
    const writer = workspace.tables.create([{ name: 'a', type: 'integer' }], { synthetic: false });
    writer.append([[1], [2], [3]]);
    const { id } = writer.finish();
    workspace.db.prepare(`DELETE FROM ${workspace.tables.physicalName(id)} WHERE c0 = 2`).run();
    workspace.close();
    const { notice } = openWorkspace();
    expect(notice?.code).toBe('workspace_lost_rows');
    expect(notice?.params).toMatchObject({ expected: 3, found: 2, places: 1 });
  });
});

it('gives the space of what was dropped back when it closes', () => {
  const workspace = openWorkspace();
  const blobs = [1, 2, 3].map((fill) => workspace.blobs.put(new Uint8Array(1e6).fill(fill)));
  workspace.close();
  const full = statSync(path).size;
  const again = openWorkspace();
  for (const blob of blobs) again.blobs.drop(blob);
  again.close();
  expect(statSync(path).size).toBeLessThan(full - 2.9e6);
});

describe('a disk that does not take more', () => {
  it('is told as a full disk, and what was saved stays', () => {
    const workspace = openWorkspace();
    workspace.notebooks.create('n', note('kept'), 5);
    const pages = Number(workspace.db.pragma('page_count', { simple: true }));
    workspace.db.pragma(`max_page_count = ${pages + 2}`);
    let thrown: unknown;
    try {
      workspace.blobs.put(new Uint8Array(100_000));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'SQLITE_FULL' });
    expect(workspace.notebooks.get('n').document.title).toBe('kept');
  });
});
