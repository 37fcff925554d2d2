import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { rpcOptions } from '../../shared/wire/rpc-options.ts';
import type { Client } from '../../src-main/hosts/cli/client.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ask, knock } from '../support/localhost.ts';
import { printed, start, type Program } from '../support/program.ts';

let folder: ReturnType<typeof temporaryFolder>;
let host: Program;
let address = '';
const settings = () => folder.file('settings');
const workspace = () => folder.file('w.portrait');

const serve = (config: string, path: string) =>
  start(
    'hosts/localhost/main.ts',
    ['--port', '0', '--workspace', path, '--page', folder.file('page')],
    { PORTRAIT_CONFIG: config },
  );
const link = (...args: string[]) =>
  start('hosts/cli/main.ts', ['link', ...args], { PORTRAIT_CONFIG: settings() }).ended;
const ready = /Portrait is at http:\/\/127\.0\.0\.1:\d+\/\S+/;

beforeAll(async () => {
  folder = temporaryFolder();
  mkdirSync(folder.file('page'));
  writeFileSync(folder.file('page/index.html'), '<!doctype html><title>Portrait</title>');
  host = serve(settings(), workspace());
  await printed(host, ready);
});
afterAll(async () => {
  host.child.kill('SIGTERM');
  await host.ended;
  folder.remove();
});

/** What a browser gets of an address: the cookie and the key, or the status it is refused with. */
async function come(to: string): Promise<{ status: number; cookie: string; key: string }> {
  const { port, pathname, search } = new URL(to);
  const response = await ask(Number(port), { path: pathname + search });
  return {
    status: response.statusCode ?? 0,
    cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    key: response.headers.location?.replace('/#key=', '') ?? '',
  };
}

describe('npm start -- link', () => {
  it('finds the host by a note that its own user alone can read', () => {
    expect(statSync(settings()).mode & 0o777).toBe(0o700);
    expect(statSync(`${settings()}/open`).mode & 0o777).toBe(0o700);
    const [note = '', ...more] = readdirSync(`${settings()}/open`);
    expect(more).toEqual([]);
    expect(statSync(`${settings()}/open/${note}`).mode & 0o777).toBe(0o600);
  });

  it('prints an address that lets one viewer in, once, and no further than viewers go', async () => {
    const { code, stdout } = await link('--role', 'viewer', '--name', 'Class 3', '--hours', '1');
    expect(code).toBe(0);
    address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}/.exec(stdout)?.[0] ?? '';
    const came = await come(address);
    expect(came.status).toBe(303);
    expect((await come(address)).status).toBe(403);
    const port = Number(new URL(address).port);
    const own = { cookie: came.cookie, origin: `http://127.0.0.1:${port}` };
    const socket = await knock(port, '/rpc', own, came.key);
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const client = clientOn(socket);
    expect(await client.links.me({})).toMatchObject({ role: 'viewer', name: 'Class 3' });
    const info = await client.workspace.info({});
    expect(JSON.stringify(info)).not.toContain(folder.path);
    for (const call of [
      () => client.workspace.createNotebook({ title: 'x' }),
      () => client.links.create({ role: 'owner', name: '', hours: 1 }),
      () => client.audit.check({}),
    ])
      await expect(call()).rejects.toMatchObject({ data: { code: 'role_denied' } });
    socket.terminate();
  });

  it('makes no link of another role, of no time, or for a workspace that is not open', async () => {
    for (const args of [
      ['--role', 'admin'],
      ['--hours', '0'],
      ['--hours', 'x'],
    ])
      expect((await link(...args)).code).not.toBe(0);
    const { code, stderr } = await link('--workspace', folder.file('other.portrait'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('No window of Portrait is open');
  });

  it('finds nothing any more when the host has ended', async () => {
    host.child.kill('SIGTERM');
    await host.ended;
    expect(readdirSync(`${settings()}/open`)).toEqual([]);
    expect((await link()).stderr).toContain('No window of Portrait is open');
  });
});

describe('the host', () => {
  it('opens also where the settings folder cannot be written', async () => {
    writeFileSync(folder.file('file'), '');
    const other = serve(folder.file('file/settings'), folder.file('other.portrait'));
    await printed(other, ready);
    other.child.kill('SIGTERM');
    const { code, stderr } = await other.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('links are made in the window only');
    expect(existsSync(folder.file('other.portrait'))).toBe(true);
  });
});

function clientOn(socket: WebSocket): Client {
  socket.binaryType = 'arraybuffer';
  const websocket = socket as unknown as globalThis.WebSocket;
  return createORPCClient<Client>(new RPCLink({ websocket, ...rpcOptions }));
}
