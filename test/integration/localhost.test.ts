import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { ask } from '../support/localhost.ts';
import { printed, start, type Program } from '../support/program.ts';

const host = 'hosts/localhost/main.ts';
const ready = /Portrait is at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n/;
let folder: ReturnType<typeof temporaryFolder>;
const programs: Program[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(folder.file('page'));
  writeFileSync(folder.file('page/index.html'), '<!doctype html><title>Portrait</title>');
});
afterEach(async () => {
  for (const { child, ended } of programs.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  folder.remove();
});

function open(workspace: string, ...more: string[]): Program {
  const args = ['--workspace', folder.file(workspace), '--page', folder.file('page'), ...more];
  const program = start(host, args, { HOME: folder.path });
  programs.push(program);
  return program;
}

describe('the localhost host', () => {
  it('prints its address when it is ready, and the address opens the page', async () => {
    const program = open('w.portrait');
    const address = new URL((await printed(program, ready)).slice('Portrait is at '.length));
    const port = Number(address.port);
    const swapped = await ask(port, { path: `/${address.search}` });
    const [cookie = ''] = swapped.headers['set-cookie'] ?? [];
    const page = await ask(port, { path: '/', headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(page.statusCode).toBe(200);
    await printed(program, /For another browser: http/);
  });

  it('ends in order on SIGTERM, and the workspace opens again', async () => {
    const first = open('w.portrait');
    await printed(first, ready);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, stderr: '' });
    await printed(open('w.portrait'), ready);
  });

  it('says that the workspace is open elsewhere', async () => {
    await printed(open('w.portrait'), ready);
    const { code, stderr } = await open('w.portrait').ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/is open in another Portrait\.\nClose the other window/);
  });

  it('opens a workspace whose last owner was killed', async () => {
    const first = open('w.portrait');
    await printed(first, ready);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await printed(open('w.portrait'), ready)).toContain('127.0.0.1');
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const taken = other.address();
    const port = typeof taken === 'object' ? String(taken?.port) : '';
    const { code, stderr } = await open('w.portrait', '--port', port).ended;
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} cannot be used`);
  });

  it.each([['--port', 'x'], ['--port', '70000'], ['--nonsense']])(
    'refuses %s %s',
    async (...args) => {
      const { code, stderr } = await open('w.portrait', ...args).ended;
      expect(code).toBe(1);
      expect(stderr).toContain(args[0]);
    },
  );

  it('says that the page was not built', async () => {
    const { code, stderr } = await open('w.portrait', '--page', folder.file('none')).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('The page was not built');
  });
});
