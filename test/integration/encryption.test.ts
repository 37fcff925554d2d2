import { createRouterClient } from '@orpc/server';
import { spawn } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runCells } from '../support/run-notebook.ts';

const cli = fileURLToPath(new URL('../../src-main/hosts/cli/main.ts', import.meta.url));
const marker = 'zqxjkvbpyfgcrl';
const rows = 500_000;
const [passphrase, next] = ['correct horse 电池', 'another passphrase'];

let folder: ReturnType<typeof temporaryFolder>;
let recoveryKey = '';
const workspace = () => folder.file('kept.portrait');

beforeAll(() => {
  folder = temporaryFolder();
  const lines = Array.from(
    { length: rows },
    (_, row) => `${marker} ${(row * 7919) % 500_009},${row}`,
  );
  writeFileSync(folder.file('data.csv'), `word,n\n${lines.join('\n')}\n`);
  const cells = [
    {
      ...{ id: 'd', kind: 'data', name: 'Words', inputs: {} },
      settings: { source: { type: 'file', path: 'data.csv', name: 'data.csv' } },
    },
    {
      ...{ id: 'q', kind: 'sql', name: 'Sorted', inputs: { tables: ['d'] } },
      settings: { query: 'SELECT word, n FROM "Words" ORDER BY word DESC, n' },
    },
  ];
  const document = { format: 'portrait-notebook', version: 1, title: 't', seed: 1, cells };
  writeFileSync(folder.file('n.json'), JSON.stringify(document));
});
afterAll(() => folder.remove());

type Ended = { code: number | null; stdout: string; stderr: string; readable: number };

/** Runs our program with lines on file descriptor 3, looking on what files it and its children write meanwhile. */
async function program(args: string[], lines: string[] | null = null): Promise<Ended> {
  const secret = lines === null ? [] : ['--passphrase-fd', '3'];
  const child = spawn(process.execPath, [cli, ...args, ...secret], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const [, stdout, stderr, given] = child.stdio;
  const texts = ['', ''];
  for (const [at, stream] of [stdout, stderr].entries())
    stream?.setEncoding('utf8').on('data', (text: string) => (texts[at] += text));
  if (given && 'end' in given) given.end((lines ?? []).map((line) => `${line}\n`).join(''));
  let over = false;
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  void ended.then(() => (over = true));
  let readable = 0;
  while (!over) {
    readable += temporaryHits(child.pid ?? 0);
    await sleep(10);
  }
  return { code: await ended, stdout: texts[0]!, stderr: texts[1]!, readable };
}

/** Temporary files (without a name, as SQLite's are) of a process and its children that hold the marker. */
function temporaryHits(pid: number): number {
  const processes = [pid, ...childrenOf(pid)];
  return processes.flatMap(openFiles).filter((fd) => holdsMarker(fd)).length;
}

function childrenOf(pid: number): number[] {
  return attempt(() => readdirSync(`/proc/${pid}/task`), []).flatMap((task) =>
    attempt(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'), '')
      .split(' ')
      .filter((text) => text !== '')
      .map(Number),
  );
}

function openFiles(pid: number): string[] {
  return attempt(() => readdirSync(`/proc/${pid}/fd`), [])
    .map((fd) => `/proc/${pid}/fd/${fd}`)
    .filter((fd) => /etilqs_|\(deleted\)$/.test(attempt(() => readlinkSync(fd), '')));
}

const holdsMarker = (fd: string): boolean =>
  attempt(() => readFileSync(fd).includes(marker), false);

/** Processes and files come and go while they are looked at. */
function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

const beside = (): string[] =>
  readdirSync(folder.path).filter((name) => name.startsWith('kept') && !name.endsWith('-lock'));
const hits = (): number =>
  beside().filter((name) => readFileSync(join(folder.path, name)).includes(marker)).length;
const bytes = () => beside().map((name) => [name, readFileSync(join(folder.path, name), 'base64')]);

const run = (lines: string[] | null) =>
  program(['run', folder.file('n.json'), '--workspace', workspace()], lines);

describe('a workspace in a terminal', () => {
  it('is encrypted with a recovery key, shown once', async () => {
    const before = await run(null);
    expect(before.code).toBe(0);
    // What is looked for below is there where nothing is encrypted.
    if (process.platform === 'linux') expect(before.readable).toBeGreaterThan(0);
    expect(hits()).toBeGreaterThan(0);
    const { code, stdout } = await program(['encrypt', workspace()], [passphrase]);
    expect(code).toBe(0);
    recoveryKey = /^([0-9A-Z]{4}-){13}[0-9A-Z]{4}$/m.exec(stdout)?.[0] ?? '';
    expect(recoveryKey).not.toBe('');
    expect(beside()).toEqual(['kept.portrait', 'kept.portrait-keys']);
    expect(hits()).toBe(0);
  });

  it('runs with its passphrase: imported, sorted, and not a word in any file, temporary ones included', async () => {
    rmSync(workspace());
    rmSync(`${workspace()}-keys`);
    rmSync(`${workspace()}-lock`, { force: true });
    const empty = folder.file('empty.json');
    writeFileSync(
      empty,
      JSON.stringify({ format: 'portrait-notebook', version: 1, title: 'e', seed: 1, cells: [] }),
    );
    expect((await program(['run', empty, '--workspace', workspace()])).code).toBe(0);
    const made = await program(['encrypt', workspace()], [passphrase]);
    recoveryKey = /^([0-9A-Z]{4}-){13}[0-9A-Z]{4}$/m.exec(made.stdout)?.[0] ?? '';
    const { code, stdout, readable } = await run([passphrase]);
    expect(stdout).toMatch(/^Sorted {2}done/m);
    expect(code).toBe(0);
    expect(readable).toBe(0);
    expect(hits()).toBe(0);
  });

  it('is not opened without, and not touched', async () => {
    const before = bytes();
    for (const [lines, said] of [
      [null, /is encrypted/],
      [['correct horse'], /does not open the workspace/],
      [[''], /does not open the workspace/],
      [['x'.repeat(10_000)], /does not open the workspace/],
      [[recoveryKey.replace(/^./, (c) => (c === '7' ? '8' : '7'))], /a character of it is wrong/],
    ] as const) {
      const { code, stderr } = await run(lines === null ? null : [...lines]);
      expect(stderr).toMatch(said);
      expect(code).toBe(1);
    }
    expect(bytes()).toEqual(before);
  });

  it('takes another passphrase by the recovery key, other keys, and comes back', async () => {
    const changed = await program(['passphrase', workspace()], [recoveryKey, next]);
    expect(changed.code).toBe(0);
    const rotated = await program(['rotate', workspace()], [next, passphrase]);
    expect(rotated.code).toBe(0);
    expect(rotated.stdout).not.toContain(recoveryKey);
    expect((await program(['decrypt', workspace()], [recoveryKey])).stderr).toMatch(/not the one/);
    expect((await program(['decrypt', workspace()], [passphrase])).code).toBe(0);
    expect(beside()).toEqual(['kept.portrait']);
    expect(hits()).toBeGreaterThan(0);
    const plain = ['run', folder.file('empty.json'), '--workspace', workspace()];
    expect((await program(plain)).code).toBe(0);
    expect((await program(plain, [passphrase])).stderr).toMatch(/is not encrypted/);
  });

  it('says how it is used', async () => {
    expect((await program(['encrypt', '--help'])).stdout).toMatch(/rotate FILE/);
    for (const args of [['encrypt'], ['rotate', 'a', 'b'], ['encrypt', 'a', '--force']])
      expect((await program(args)).code).toBe(2);
    const closed = await program(['encrypt', workspace(), '--passphrase-fd', '99']);
    expect([closed.code, closed.stderr]).toEqual([2, expect.stringMatching(/--passphrase-fd 99/)]);
    const short = await program(['encrypt', workspace()], ['short']);
    expect([short.code, short.stderr]).toEqual([1, expect.stringMatching(/at least 8/)]);
    expect((await program(['encrypt', workspace()], ['one line', 'too many'])).code).toBe(2);
  });
});

describe('a file handed over to an encrypted workspace', () => {
  it('does not stay beside it once it is imported', async () => {
    const path = folder.file('handed.portrait');
    const options = {
      ...{
        workspacePath: path,
        host: 'localhost' as const,
        spawnEngine: nodeEngine(),
        clock: Date.now,
      },
      ...{ newId: () => crypto.randomUUID(), log: () => undefined, userFolder: folder.file('me') },
    };
    await (await createBackend(options)).close();
    expect((await program(['encrypt', path], [passphrase])).code).toBe(0);
    const backend = await createBackend({ ...options, secret: passphrase });
    try {
      const client = createRouterClient(backend.router);
      const text = `word\n${marker}\n${marker} 2\n`;
      const { upload } = await client.files.begin({ name: 'w.csv', bytes: text.length });
      await client.files.append({ upload, part: new Blob([text]) });
      const file = await client.files.finish({ upload });
      expect((await client.workspace.info({})).encrypted).toBe(true);
      const { id } = await client.workspace.createNotebook({ title: 't' });
      const settings = { source: { type: 'file', path: file.path, name: 'w.csv' } };
      await client.notebook.edit({
        id,
        edits: [{ type: 'insert', index: 0, kind: 'data', id: 'd', settings }],
      });
      const results = await runCells(client, id);
      expect(results.get('d')?.address).toMatch(/^[0-9a-f]{64}$/);
      expect(existsSync(file.path)).toBe(false);
    } finally {
      await backend.close();
    }
  });
});
