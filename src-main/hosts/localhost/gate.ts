import type { IncomingHttpHeaders } from 'node:http';
import { newSecret, sameSecret } from './secrets.ts';

/** What the gate looks at; the same for a page and for a socket. */
export type Knock = {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  upgrade: boolean;
};

/**
 * `swap`: the token was good; the browser gets the cookie and the key instead and comes again. `renew`: the key was good;
 * the cookie is set again. `helper`: the script that asks for that, which holds no secret.
 */
export type Verdict =
  | { type: 'enter'; path: string }
  | { type: 'swap'; cookie: string; key: string }
  | { type: 'renew'; cookie: string }
  | { type: 'helper' }
  | { type: 'deny'; status: 400 | 403 | 405 | 413 };

export const socketPath = '/rpc';
export const renewPath = '/renew';
export const helperPath = '/renew.js';
/** What the socket's subprotocol is called; the key stands beside it and is never sent back. */
export const subprotocol = 'portrait';
const keyHeader = 'x-portrait-key';
const mostSpent = 1000;
const longestUrl = 2000;

/**
 * The one gate before all routing, for pages and sockets alike. Whatever is not known to be the user's own browser
 * window is refused: another name for this machine (DNS rebinding), another page (cross-site requests and sockets),
 * another program without the secret. Secrets are new with every start.
 *
 * Cookies are shared by all ports of a host: a server on another port is sent ours, and can overwrite it. So the cookie
 * opens the page's files only. The socket asks for a key as well, which the page gets once in an address's fragment and
 * keeps in its tab's storage, both of which belong to its port; and with the key an overwritten cookie is renewed.
 */
export class Gate {
  readonly #hosts: ReadonlySet<string>;
  readonly #cookieName: string;
  readonly #secret = newSecret();
  readonly #key = newSecret();
  readonly #spent: string[] = [];
  #token = newSecret();

  constructor(port: number) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
    // Cookies are shared between the ports of a host.
    this.#cookieName = `portrait-${port}`;
  }

  /** Good for one entry. */
  get token(): string {
    return this.#token;
  }

  judge({ method, url, headers, upgrade }: Knock): Verdict {
    const host = headers.host;
    if (host === undefined || !this.#hosts.has(host)) return deny(403);
    const origin = `http://${host}`;
    const strict = upgrade || method !== 'GET';
    if (headers.origin !== origin && (strict || headers.origin !== undefined)) return deny(403);
    if (method !== 'GET') return deny(405);
    if (hasBody(headers)) return deny(413);
    const target = parseTarget(url, origin);
    if (target === undefined) return deny(400);
    const known = this.#knows(headers.cookie);
    const token = target.searchParams.get('token');
    if (!upgrade && target.pathname === '/' && token !== null) {
      if (!this.#spend(token) && !(known && this.#wasGood(token))) return deny(403);
      return { type: 'swap', cookie: this.#cookie(), key: this.#key };
    }
    if (fromElsewhere(headers)) return deny(403);
    if (!upgrade && target.pathname === helperPath) return { type: 'helper' };
    if (!upgrade && target.pathname === renewPath) {
      const key = headers[keyHeader];
      const good = typeof key === 'string' && sameSecret(key, this.#key);
      return good ? { type: 'renew', cookie: this.#cookie() } : deny(403);
    }
    if (!known) return deny(403);
    if (upgrade && !this.#hasKey(headers['sec-websocket-protocol'])) return deny(403);
    if (upgrade !== (target.pathname === socketPath)) return deny(400);
    return { type: 'enter', path: target.pathname };
  }

  #knows(cookies: string | undefined): boolean {
    const prefix = `${this.#cookieName}=`;
    // A server on another port can add one of the same name, and must not shut us out by it.
    const values = (cookies ?? '').split(/; */).filter((part) => part.startsWith(prefix));
    return values.some((value) => sameSecret(value.slice(prefix.length), this.#secret));
  }

  /** `portrait, KEY`, as the page's script offers its protocols. */
  #hasKey(protocols: string | undefined): boolean {
    const [name, key, ...more] = (protocols ?? '').split(/, */);
    return name === subprotocol && more.length === 0 && sameSecret(key ?? '', this.#key);
  }

  /** The printed address, opened once more in a browser that has the cookie: another port has never seen it. */
  #wasGood(token: string): boolean {
    return this.#spent.some((spent) => sameSecret(token, spent));
  }

  #spend(token: string): boolean {
    if (!sameSecret(token, this.#token)) return false;
    this.#spent.push(this.#token);
    if (this.#spent.length > mostSpent) this.#spent.shift();
    this.#token = newSecret();
    return true;
  }

  #cookie(): string {
    return `${this.#cookieName}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  }
}

const deny = (status: 400 | 403 | 405 | 413): Verdict => ({ type: 'deny', status });

function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** Only a path of our own: no absolute form, no odd escapes. */
function parseTarget(url: string | undefined, origin: string): URL | undefined {
  if (url === undefined || url.length > longestUrl || !/^\/(?!\/)[\w\-./?=&%]*$/.test(url)) return;
  return URL.canParse(url, origin) ? new URL(url, origin) : undefined;
}

/** Browsers say where a request comes from; one that another page made is refused even with the cookie. */
function fromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
