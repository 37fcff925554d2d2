import SqliteDatabase from 'better-sqlite3';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { newNotebook } from '../../../../../src-main/backend/notebook/new-notebook.ts';
import { Workspace } from '../../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../../support/folder.ts';
import { storedRows } from '../../../../support/workspace.ts';

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

/** Titles in a file as it lies there, read beside whoever has it open. */
function titlesIn(file: string): string[] {
  copyFileSync(file, folder.file('looked-at'));
  const db = new SqliteDatabase(folder.file('looked-at'));
  try {
    return db.prepare<[], string>('SELECT title FROM notebooks ORDER BY rowid').pluck().all();
  } finally {
    db.close();
  }
}

const taken: [string, string, () => void][] = [
  ['renamed', 'workspace_gone', () => renameSync(path, folder.file('other.portrait'))],
  ['deleted', 'workspace_gone', () => rmSync(path)],
  [
    'exchanged for another',
    'workspace_replaced',
    () => {
      const other = folder.file('other.portrait');
      Workspace.open(other, { clock: () => 1, newId: counter('o') }).close();
      renameSync(other, path);
    },
  ],
];

describe.each(taken)('a workspace file %s while it is open', (_, code, take) => {
  it('is told, and nothing counts as saved from then on', () => {
    const workspace = open();
    create(workspace, 'before')();
    workspace.look();
    const changes: (string | null)[] = [];
    workspace.onProblem(() => changes.push(workspace.problem?.code ?? null));
    take();
    expect(codeOf(create(workspace, 'after'))).toBe(code);
    workspace.look();
    expect(changes).toEqual([code]);
    expect(codeOf(() => workspace.tables.file)).toBe(code);
  });

  it('is saved whole to a new file, in which work goes on', async () => {
    const workspace = open();
    create(workspace, 'before')();
    const writer = workspace.tables.create([{ name: 'a', type: 'integer' }], { synthetic: false });
    writer.append([[1], [2]]);
    take();
    workspace.look();
    const target = folder.file('deep/saved.portrait');
    await workspace.saveTo(target);
    expect(workspace.problem).toBeNull();
    expect(workspace.path).toBe(target);
    // What was being written goes on being written.
    writer.append([[3]]);
    const table = writer.finish();
    create(workspace, 'after')();
    expect(readdirSync(folder.file('deep')).sort()).toEqual(
      ['', '-lock', '-shm', '-wal'].map((end) => `saved.portrait${end}`),
    );
    expect(existsSync(`${path}-wal`) || existsSync(`${path}-shm`)).toBe(false);
    workspace.close();
    const again = open(target);
    expect(again.notebooks.list().map(({ title }) => title)).toEqual(['before', 'after']);
    expect(storedRows(again, table.id)).toEqual([[1], [2], [3]]);
    expect(again.notice).toBeNull();
  });
});

it('a file that is emptied while it is open is told, though nothing is left of it', () => {
  const workspace = open();
  truncateSync(path, 0);
  expect(codeOf(create(workspace, 'after'))).toBe('workspace_replaced');
});

it('is noticed by itself within a second', async () => {
  const workspace = open();
  const noticed = new Promise<void>((resolve) => workspace.onProblem(resolve));
  const began = performance.now();
  rmSync(path);
  await noticed;
  // Two looks, with room for a busy machine.
  expect(performance.now() - began).toBeLessThan(3000);
});

it('a file that was renamed takes along all that was acknowledged, also where the process is killed', async () => {
  const moved = folder.file('moved.portrait');
  const child = fork(new URL('../hold-workspace.ts', import.meta.url), [path]);
  await once(child, 'message');
  renameSync(path, moved);
  await expect.poll(() => statSync(`${path}-wal`).size, { timeout: 10_000 }).toBe(0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(titlesIn(moved)).toEqual(['held']);
});

it('a file put back under its old name is written to again', () => {
  const workspace = open();
  create(workspace, 'a')();
  renameSync(path, folder.file('away'));
  expect(codeOf(create(workspace, 'b'))).toBe('workspace_gone');
  renameSync(folder.file('away'), path);
  create(workspace, 'c')();
  workspace.close();
  expect(titlesIn(path)).toEqual(['a', 'c']);
});

it('goes on in its old place where it is saved back to it', async () => {
  const workspace = open();
  create(workspace, 'a')();
  rmSync(path);
  await workspace.saveTo(path);
  create(workspace, 'b')();
  workspace.close();
  expect(titlesIn(path)).toEqual(['a', 'b']);
});

it('is never saved over another file, nor into one that another instance has open', async () => {
  const workspace = open();
  const other = open(folder.file('other.portrait'));
  await expect(workspace.saveTo(other.path)).rejects.toMatchObject({ code: 'file_exists' });
  rmSync(other.path);
  await expect(workspace.saveTo(other.path)).rejects.toMatchObject({ code: 'workspace_locked' });
  create(workspace, 'still here')();
  expect(workspace.path).toBe(path);
});

describe.each(['-wal', '-shm'])('the %s file taken away while the workspace is open', (end) => {
  it('is made anew before anything counts as saved', () => {
    const workspace = open();
    create(workspace, 'a')();
    rmSync(path + end);
    create(workspace, 'b')();
    expect(workspace.problem).toBeNull();
    expect(existsSync(path + end)).toBe(true);
    // As a crash would leave it: the file with its log.
    for (const file of ['', '-wal']) copyFileSync(path + file, folder.file(`crashed${file}`));
    const db = new SqliteDatabase(folder.file('crashed'));
    expect(db.prepare('SELECT count(*) FROM notebooks').pluck().get()).toBe(2);
    db.close();
  });
});

describe('a second writer', () => {
  async function other(file: string): Promise<string> {
    const child = fork(new URL('../hold-workspace.ts', import.meta.url), [file], { silent: true });
    let said = '';
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    const opened = new Promise<string>((resolve) => child.once('message', () => resolve('opened')));
    const failed = once(child, 'close').then(() => /workspace_\w+/.exec(said)?.[0] ?? said);
    const answer = await Promise.race([opened, failed]);
    child.kill('SIGKILL');
    return answer;
  }

  it('is kept out under another name of the same file, and leaves nothing beside it', async () => {
    const workspace = open();
    const second = folder.file('second.portrait');
    linkSync(path, second);
    expect(await other(second)).toBe('workspace_locked');
    expect(readdirSync(folder.path).filter((name) => /^second.*-(wal|shm)$/.test(name))).toEqual(
      [],
    );
    create(workspace, 'unharmed')();
    expect(workspace.db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('is kept out where the lock file was deleted, which is made again', async () => {
    const workspace = open();
    rmSync(`${path}-lock`);
    expect(await other(path)).toBe('workspace_locked');
    workspace.look();
    expect(existsSync(`${path}-lock`)).toBe(true);
    expect(codeOf(() => open())).toBe('workspace_locked');
  });

  it('is kept out of a file that was moved while it is open', async () => {
    const workspace = open();
    renameSync(path, folder.file('moved.portrait'));
    workspace.look();
    expect(await other(folder.file('moved.portrait'))).toBe('workspace_locked');
  });
});

describe('a log', () => {
  it('without its file is reported and left alone', () => {
    writeFileSync(`${path}-wal`, 'what was changed last');
    expect(codeOf(() => open())).toBe('workspace_log_alone');
    writeFileSync(path, '');
    expect(codeOf(() => open())).toBe('workspace_log_alone');
    expect(readdirSync(folder.path).sort()).toEqual(['mine.portrait', 'mine.portrait-wal']);
  });

  it('of another file is never written into this one', async () => {
    // The file is exchanged while it is open, then everything is killed.
    const child = fork(new URL('../hold-workspace.ts', import.meta.url), [path]);
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    const other = folder.file('other.portrait');
    Workspace.open(other, { clock: () => 1, newId: counter('o') }).close();
    renameSync(other, path);
    const before = statSync(path).mtimeMs;
    expect(codeOf(() => open())).toBe('workspace_log_foreign');
    expect(statSync(path).mtimeMs).toBe(before);
  });

  it('that is copied along with its file belongs to it', async () => {
    const child = fork(new URL('../hold-workspace.ts', import.meta.url), [path]);
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const copy = folder.file('copy.portrait');
    for (const end of ['', '-wal', '-lock']) copyFileSync(path + end, copy + end);
    expect(
      open(copy)
        .notebooks.list()
        .map(({ title }) => title),
    ).toEqual(['held']);
  });
});
