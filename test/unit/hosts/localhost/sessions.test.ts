import { describe, expect, it } from 'vitest';
import { Sessions } from '../../../../src-main/hosts/localhost/sessions.ts';
import { GateLinks } from '../../../../src-main/hosts/localhost/link-desk.ts';
import type { Localhost } from '../../../../src-main/hosts/localhost/server.ts';

const hour = 3_600_000;
const viewer = { role: 'viewer', name: 'Class 3', hours: 1 } as const;

function sessions() {
  let now = 0;
  let ids = 0;
  const made = new Sessions('me', { clock: () => now, newId: () => `link-${(ids += 1)}` });
  return { made, wait: (ms: number) => (now += ms) };
}

describe('a link', () => {
  it('lets one in once, as what it says; the second of two that race is nobody', () => {
    const { made } = sessions();
    const { token } = made.make(viewer);
    const first = made.enter(token, []);
    expect(first).toMatchObject({ first: true, session: { actor: { role: 'viewer' } } });
    expect(made.enter(token, [])).toBeNull();
    expect(made.enter(token, [made.owner.cookie])).toBeNull();
    // The browser that used it may load its page again.
    expect(made.enter(token, [first!.session.cookie])).toEqual({ ...first, first: false });
  });

  it('is over when its time is, if nobody used it, and when it is ended', () => {
    const { made, wait } = sessions();
    const late = made.make(viewer);
    wait(hour + 1);
    expect(made.enter(late.token, [])).toBeNull();
    const { link, token } = made.make(viewer);
    const { session } = made.enter(token, [])!;
    wait(2 * hour);
    expect(made.byKey(session.key)).toBe(session);
    made.revoke(link.id);
    expect(made.byKey(session.key)).toBeNull();
    expect(made.byCookie([session.cookie])).toBeNull();
    expect(made.enter(token, [session.cookie])).toBeNull();
  });

  it('gives neither its token nor its keys away in the list', () => {
    const { made } = sessions();
    const { token } = made.make(viewer);
    const { session } = made.enter(token, [])!;
    const told = JSON.stringify(made.list(() => 1));
    for (const secret of [token, session.key, session.cookie]) expect(told).not.toContain(secret);
  });

  it('that makes room for others has its windows closed', () => {
    const { made } = sessions();
    const ended: string[] = [];
    const desk = new GateLinks(made);
    const server: Pick<Localhost, 'addressOf' | 'endLink'> = {
      addressOf: (token) => token,
      endLink: (link) => ended.push(link),
    };
    desk.server = server as Localhost;
    const [{ link }] = [desk.make(viewer)];
    for (let more = 0; more < 200; more += 1) desk.make(viewer);
    expect(ended).toEqual([link.id]);
    expect(made.list(() => 0)).toHaveLength(200);
  });
});
