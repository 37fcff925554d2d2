import type { AccessLink, NewLink } from '#shared/contract/links.ts';
import type { Actor } from '#shared/model/role.ts';
import { newSecret, sameSecret } from './secrets.ts';

/** Somebody who was let in: `cookie` opens the page's files, `key` the socket, and with it the cookie is set again. */
export type Session = {
  /** Of the link it came by; null for the addresses that are printed, which are the owner's. */
  link: string | null;
  actor: Actor;
  cookie: string;
  key: string;
};

type Link = Omit<AccessLink, 'windows'> & { token: string; session: Session | null };

const mostSpent = 1000;
/** Links that stand at a time; the oldest make room. */
const mostLinks = 200;

/** Who may come in: by the printed address, which is another each time, and by links that were made. All is new with each start. */
export class Sessions {
  readonly #owner: Session;
  readonly #clock: () => number;
  readonly #newId: () => string;
  readonly #spent: string[] = [];
  readonly #links = new Map<string, Link>();
  #token = newSecret();

  constructor(owner: string, deps: { clock: () => number; newId: () => string }) {
    this.#owner = sessionOf({ role: 'owner', name: owner }, null);
    this.#clock = deps.clock;
    this.#newId = deps.newId;
  }

  /** Good for one entry, as the owner. */
  get token(): string {
    return this.#token;
  }

  get owner(): Session {
    return this.#owner;
  }

  /**
   * Whom a token lets in, and whether it was used up by that. Once more only where it was good before and its own session's
   * cookie comes along: another port has never seen it.
   */
  enter(token: string, cookies: readonly string[]): { session: Session; first: boolean } | null {
    if (sameSecret(token, this.#token)) {
      this.#spent.push(this.#token);
      if (this.#spent.length > mostSpent) this.#spent.shift();
      this.#token = newSecret();
      return { session: this.#owner, first: true };
    }
    const again = (session: Session) =>
      cookies.some((cookie) => sameSecret(cookie, session.cookie))
        ? { session, first: false }
        : null;
    if (this.#spent.some((spent) => sameSecret(token, spent))) return again(this.#owner);
    const link = [...this.#links.values()].find((one) => sameSecret(token, one.token));
    if (link === undefined) return null;
    if (link.session !== null) return again(link.session);
    if (this.#clock() > link.expiresAt) return null;
    link.usedAt = this.#clock();
    link.session = sessionOf({ role: link.role, name: link.name }, link.id);
    return { session: link.session, first: true };
  }

  byCookie(cookies: readonly string[]): Session | null {
    return this.#find(({ cookie }) => cookies.some((given) => sameSecret(given, cookie)));
  }

  byKey(given: string): Session | null {
    return this.#find(({ key }) => sameSecret(given, key));
  }

  /** `ended`: the link that made room, whose windows are to be closed. */
  make({ role, name, hours }: NewLink): { link: AccessLink; token: string; ended: string | null } {
    const now = this.#clock();
    const link: Link = {
      ...{ id: this.#newId(), role, name, madeAt: now, expiresAt: now + hours * 3_600_000 },
      ...{ usedAt: null, token: newSecret(), session: null },
    };
    this.#links.set(link.id, link);
    const [oldest = null] = this.#links.keys();
    const ended = this.#links.size > mostLinks ? oldest : null;
    if (ended !== null) this.#links.delete(ended);
    return { link: shown(link, 0), token: link.token, ended };
  }

  /** Newest first; `windows` tells how many are open by a link. */
  list(windows: (link: string) => number): AccessLink[] {
    return [...this.#links.values()].map((link) => shown(link, windows(link.id))).reverse();
  }

  revoke(id: string): AccessLink | null {
    const link = this.#links.get(id);
    this.#links.delete(id);
    return link === undefined ? null : shown(link, 0);
  }

  /** Looks at every one, so that the time it takes tells nothing. */
  #find(fits: (session: Session) => boolean): Session | null {
    const linked = [...this.#links.values()].flatMap(({ session }) => session ?? []);
    return [this.#owner, ...linked].filter(fits)[0] ?? null;
  }
}

function sessionOf(actor: Actor, link: string | null): Session {
  return { link, actor, cookie: newSecret(), key: newSecret() };
}

function shown({ token: _, session: __, ...link }: Link, windows: number): AccessLink {
  return { ...link, windows };
}
