import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, enter, knock, servedBackend, type Served } from '../support/localhost.ts';

let served: Served;
let port = 0;
let cookie = '';
let key = '';
beforeAll(async () => {
  served = await servedBackend();
  port = served.server.port;
  ({ cookie, key } = await enter(served.server));
});
afterAll(() => served.close());

const own = () => ({ cookie, origin: `http://127.0.0.1:${port}` });
const socketRoute = '/rpc';
const helpers = ['/renew.js', '/renew'];
const pages = () =>
  served.server.routes().filter((route) => route !== socketRoute && !helpers.includes(route));

/** What someone without the right to enter might send, besides nothing at all. */
const intruders = (): [string, Record<string, string>][] => [
  ['no cookie', { origin: `http://127.0.0.1:${port}` }],
  ['a wrong cookie', { ...own(), cookie: `portrait-${port}=${'x'.repeat(43)}` }],
  ['an empty cookie', { ...own(), cookie: `portrait-${port}=` }],
  ['two wrong cookies of the name', { ...own(), cookie: `portrait-${port}=a; portrait-${port}=b` }],
  ['another Host', { ...own(), host: `evil.example:${port}` }],
  ['a Host that begins like ours', { ...own(), host: `127.0.0.1:${port}.evil.example` }],
  ['a Host without the port', { ...own(), host: '127.0.0.1' }],
  ['another Origin', { cookie, origin: 'http://evil.example' }],
  ['an Origin that begins like ours', { cookie, origin: `http://127.0.0.1:${port}.evil.example` }],
  ['the Origin of another port', { cookie, origin: 'http://127.0.0.1:1' }],
  ['an opaque Origin', { cookie, origin: 'null' }],
  ['another page behind it', { ...own(), 'sec-fetch-site': 'cross-site' }],
  ['a page on another port behind it', { ...own(), 'sec-fetch-site': 'same-site' }],
];

describe('the gate', () => {
  it('knows at least the page, an asset and the socket', () => {
    expect(served.server.routes()).toEqual([
      ...['/', '/index.html', '/assets/main-1a2b.js', '/renew.js', '/renew', '/rpc'],
    ]);
  });

  it('lets the own window in by every route', async () => {
    for (const path of pages()) {
      expect((await ask(port, { path, headers: { cookie } })).statusCode).toBe(200);
    }
    const socket = await knock(port, socketRoute, own(), key);
    expect(socket).toBeInstanceOf(WebSocket);
    if (socket instanceof WebSocket) socket.terminate();
  });

  it('answers to localhost as well as to 127.0.0.1', async () => {
    const headers = { cookie, host: `localhost:${port}` };
    expect((await ask(port, { path: '/', headers })).statusCode).toBe(200);
  });

  it('refuses every page to every intruder', async () => {
    for (const path of [...pages(), '/nothing', '/rpc', '/renew']) {
      for (const [who, headers] of intruders()) {
        const { statusCode } = await ask(port, { path, headers });
        expect(statusCode, `${path} with ${who}`).toBe(403);
      }
    }
  });

  it('refuses the socket to every intruder, and to one without an Origin', async () => {
    for (const path of [...served.server.routes(), '/nothing']) {
      for (const [who, headers] of [...intruders(), ['no Origin', { cookie }] as const]) {
        expect(await knock(port, path, { ...headers }, key), `${path} with ${who}`).toBe(403);
      }
    }
  });

  it('opens sockets on no other route, and no page on the socket’s', async () => {
    for (const path of [...pages(), ...helpers, '/nothing']) {
      expect(await knock(port, path, own(), key), path).toBe(400);
    }
    expect((await ask(port, { path: socketRoute, headers: { cookie } })).statusCode).toBe(400);
  });

  it('refuses every method but GET on every route', async () => {
    for (const path of served.server.routes()) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
        const { statusCode } = await ask(port, { path, method, headers: own() });
        expect(statusCode, `${method} ${path}`).toBe(405);
        const strange = await ask(port, { path, method, headers: { cookie } });
        expect(strange.statusCode, `${method} ${path} without Origin`).toBe(403);
      }
    }
  });

  it('refuses bodies and addresses it does not understand', async () => {
    const body = await ask(port, { path: '/', headers: { cookie, 'content-length': '5' } });
    expect(body.statusCode).toBe(413);
    for (const path of ['//evil.example/', '/..\\..\\etc', `/${'a'.repeat(3000)}`]) {
      expect((await ask(port, { path, headers: { cookie } })).statusCode, path).toBe(400);
    }
  });

  it('serves nothing outside the built page', async () => {
    for (const path of ['/../w.portrait', '/%2e%2e/w.portrait', '/assets/../../w.portrait']) {
      expect((await ask(port, { path, headers: { cookie } })).statusCode, path).toBe(404);
    }
  });

  it('takes a token once and answers with a cookie no script can read', async () => {
    const { pathname, search } = new URL(served.server.address());
    const first = await ask(port, { path: pathname + search });
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toMatch(/^\/#key=[\w-]{43}$/);
    expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
    const again = await ask(port, { path: pathname + search });
    expect(again.statusCode).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('refuses a wrong token, and a token on any other route', async () => {
    const { search } = new URL(served.server.address());
    for (const path of ['/?token=', `/?token=${'x'.repeat(43)}`, `/index.html${search}`]) {
      expect((await ask(port, { path })).statusCode, path).toBe(403);
    }
    expect(await knock(port, `/rpc${search}`, { origin: own().origin }, key)).toBe(403);
  });

  it('sends a policy without inline or evaluated code, and no leave to other sites', async () => {
    for (const headers of [{ cookie }, { cookie: '' }]) {
      for (const path of pages()) {
        const response = await ask(port, { path, headers });
        const policy = String(response.headers['content-security-policy']);
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toMatch(/unsafe/);
        expect(response.headers['x-content-type-options']).toBe('nosniff');
        expect(response.headers['cross-origin-resource-policy']).toBe('same-origin');
        expect(response.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
  });

  it('opens the socket to nobody who has the cookie alone, as a server on another port does', async () => {
    for (const wrong of [null, '', 'x'.repeat(43), key.slice(1), `${key}x`]) {
      const given = await knock(port, socketRoute, own(), wrong === '' ? null : wrong);
      expect(given, String(wrong)).toBe(403);
    }
    const raw = { ...own(), 'sec-websocket-protocol': `portrait, x, ${key}` };
    expect(await knock(port, socketRoute, raw)).toBe(403);
    expect(await knock(port, socketRoute, { origin: own().origin }, key)).toBe(403);
  });

  it('gives the key for the cookie to nobody: only with an address that was printed', async () => {
    for (const path of [
      '/?token=',
      `/?token=${'x'.repeat(43)}`,
      `/?token=${cookie.split('=')[1]}`,
    ]) {
      const response = await ask(port, { path, headers: { cookie } });
      expect(response.statusCode, path).toBe(403);
      expect(response.headers.location).toBeUndefined();
    }
    const { pathname, search } = new URL(served.server.address());
    await ask(port, { path: pathname + search });
    const again = await ask(port, { path: pathname + search, headers: { cookie } });
    expect(again.headers.location).toBe(`/#key=${key}`);
    expect((await ask(port, { path: pathname + search })).statusCode).toBe(403);
  });

  it('is not shut by a cookie of the same name from another port', async () => {
    for (const tossed of [`portrait-${port}=x; ${cookie}`, `${cookie}; portrait-${port}=x`]) {
      expect((await ask(port, { path: '/', headers: { cookie: tossed } })).statusCode).toBe(200);
      const socket = await knock(port, socketRoute, { ...own(), cookie: tossed }, key);
      expect(socket).toBeInstanceOf(WebSocket);
      if (socket instanceof WebSocket) socket.terminate();
    }
  });

  it('renews an overwritten cookie for who has the key, and for nobody else', async () => {
    const renewed = await ask(port, { path: '/renew', headers: { 'x-portrait-key': key } });
    expect(renewed.statusCode).toBe(204);
    expect(renewed.headers['set-cookie']?.[0]).toContain(cookie);
    for (const [who, headers] of [...intruders(), ['the cookie alone', own()] as const]) {
      expect((await ask(port, { path: '/renew', headers })).statusCode, who).toBe(403);
    }
    const foreign = { 'x-portrait-key': key, 'sec-fetch-site': 'same-site' };
    expect((await ask(port, { path: '/renew', headers: foreign })).statusCode).toBe(403);
    expect((await ask(port, { path: '/renew.js' })).statusCode).toBe(200);
  });

  it('closes a socket that sends more than the limit', async () => {
    const socket = await knock(port, socketRoute, own(), key);
    if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.send(new Uint8Array(17 * 1024 * 1024));
    expect(await closed).toBe(1009);
  });
});
