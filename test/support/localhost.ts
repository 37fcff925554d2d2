import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { serveLocalhost, type Localhost } from '../../src-main/hosts/localhost/server.ts';
import { GateLinks } from '../../src-main/hosts/localhost/link-desk.ts';
import { Sessions } from '../../src-main/hosts/localhost/sessions.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from './folder.ts';

export type Served = { server: Localhost; backend: Backend; close(): Promise<void> };

/** A real backend behind the real localhost host, with a small page. */
export async function servedBackend(): Promise<Served> {
  const folder = temporaryFolder();
  const page = folder.file('page');
  mkdirSync(`${page}/assets`, { recursive: true });
  writeFileSync(`${page}/index.html`, '<!doctype html><title>Portrait</title>');
  writeFileSync(`${page}/assets/main-1a2b.js`, 'export {};');
  const sessions = new Sessions('somebody', { clock: Date.now, newId: () => crypto.randomUUID() });
  const links = new GateLinks(sessions);
  const backend = await createBackend({
    links,
    workspacePath: folder.file('w.portrait'),
    host: 'localhost',
    spawnEngine: nodeEngine(),
    clock: Date.now,
    newId: () => crypto.randomUUID(),
    log: (line) => console.error(line),
  });
  const server = await serveLocalhost({
    router: () => backend.router,
    port: 0,
    page,
    sessions,
    onAddress: () => undefined,
  });
  links.server = server;
  return {
    server,
    backend,
    async close() {
      await server.close();
      await backend.close();
      folder.remove();
    },
  };
}

type Asked = { path: string; method?: string; headers?: Record<string, string> };

/** A request exactly as given: `fetch` would not let Host and Origin be chosen. */
export function ask(
  port: number,
  { path, method = 'GET', headers }: Asked,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const host = `127.0.0.1:${port}`;
    const options = { host: '127.0.0.1', port, path, method, headers: { host, ...headers } };
    request(options, (response) => {
      response.resume();
      resolve(response);
    })
      .on('error', reject)
      .end();
  });
}

/** Resolves with the open socket, or with the status it was refused with. */
export function knock(
  port: number,
  path: string,
  headers: Record<string, string>,
  key: string | null = null,
): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const protocols = key === null ? [] : ['portrait', key];
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => {
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

/** Swaps the address's token for the cookie and the key, as a browser does. */
export async function enter(server: Localhost): Promise<{ cookie: string; key: string }> {
  const { pathname, search } = new URL(server.address());
  const response = await ask(server.port, { path: pathname + search });
  const [cookie] = response.headers['set-cookie'] ?? [];
  const key = response.headers.location?.replace('/#key=', '') ?? '';
  return { cookie: cookie?.split(';')[0] ?? '', key };
}
