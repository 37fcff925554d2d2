import type { IncomingHttpHeaders } from 'node:http';
import type { Session, Sessions } from './sessions.ts';

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
  | { type: 'enter'; path: string; session: Session }
  | { type: 'swap'; cookie: string; key: string; session: Session; first: boolean }
  | { type: 'renew'; cookie: string }
  | { type: 'helper' }
  | { type: 'deny'; status: 400 | 403 | 405 | 413 };

export const socketPath = '/rpc';
export const renewPath = '/renew';
export const helperPath = '/renew.js';
/** What the socket's subprotocol is called; the key stands beside it and is never sent back. */
export const subprotocol = 'portrait';
const keyHeader = 'x-portrait-key';
const longestUrl = 2000;
/** Of one name that are looked at: our own and what servers on other ports add. */
const mostCookies = 200;

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
  readonly #sessions: Sessions;

  constructor(port: number, sessions: Sessions) {
    this.#sessions = sessions;
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
    // Cookies are shared between the ports of a host.
    this.#cookieName = `portrait-${port}`;
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
    const cookies = this.#cookiesOf(headers.cookie);
    const known = this.#sessions.byCookie(cookies);
    const token = target.searchParams.get('token');
    if (!upgrade && target.pathname === '/' && token !== null) {
      const entered = this.#sessions.enter(token, cookies);
      if (entered === null) return deny(403);
      const { session } = entered;
      return { type: 'swap', cookie: this.#cookie(session), key: session.key, ...entered };
    }
    if (fromElsewhere(headers)) return deny(403);
    if (!upgrade && target.pathname === helperPath) return { type: 'helper' };
    if (!upgrade && target.pathname === renewPath) {
      const key = headers[keyHeader];
      const session = typeof key === 'string' ? this.#sessions.byKey(key) : null;
      return session ? { type: 'renew', cookie: this.#cookie(session) } : deny(403);
    }
    if (known === null) return deny(403);
    // Cookies are one to a browser, keys one to a tab: the key says as whom it acts.
    const session = upgrade ? this.#byProtocol(headers['sec-websocket-protocol']) : known;
    if (session === null) return deny(403);
    if (upgrade !== (target.pathname === socketPath)) return deny(400);
    return { type: 'enter', path: target.pathname, session };
  }

  /** What cookies of our name hold. */
  #cookiesOf(cookies: string | undefined): string[] {
    const prefix = `${this.#cookieName}=`;
    // A server on another port can add one of the same name, and must not shut us out by it.
    const values = (cookies ?? '').split(/; */).filter((part) => part.startsWith(prefix));
    return values.slice(0, mostCookies).map((value) => value.slice(prefix.length));
  }

  /** `portrait, KEY`, as the page's script offers its protocols. */
  #byProtocol(protocols: string | undefined): Session | null {
    const [name, key, ...more] = (protocols ?? '').split(/, */);
    if (name !== subprotocol || more.length > 0) return null;
    return this.#sessions.byKey(key ?? '');
  }

  #cookie({ cookie }: Session): string {
    return `${this.#cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict`;
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
