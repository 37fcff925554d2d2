import SqliteDatabase from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  changePassphrase,
  createKey,
  decryptWorkspace,
  encryptWorkspace,
  isTypedBack,
  readableBeside,
} from '../../../../../src-main/backend/storage/encryption/rewrite.ts';
import { isEncrypted, unlock } from '../../../../../src-main/backend/storage/encryption/unlock.ts';
import { migrations } from '../../../../../src-main/backend/storage/migrations.ts';
import type { Workspace } from '../../../../../src-main/backend/storage/workspace.ts';
import { newNotebook } from '../../../../../src-main/backend/notebook/new-notebook.ts';

import { cheap, marker, rows, sealedFolder } from '../../../../support/sealed-folder.ts';

let sealed: ReturnType<typeof sealedFolder>;
let path: string;
beforeEach(() => {
  sealed = sealedFolder();
  path = sealed.path;
});
afterEach(() => sealed.remove());

const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('an encrypted workspace', () => {
  it('has what was in it, and not a word of it in any file, while it is used either', async () => {
    const before = sealed.filled();
    expect(sealed.hits()).toBeGreaterThan(rows);
    const { key, recoveryKey } = await sealed.encrypted();
    expect(sealed.hits()).toBe(0);
    const workspace = sealed.openWorkspace(key);
    const after = sealed.addTable(workspace);
    // In the log, not yet in the file.
    expect(existsSync(`${path}-wal`)).toBe(true);
    expect(sealed.hits()).toBe(0);
    workspace.db.exec('BEGIN; CREATE TEMP TABLE copied AS SELECT * FROM notebooks; COMMIT');
    workspace.backUp(sealed.folder.file('copy.portrait'));
    expect(sealed.hits()).toBe(0);
    expect(workspace.notebooks.get('n').document.title).toBe(`about ${marker}`);
    for (const id of [before, after]) expect(workspace.tables.info(id).rows).toBe(rows);
    expect(workspace.notice).toBe(null);
    sealed.closeAll();
    expect(await unlock(sealed.folder.file('copy.portrait'), 'correct horse')).toEqual(key);
    expect(await unlock(sealed.folder.file('copy.portrait'), recoveryKey)).toEqual(key);
    const copy = sealed.openWorkspace(key, sealed.folder.file('copy.portrait'));
    expect(copy.tables.info(before).rows).toBe(rows);
  });

  it('sorts in threads of its own, with the key', async () => {
    const writer = (workspace: Workspace) => {
      const made = workspace.tables.create([{ name: 'a', type: 'integer' }], { synthetic: false });
      // More than are sorted on the thread that is asked.
      made.append(Array.from({ length: 30_000 }, (_, row) => [(row * 7919) % 30_011]));
      return made.finish().id;
    };
    sealed.filled();
    const { key } = await sealed.encrypted();
    const workspace = sealed.openWorkspace(key);
    const table = writer(workspace);
    const sort = [{ column: 0, descending: true }];
    const page = await workspace.tables.openPage({
      table,
      offset: 0,
      limit: 3,
      sort,
      filters: [],
      search: '',
    });
    const expected = Array.from({ length: 30_000 }, (_, row) => (row * 7919) % 30_011);
    expect(page.rows.map(([value]) => value)).toEqual(expected.sort((a, b) => b - a).slice(0, 3));
    expect(workspace.db.pragma('temp_store', { simple: true })).toBe(2);
  });

  it('keeps after a crash what only its log has', async () => {
    sealed.filled();
    const { key } = await sealed.encrypted();
    const workspace = sealed.openWorkspace(key);
    workspace.notebooks.create('late', newNotebook('in the log'), 6);
    const crashed = sealed.folder.file('crashed.portrait');
    for (const end of ['', '-wal', '-keys']) copyFileSync(path + end, crashed + end);
    const again = sealed.openWorkspace(await unlock(crashed, 'correct horse'), crashed);
    expect(again.notebooks.get('late').document.title).toBe('in the log');
    expect(sealed.hits()).toBe(0);
  });

  it('goes to another file with its key', async () => {
    sealed.filled();
    const { key } = await sealed.encrypted();
    const workspace = sealed.openWorkspace(key);
    const target = sealed.folder.file('moved.portrait');
    await workspace.saveTo(target);
    expect(workspace.path).toBe(target);
    expect(workspace.notebooks.get('n').document.title).toBe(`about ${marker}`);
    sealed.closeAll();
    expect(isEncrypted(target)).toBe(true);
    expect(sealed.hits()).toBe(0);
    expect(await unlock(target, 'correct horse')).toEqual(key);
  });

  it('is brought to a newer format with an encrypted backup, and its header is marked anew', async () => {
    const older = migrations.slice(0, -1);
    sealed.openWorkspace(null, path, { migrations: older });
    sealed.closeAll();
    const { key } = await sealed.encrypted();
    const workspace = sealed.openWorkspace(key);
    expect(workspace.notice?.code).toBe('workspace_migrated');
    const backup = String(workspace.notice?.params['backup']);
    sealed.closeAll();
    expect(isEncrypted(backup)).toBe(true);
    expect(await unlock(backup, 'correct horse')).toEqual(key);
    expect(sealed.openWorkspace(key).notice).toBe(null);
  });

  it('comes back unencrypted', async () => {
    const table = sealed.filled();
    const { key } = await sealed.encrypted();
    decryptWorkspace(path, key);
    expect(readdirSync(sealed.folder.path).filter((name) => !name.endsWith('-lock'))).toEqual([
      'mine.portrait',
    ]);
    expect(isEncrypted(path)).toBe(false);
    const workspace = sealed.openWorkspace(null);
    expect(workspace.tables.info(table).rows).toBe(rows);
    // As SQLite itself sees it, without any cipher.
    sealed.closeAll();
    const db = new SqliteDatabase(path, { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('auto_vacuum', { simple: true })).toBe(2);
    db.close();
  });

  it('is found behind a link', async () => {
    sealed.filled();
    symlinkSync(path, sealed.folder.file('link.portrait'));
    const made = await createKey('correct horse', cheap);
    encryptWorkspace(sealed.folder.file('link.portrait'), made, null);
    expect(isEncrypted(path)).toBe(true);
    expect(await unlock(sealed.folder.file('link.portrait'), 'correct horse')).toEqual(made.key);
    expect(sealed.openWorkspace(made.key, sealed.folder.file('link.portrait')).encrypted).toBe(
      true,
    );
  });

  it('says what beside it is still readable', async () => {
    sealed.filled();
    sealed.openWorkspace(null).backUp(sealed.folder.file('mine.before-9-20261124-101500.portrait'));
    sealed.closeAll();
    await sealed.encrypted();
    const backup = sealed.folder.file('mine.before-9-20261124-101500.portrait');
    expect(readableBeside(path)).toEqual([backup]);
  });
});

describe('a secret', () => {
  it.each([
    ['wrong', 'Correct horse'],
    ['empty', ''],
    ['of 10,000 characters', 'ü'.repeat(10_000)],
    ['of control characters', '\u0000\u001b'],
  ])('that is %s is refused, and no byte is changed', async (_, secret) => {
    sealed.filled();
    await sealed.encrypted();
    const before = sealed.bytesByName();
    await expect(unlock(path, secret)).rejects.toEqual(code('encryption_passphrase_wrong'));
    expect(sealed.bytesByName()).toEqual(before);
  });

  it('may be the recovery key: its own, well typed, also where the key file is gone', async () => {
    sealed.filled();
    const { key, recoveryKey } = await sealed.encrypted();
    const other = await createKey('another workspace', cheap);
    const mistyped = recoveryKey.replace(/^./, (c) => (c === '7' ? '8' : '7'));
    const before = sealed.bytesByName();
    await expect(unlock(path, mistyped)).rejects.toEqual(code('encryption_recovery_mistyped'));
    await expect(unlock(path, other.recoveryKey)).rejects.toEqual(
      code('encryption_recovery_wrong'),
    );
    expect(sealed.bytesByName()).toEqual(before);
    rmSync(`${path}-keys`);
    await expect(unlock(path, 'correct horse')).rejects.toEqual(code('encryption_keys_missing'));
    expect(await unlock(path, recoveryKey.toLowerCase())).toEqual(key);
    await changePassphrase(path, key, 'from now on', cheap);
    expect(await unlock(path, 'from now on')).toEqual(key);
  });

  it('is refused where the file is not encrypted, or not there', async () => {
    sealed.filled();
    await expect(unlock(path, 'correct horse')).rejects.toEqual(code('encryption_absent'));
    await expect(unlock(sealed.folder.file('no'), 'correct')).rejects.toEqual(code('file_missing'));
  });

  it.each([
    '',
    '{}',
    '{"format":"portrait-keys","version":1,"keys":[]}',
    '\0\0',
    '[[[[',
    'x'.repeat(2 ** 21),
  ])('opens nothing where the key file is spoilt', async (text) => {
    sealed.filled();
    await sealed.encrypted();
    writeFileSync(`${path}-keys`, text);
    const before = sealed.bytesByName();
    await expect(unlock(path, 'correct horse')).rejects.toEqual(code('encryption_keys_damaged'));
    expect(sealed.bytesByName()).toEqual(before);
  });

  it('opens nothing with the key file of another workspace, or with one from before the keys were exchanged', async () => {
    sealed.filled();
    const first = await sealed.encrypted();
    const keys = readFileSync(`${path}-keys`);
    const second = await createKey('correct horse', cheap);
    encryptWorkspace(path, second, first.key);
    expect(await unlock(path, 'correct horse')).toEqual(second.key);
    await expect(unlock(path, first.recoveryKey)).rejects.toEqual(
      code('encryption_recovery_wrong'),
    );
    writeFileSync(`${path}-keys`, keys);
    const before = sealed.bytesByName();
    await expect(unlock(path, 'correct horse')).rejects.toEqual(code('encryption_keys_foreign'));
    expect(() => sealed.openWorkspace(first.key)).toThrow(code('encryption_keys_foreign'));
    expect(sealed.bytesByName()).toEqual(before);
    expect(await unlock(path, second.recoveryKey)).toEqual(second.key);
  });

  it('is another once it was changed, which the log of who did what says; the pages keep their key', async () => {
    sealed.filled();
    const { key } = await sealed.encrypted();
    await changePassphrase(path, key, '新的口令很长很长', cheap);
    await expect(unlock(path, 'correct horse')).rejects.toEqual(
      code('encryption_passphrase_wrong'),
    );
    expect(await unlock(path, '新的口令很长很长')).toEqual(key);
    const workspace = sealed.openWorkspace(key);
    const all = { actor: null, action: null, object: null };
    const { rows: entries } = workspace.audit.list(all, { before: null, limit: 10 });
    const check = await workspace.audit.check();
    workspace.close();
    expect(entries.map(({ action }) => action)).toEqual(['passphrase_changed', 'encrypted']);
    expect(check.broken).toBe(null);
  });

  it('counts as typed back only where it is the one shown', async () => {
    const [made, other] = [
      await createKey('correct horse', cheap),
      await createKey('correct horse', cheap),
    ];
    expect(isTypedBack(made, ` ${made.recoveryKey.toLowerCase()} `)).toBe(true);
    for (const typed of [other.recoveryKey, 'correct horse', '', made.recoveryKey.slice(1)])
      expect(isTypedBack(made, typed)).toBe(false);
  });
});
