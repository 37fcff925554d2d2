import { createRouterClient } from '@orpc/server';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { smallDisk, type SmallDisk } from '../support/small-disk.ts';

const probe = smallDisk(1);
probe?.remove();

/** Megabytes of the disk; the imported table takes several times as many. */
const size = 24;

describe.skipIf(probe === undefined)('a disk that fills up (needs the right to mount one)', () => {
  let disk: SmallDisk;
  let outside: ReturnType<typeof temporaryFolder>;
  let backend: Backend;
  let client: ReturnType<typeof clientOf>;
  const clientOf = (to: Backend) => createRouterClient(to.router);
  beforeEach(async () => {
    const made = smallDisk(size);
    if (made === undefined) throw new Error('no small disk');
    disk = made;
    outside = temporaryFolder();
    backend = await createBackend({
      workspacePath: join(disk.path, 'w.portrait'),
      host: 'cli',
      spawnEngine: nodeEngine(),
      clock: Date.now,
      newId: () => crypto.randomUUID(),
      log: (line) => console.error(line),
    });
    client = clientOf(backend);
  });
  afterEach(async () => {
    await backend.close();
    disk.remove();
    outside.remove();
  });

  async function failedImport(path: string): Promise<string> {
    const { id } = await client.workspace.createNotebook({ title: 'full' });
    const settings = { source: { type: 'file', path, name: 'big.csv' } };
    const insert = { type: 'insert', index: 0, kind: 'data', id: 'd', settings } as const;
    await client.notebook.edit({ id, edits: [insert] });
    await expect
      .poll(async () => (await client.notebook.open({ id })).states[0]?.error?.code ?? 'none', {
        timeout: 120_000,
        interval: 50,
      })
      .toBe('disk_full');
    return id;
  }

  function bigCsv(): string {
    const path = outside.file('big.csv');
    const lines = Array.from(
      { length: 900_000 },
      (_, i) => `${i},text of row number ${i},${i / 7}`,
    );
    writeFileSync(path, `a,b,c\n${lines.join('\n')}`);
    return path;
  }

  it('by an import: gets the space back at once, and edits are saved', async () => {
    const before = disk.free();
    const id = await failedImport(bigCsv());
    await expect
      .poll(() => before - disk.free(), { timeout: 30_000, interval: 50 })
      .toBeLessThan(1.5e6);
    expect(statSync(join(disk.path, 'w.portrait')).size).toBeLessThan(1e6);
    const edits = [{ type: 'title', title: 'saved' }] as const;
    expect((await client.notebook.edit({ id, edits: [...edits] })).patch.title).toBe('saved');
  });

  it('by others: an edit is refused, and saved again once a little space is free', async () => {
    const { id } = await client.workspace.createNotebook({ title: 'start' });
    disk.leave(0);
    const edit = (title: string) => client.notebook.edit({ id, edits: [{ type: 'title', title }] });
    let refused = 'none';
    for (let count = 0; refused === 'none' && count < 2000; count += 1)
      refused = await edit(`title ${count} ${'x'.repeat(150)}`).then(
        () => 'none',
        (error: { data: { code: string } }) => error.data.code,
      );
    expect(refused).toBe('disk_full');
    disk.leave(65_536);
    expect((await edit('there is room')).patch.title).toBe('there is room');
    expect(backend.status().storage).toBeNull();
  });

  it('by a file that is handed over: nothing of it is left', async () => {
    const bytes = 40e6;
    const { upload } = await client.files.begin({ name: 'big.csv', bytes });
    const part = new Blob([new Uint8Array(4 * 2 ** 20)]);
    const hand = async () => {
      for (let sent = 0; sent < bytes; sent += part.size)
        await client.files.append({ upload, part });
    };
    await expect(hand()).rejects.toMatchObject({ data: { code: 'disk_full' } });
    const uploads = join(disk.path, 'w.uploads');
    expect(existsSync(uploads) ? readdirSync(uploads) : []).toEqual([]);
    expect(disk.free()).toBeGreaterThan(20e6);
  });
});
