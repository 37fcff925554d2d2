import SqliteDatabase from 'better-sqlite3';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createKey,
  encryptWorkspace,
} from '../../../../../src-main/backend/storage/encryption/rewrite.ts';
import { unlock } from '../../../../../src-main/backend/storage/encryption/unlock.ts';
import { migrations } from '../../../../../src-main/backend/storage/migrations.ts';
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

describe('a file and a key that do not fit', () => {
  it('leave everything as it is: no key, and a key for a file that has none', async () => {
    sealed.filled();
    const { key } = await sealed.encrypted();
    const before = sealed.bytesByName();
    expect(() => sealed.openWorkspace(null)).toThrow(code('encryption_locked'));
    expect(sealed.bytesByName()).toEqual(before);
    const plain = sealed.folder.file('plain.portrait');
    sealed.filled(null, plain);
    const bytes = readFileSync(plain);
    expect(() => sealed.openWorkspace(key, plain)).toThrow(code('encryption_absent'));
    expect(readFileSync(plain).equals(bytes)).toBe(true);
  });

  it('are told where any byte of the readable header was changed: refused, or all that was in it is there', async () => {
    const table = sealed.filled();
    const { key } = await sealed.encrypted();
    const good = readFileSync(path);
    for (let at = 0; at < 96; at += 1) {
      for (const name of readdirSync(sealed.folder.path))
        rmSync(sealed.folder.file(name), { force: true });
      const bytes = Buffer.from(good);
      bytes[at]! ^= 1 << (at % 8);
      writeFileSync(path, bytes);
      let opened = true;
      try {
        const workspace = sealed.openWorkspace(key);
        expect(workspace.notebooks.get('n').document.title).toBe(`about ${marker}`);
        expect(workspace.tables.info(table).rows).toBe(rows);
        expect(workspace.db.pragma('user_version', { simple: true })).toBe(migrations.length);
      } catch (error) {
        opened = false;
        expect(error).toMatchObject({ code: expect.stringMatching(/^(encryption|workspace)_/) });
        // Nothing was written to it, wherever it lies now.
        const kept = readdirSync(sealed.folder.path).filter((name) => name.endsWith('.portrait'));
        expect(kept.map((name) => readFileSync(sealed.folder.file(name)).equals(bytes))).toEqual([
          true,
        ]);
      }
      sealed.closeAll();
      // Whose file it is and its format are repeated inside.
      if ((at >= 60 && at < 64) || (at >= 68 && at < 72)) expect(opened, `byte ${at}`).toBe(false);
    }
  });

  it('are told where a page was changed', async () => {
    sealed.filled();
    const { key } = await sealed.encrypted();
    const bytes = readFileSync(path);
    bytes[bytes.length - 2000]! ^= 1;
    writeFileSync(path, bytes);
    expect(() => sealed.openWorkspace(key)).toThrow(code('workspace_damaged'));
    const aside = readdirSync(sealed.folder.path).filter((name) => name.includes('.damaged-'));
    // With its key file: what is whole of it can still be had.
    expect(aside.map((name) => name.replace(/^.*portrait/, ''))).toEqual(['', '-keys']);
  });

  it('are told where the first page was changed: nothing is set aside', async () => {
    sealed.filled();
    const { key } = await sealed.encrypted();
    const bytes = readFileSync(path);
    bytes[300]! ^= 1;
    writeFileSync(path, bytes);
    const before = sealed.bytesByName();
    expect(() => sealed.openWorkspace(key)).toThrow(code('encryption_keys_foreign'));
    expect(sealed.bytesByName()).toEqual(before);
  });
});

describe('encrypting', () => {
  it('is refused for what is open, encrypted, damaged or no workspace, and changes nothing then', async () => {
    const made = await createKey('correct horse', cheap);
    expect(() => encryptWorkspace(path, made, null)).toThrow(code('file_missing'));
    sealed.filled();
    const busy = sealed.openWorkspace(null);
    expect(() => encryptWorkspace(path, made, null)).toThrow(code('workspace_locked'));
    busy.close();
    const other = sealed.folder.file('other.portrait');
    new SqliteDatabase(other).exec('CREATE TABLE t (a)').close();
    expect(() => encryptWorkspace(other, made, null)).toThrow(code('workspace_not_ours'));
    copyFileSync(path, sealed.folder.file('torn.portrait'));
    const torn = readFileSync(path);
    torn.fill(7, torn.length - 9000, torn.length - 5000);
    writeFileSync(sealed.folder.file('torn.portrait'), torn);
    const before = sealed.bytesByName();
    const whole = code('workspace_page_damaged');
    expect(() => encryptWorkspace(sealed.folder.file('torn.portrait'), made, null)).toThrow(whole);
    expect(sealed.bytesByName()).toEqual(before);
    encryptWorkspace(path, made, null);
    const next = await createKey('another horse', cheap);
    expect(() => encryptWorkspace(path, next, null)).toThrow(code('encryption_present'));
    expect(await unlock(path, 'correct horse')).toEqual(made.key);
  });

  it('takes along what only the log has', async () => {
    const workspace = sealed.openWorkspace(null);
    workspace.notebooks.create('n', newNotebook('in the log'), 5);
    copyFileSync(path, sealed.folder.file('crashed.portrait'));
    copyFileSync(`${path}-wal`, sealed.folder.file('crashed.portrait-wal'));
    sealed.closeAll();
    const made = await createKey('correct horse', cheap);
    encryptWorkspace(sealed.folder.file('crashed.portrait'), made, null);
    const crashed = sealed.openWorkspace(made.key, sealed.folder.file('crashed.portrait'));
    expect(crashed.notebooks.get('n').document.title).toBe('in the log');
  });
});
