import { createRouterClient } from '@orpc/server';
import SqliteDatabase from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { notebookEdit } from '../../shared/notebook/notebook.ts';
import { createBackend } from '../../src-main/backend/backend.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { createKey, encryptWorkspace } from '../../src-main/backend/storage/encryption/rewrite.ts';
import { pageKeyOf, unlock } from '../../src-main/backend/storage/index.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { cellState } from '../support/wait.ts';

const victim = fileURLToPath(new URL('../support/erase-victim.ts', import.meta.url));
const rows = 20_000;
const marker = 'planted-erase@qzx.example';
const rounds = 10;
let folder: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  folder = temporaryFolder();
  mkdirSync(folder.file('made'));
  const backend = await createBackend({
    ...{ workspacePath: folder.file('made/w.portrait'), host: 'localhost', clock: Date.now },
    ...{ spawnEngine: nodeEngine(), newId: () => crypto.randomUUID(), log: () => undefined },
    userFolder: folder.file('user'),
  });
  const client = createRouterClient(backend.router);
  const text = `email,spent\n${[...Array(rows).keys()]
    .map((at) => `${at === 77 ? marker : `user${at}@mail.example`},${at}`)
    .join('\n')}\n`;
  const { upload } = await client.files.begin({ name: 'p.csv', bytes: text.length });
  await client.files.append({ upload, part: new Blob([text]) });
  const { path } = await client.files.finish({ upload });
  const { id } = await client.workspace.createNotebook({ title: 'N' });
  await client.notebook.edit({
    id,
    edits: z.array(notebookEdit).parse([
      {
        ...{ type: 'insert', index: 0, kind: 'data', id: 'd', name: 'd' },
        settings: { source: { type: 'file', path, name: 'p.csv' } },
      },
    ]),
  });
  await cellState(client, { id, cell: 'd' }, ({ shown }) => shown !== null);
  await backend.close();
}, 120_000);
afterAll(() => folder.remove());

function begin(name: string): string {
  rmSync(folder.file(name), { recursive: true, force: true });
  cpSync(folder.file('made'), folder.file(name), { recursive: true });
  return folder.file(`${name}/w.portrait`);
}

/** Milliseconds from its beginning to its end; null where it was killed before. */
async function run(
  path: string,
  killAfter: number | null,
  secret?: string,
): Promise<number | null> {
  const args = [victim, path, folder.file('user'), marker, 'email', ...(secret ? [secret] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let begun = 0;
  let over = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('begins')) {
      begun = performance.now();
      if (killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
    }
    if (text.includes('done')) over = performance.now();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  // Killed it has no code; anything else that is not done went wrong, and said so above.
  if (over === 0 && code !== null)
    throw new Error(`erasing ended with code ${code} before it was done`);
  return over === 0 ? null : over - begun;
}

/** Opens it as the next start does, and says whether the erasing had come through. */
async function look(path: string, secret?: string): Promise<boolean> {
  const key = secret === undefined ? {} : { key: pageKeyOf(await unlock(path, secret)) };
  const workspace = Workspace.open(path, {
    ...{
      clock: Date.now,
      newId: () => crypto.randomUUID(),
      userFolder: folder.file('user'),
      ...key,
    },
  });
  expect(workspace.notice).toBe(null);
  const [id = ''] = workspace.tables.list();
  const found = Number(workspace.db.prepare(`SELECT count(*) FROM t_${id}`).pluck().get());
  const theirs = workspace.db
    .prepare(`SELECT count(*) FROM t_${id} WHERE c0 = ?`)
    .pluck()
    .get(marker);
  const log = await workspace.audit.check();
  expect(log.broken).toBe(null);
  workspace.close();
  const files = readdirSync(join(path, '..'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.filter((file) => file.includes('.part'))).toEqual([]);
  const gone = found === rows - 1;
  expect([found, theirs]).toEqual(gone ? [rows - 1, 0] : [rows, 1]);
  if (gone)
    expect(files.filter((file) => readFileSync(file).includes('planted-erase'))).toEqual([]);
  return gone;
}

describe('erasing somebody', () => {
  it(`may be killed at any moment: they are there as before, or gone from every file (${rounds} kills)`, async () => {
    const path = begin('whole');
    const whole = await run(path, null);
    expect(whole).not.toBe(null);
    expect(await look(path)).toBe(true);
    let [killed, before] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const one = begin(`round-${round}`);
      if ((await run(one, ((whole ?? 0) * (round + 0.5)) / rounds)) === null) killed += 1;
      if (!(await look(one))) before += 1;
    }
    console.log(`${killed} of ${rounds} killed on the way; ${before} as before, the others erased`);
    expect(killed).toBeGreaterThan(0);
  }, 300_000);

  it('works on an encrypted workspace, which stays encrypted', async () => {
    const path = begin('sealed');
    const secret = 'correct horse battery';
    const cheap = { name: 'argon2id', memoryKiB: 19_456, passes: 2, lanes: 1 } as const;
    encryptWorkspace(path, await createKey(secret, cheap), null);
    expect(await run(path, null, secret)).not.toBe(null);
    expect(await look(path, secret)).toBe(true);
    expect(() => new SqliteDatabase(path).prepare('SELECT * FROM tables').all()).toThrow();
  }, 60_000);
});
