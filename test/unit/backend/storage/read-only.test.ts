import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspace } from '../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../support/folder.ts';

const nobody = 65_534;
let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.file('mine.portrait');
  open().close();
});
afterEach(() => {
  chmodSync(folder.path, 0o700);
  folder.remove();
});

function open(): Workspace {
  return Workspace.open(path, { clock: () => 1.8e12, newId: counter('id') });
}

/** Permissions mean nothing to root: for the time of `work` this process is nobody. */
function withoutPrivileges<T>(work: () => T): T {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(nobody);
  try {
    return work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe.skipIf(process.platform === 'win32')('a workspace that may not be written', () => {
  it('is refused as read-only where the file is, and not changed', () => {
    chmodSync(`${path}-lock`, 0o666);
    chmodSync(folder.path, 0o777);
    chmodSync(path, 0o444);
    const before = readFileSync(path);
    expect(() => withoutPrivileges(open)).toThrow(
      expect.objectContaining({ code: 'workspace_read_only', params: { file: path } }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused as read-only where its folder is, and nothing is left beside it', () => {
    chmodSync(path, 0o666);
    chmodSync(folder.path, 0o555);
    const before = readdirSync(folder.path);
    expect(() => withoutPrivileges(open)).toThrow(
      expect.objectContaining({ code: 'workspace_read_only' }),
    );
    expect(readdirSync(folder.path)).toEqual(before);
  });

  it('opens again once it may be written', () => {
    chmodSync(folder.path, 0o777);
    chmodSync(path, 0o444);
    expect(() => withoutPrivileges(open)).toThrow();
    chmodSync(path, 0o644);
    const again = open();
    expect(again.notice).toBeNull();
    again.close();
  });
});

it('a folder where nothing lies yet is made, and one that cannot be made is said', () => {
  writeFileSync(folder.file('file'), '');
  path = folder.file('deep/er/new.portrait');
  open().close();
  path = folder.file('file/new.portrait');
  expect(open).toThrow(expect.objectContaining({ code: 'workspace_read_only' }));
});
