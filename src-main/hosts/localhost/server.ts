import { RPCHandler } from '@orpc/server/ws';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ServedRouter } from '../../backend/lockable.ts';
import { headersFor } from '../page-headers.ts';
import { deniedPage } from './denied-page.ts';
import { Gate, helperPath, renewPath, socketPath, subprotocol, type Verdict } from './gate.ts';
import { renewScript } from './renew-script.ts';
import { Refusals } from './refusals.ts';
import type { Session, Sessions } from './sessions.ts';
import { StaticFiles } from './static-files.ts';
import { rpcOptions } from '#shared/wire/rpc-options.ts';

/** Parts of an upload are at most 4 MiB. */
const largestMessage = 16 * 1024 * 1024;
const mostSockets = 32;

export type LocalhostOptions = {
  /** The router of the moment: another once the workspace was locked or unlocked. */
  router: () => ServedRouter;
  /** 0: any free one. */
  port: number;
  /** Folder of the built page. */
  page: string;
  /** The next address, each time one was used up. */
  onAddress: (address: string) => void;
  /** Who may come in, and as what. */
  sessions: Sessions;
  /** Somebody came by a link for the first time. */
  onEntry?: (session: Session) => void;
  /** Somebody was turned away. */
  onRefused?: (attempts: number) => void;
};

export type Localhost = {
  port: number;
  /** Works once. */
  address: () => string;
  /** The address with a token. */
  addressOf: (token: string) => string;
  /** Every path that answers, for tests that walk them. */
  routes: () => string[];
  /** Connections that are open by a link now. */
  windows: (link: string) => number;
  /** Ends every connection by a link. */
  endLink(link: string): void;
  /** Ends every connection: whoever was connected comes again, to the router of then. */
  renew(): void;
  close(): Promise<void>;
};

/** Serves the page and the contract on 127.0.0.1 behind the gate. Throws what listening throws. */
export async function serveLocalhost(options: LocalhostOptions): Promise<Localhost> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000 });
  server.maxHeadersCount = 100;
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo; // An IP server's address is never a string.
  const { sessions } = options;
  const gate = new Gate(port, sessions);
  const refusals = new Refusals((attempts) => options.onRefused?.(attempts), Date.now);
  const cameBy = new Map<WebSocket, Session>();
  const files = new StaticFiles(options.page, () => performance.now());
  const addressOf = (token: string) => `http://127.0.0.1:${port}/?token=${token}`;
  const address = () => addressOf(sessions.token);
  let handler = new RPCHandler(options.router(), rpcOptions);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => subprotocol,
  });
  const judge = (request: IncomingMessage, upgrade: boolean): Verdict => {
    const { method, url, headers } = request;
    const before = sessions.token;
    const verdict = gate.judge({ method, url, headers, upgrade });
    if (sessions.token !== before) options.onAddress(address());
    refusals.note(verdict, { url, upgrade });
    if (verdict.type === 'swap' && verdict.first) options.onEntry?.(verdict.session);
    return verdict;
  };

  server.on('request', (request, response) => {
    const verdict = judge(request, false);
    if (verdict.type === 'swap') swap(response, verdict);
    else if (verdict.type === 'renew') renew(response, verdict.cookie);
    else if (verdict.type === 'helper') sendHelper(response);
    else if (verdict.type === 'deny') refuse(response, verdict.status);
    else void sendFile(response, files.find(verdict.path));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const verdict = judge(request, true);
    if (verdict.type !== 'enter' || sockets.clients.size >= mostSockets) {
      hangUp(socket, verdict.type === 'deny' ? verdict.status : 403);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      const { session } = verdict;
      cameBy.set(webSocket, session);
      webSocket.on('close', () => cameBy.delete(webSocket));
      void handler.upgrade(webSocket, { context: { actor: session.actor } });
    });
  });

  return {
    port,
    address,
    addressOf,
    routes: () => [...files.paths(), helperPath, renewPath, socketPath],
    windows: (link) => [...cameBy.values()].filter((session) => session.link === link).length,
    endLink(link) {
      for (const [socket, session] of cameBy) if (session.link === link) socket.terminate();
    },
    renew() {
      handler = new RPCHandler(options.router(), rpcOptions);
      for (const client of sockets.clients) client.terminate();
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The key goes in the fragment: it reaches no server, no log and no other page. */
function swap(response: ServerResponse, { cookie, key }: { cookie: string; key: string }): void {
  const location = `/#key=${key}`;
  const headers = { ...headersFor('/index.html'), location, 'cache-control': 'no-store' };
  response.writeHead(303, { ...headers, 'set-cookie': cookie }).end();
}

function renew(response: ServerResponse, cookie: string): void {
  const headers = { ...headersFor('/.txt'), 'cache-control': 'no-store' };
  response.writeHead(204, { ...headers, 'set-cookie': cookie }).end();
}

function sendHelper(response: ServerResponse): void {
  const headers = { ...headersFor(helperPath), 'cache-control': 'no-store' };
  response.writeHead(200, headers).end(renewScript);
}

function refuse(response: ServerResponse, status: number): void {
  const headers = { ...headersFor('/index.html'), 'cache-control': 'no-store' };
  response.writeHead(status, { ...headers, connection: 'close' }).end(deniedPage);
}

async function sendFile(response: ServerResponse, file: string | undefined): Promise<void> {
  if (file === undefined) {
    response.writeHead(404, headersFor('/.txt')).end();
    return;
  }
  // Built assets carry a hash in their names; the page itself must always be the newest.
  const asset = /[\\/]assets[\\/]/.test(file);
  const caching = asset ? 'private, max-age=31536000, immutable' : 'no-store';
  try {
    response.writeHead(200, { ...headersFor(file), 'cache-control': caching });
    await pipeline(createReadStream(file), response);
  } catch {
    // The file went away between listing and reading, or the browser did: nothing is left to tell it.
    response.destroy();
  }
}

function hangUp(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
