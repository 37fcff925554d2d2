import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageKeyOf } from '../../src-main/backend/storage/encryption/index.ts';
import { createKey, encryptWorkspace } from '../../src-main/backend/storage/encryption/rewrite.ts';
import { isEncrypted, unlock } from '../../src-main/backend/storage/encryption/unlock.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../support/folder.ts';

const victim = fileURLToPath(new URL('../support/key-victim.ts', import.meta.url));
const passphrase = 'correct horse';
const marker = 'zqxjkvbpyfgcrl';
const [rows, rounds] = [60_000, 7];
const deps = { clock: () => 1.8e12, newId: counter('id') };

let folder: ReturnType<typeof temporaryFolder>;
const readable = () => folder.file('readable.portrait');
const sealed = () => folder.file('sealed.portrait');
let sum = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  const workspace = Workspace.open(readable(), deps);
  const writer = workspace.tables.create(
    [
      { name: 'a', type: 'text' },
      { name: 'b', type: 'integer' },
    ],
    { synthetic: false },
  );
  for (let row = 0; row < rows; row += 1) sum += (row * 7919) % 10_007;
  writer.append(
    Array.from({ length: rows }, (_, row) => [`${marker} number ${row}`, (row * 7919) % 10_007]),
  );
  writer.finish();
  workspace.close();
  copyFileSync(readable(), sealed());
  const cost = { name: 'argon2id', memoryKiB: 19_456, passes: 2, lanes: 1 } as const;
  encryptWorkspace(sealed(), await createKey(passphrase, cost), null);
});
afterAll(() => folder.remove());

/** Runs it to its end, or kills it `after` milliseconds into the work. Gives the milliseconds it took, or null where it was killed. */
async function run(path: string, work: string, after: number | null): Promise<number | null> {
  const child = spawn(process.execPath, [victim, path, work, passphrase], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const begun = performance.now();
  if (after !== null) {
    await Promise.race([sleep(after), ended]);
    child.kill('SIGKILL');
  }
  await ended;
  if (child.signalCode !== null) return null;
  expect(child.exitCode).toBe(0);
  return performance.now() - begun;
}

async function look(path: string): Promise<void> {
  const encrypted = isEncrypted(path);
  const unlocked = encrypted ? { key: pageKeyOf(await unlock(path, passphrase)) } : {};
  const workspace = Workspace.open(path, { ...deps, ...unlocked });
  try {
    expect(workspace.notice).toBe(null);
    const [id = ''] = workspace.tables.list();
    const found = workspace.db.prepare(`SELECT count(*) AS n, sum(c1) AS s FROM t_${id}`).get();
    expect(found).toEqual({ n: rows, s: sum });
  } finally {
    workspace.close();
  }
  const stem = path.split('/').at(-1) ?? '';
  const beside = readdirSync(folder.path).filter((name) => name.startsWith(stem));
  expect(beside.filter((name) => name.includes('.part'))).toEqual([]);
  if (!encrypted) return;
  for (const name of beside)
    expect(readFileSync(join(folder.path, name)).includes(marker), name).toBe(false);
}

describe.each([
  ['encrypting', 'encrypt', readable],
  ['exchanging the keys', 'rotate', sealed],
  ['decrypting', 'decrypt', sealed],
])('%s', (_, work, source) => {
  it(`may be killed at any moment: the workspace opens with all its rows (${rounds} kills)`, async () => {
    const path = folder.file(`${work}.portrait`);
    const begin = () => {
      for (const end of ['', '-keys', '-wal', '-shm', '-lock', '-keys.former', '-keys.part'])
        rmSync(path + end, { force: true });
      copyFileSync(source(), path);
      if (existsSync(`${source()}-keys`)) copyFileSync(`${source()}-keys`, `${path}-keys`);
    };
    begin();
    const whole = (await run(path, work, null)) ?? 0;
    await look(path);
    expect(isEncrypted(path)).toBe(work !== 'decrypt');
    let killed = 0;
    for (let round = 0; round < rounds; round += 1) {
      begin();
      if ((await run(path, work, (whole * (round + randomInt(1000) / 1000)) / rounds)) === null)
        killed += 1;
      await look(path);
    }
    expect(killed).toBeGreaterThan(0);
  });
});
