import type { AccessLink, NewLink } from '#shared/contract/links.ts';
import type { Localhost } from './server.ts';
import type { Sessions } from './sessions.ts';

/** Links as the backend hands them out; the server comes later than what it serves. */
export class GateLinks {
  readonly #sessions: Sessions;
  server: Localhost | null = null;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  readonly list = (): AccessLink[] =>
    this.#sessions.list((link) => this.server?.windows(link) ?? 0);

  readonly make = (link: NewLink): { link: AccessLink; address: string } => {
    const made = this.#sessions.make(link);
    if (made.ended !== null) this.server?.endLink(made.ended);
    return { link: made.link, address: this.server?.addressOf(made.token) ?? '' };
  };

  readonly revoke = (id: string): boolean => {
    const revoked = this.#sessions.revoke(id) !== null;
    this.server?.endLink(id);
    return revoked;
  };
}
