import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageKeyOf } from '../../src-main/backend/storage/encryption/index.ts';
import {
  createKey,
  decryptWorkspace,
  encryptWorkspace,
} from '../../src-main/backend/storage/encryption/rewrite.ts';
import { unlock } from '../../src-main/backend/storage/encryption/unlock.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { counter } from '../support/folder.ts';
import { cheap } from '../support/sealed-folder.ts';
import { smallDisk, type SmallDisk } from '../support/small-disk.ts';

const probe = smallDisk(1);
probe?.remove();
const rows = 60_000;
const [megabytes, file] = [24, 'w.portrait'];

describe.skipIf(probe === undefined)('a full disk (needs the right to mount one)', () => {
  let disk: SmallDisk;
  let path: string;
  beforeEach(() => {
    const made = smallDisk(megabytes);
    if (made === undefined) throw new Error('no small disk');
    disk = made;
    path = join(disk.path, file);
    const workspace = open();
    const column = { name: 'a', type: 'text' } as const;
    const writer = workspace.tables.create([column], { synthetic: false });
    writer.append(Array.from({ length: rows }, (_, row) => [`some text of a row ${row}`]));
    writer.finish();
    workspace.close();
  });
  afterEach(() => disk.remove());

  const open = (unlocked: { key?: string } = {}) =>
    Workspace.open(path, { clock: () => 1.8e12, newId: counter('id'), ...unlocked });
  // Enough to open a workspace with, too little for a copy of it.
  const fill = () => disk.leave(500_000);
  const others = () => readdirSync(disk.path).filter((name) => !/^(filler|lost)/.test(name));
  const full = expect.objectContaining({ code: 'disk_full' });

  it('while encrypting leaves the workspace as it was, and nothing beside it', async () => {
    const first = await createKey('correct horse', cheap);
    fill();
    const before = readFileSync(path);
    expect(() => encryptWorkspace(path, first, null)).toThrow(full);
    expect(others()).toEqual([file, `${file}-lock`]);
    // Going in and out of write-ahead mode counts in the header.
    expect(readFileSync(path).subarray(4096).equals(before.subarray(4096))).toBe(true);
    const looked = open();
    expect(looked.tables.info(looked.tables.list()[0] ?? '').rows).toBe(rows);
    looked.close();
  });

  it('once encrypted opens with the former passphrase after keys could not be exchanged', async () => {
    const first = await createKey('correct horse', cheap);
    encryptWorkspace(path, first, null);
    const next = await createKey('another horse', cheap);
    fill();
    expect(() => encryptWorkspace(path, next, first.key)).toThrow(full);
    expect(() => decryptWorkspace(path, first.key)).toThrow(full);
    expect(others()).toEqual([file, `${file}-keys`, `${file}-lock`]);
    const looked = open({ key: pageKeyOf(await unlock(path, 'correct horse')) });
    expect(looked.tables.info(looked.tables.list()[0] ?? '').rows).toBe(rows);
    looked.close();
  });
});
