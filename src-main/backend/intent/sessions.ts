import type { UserHistory } from '#shared/intent/session-features.ts';
import type { Events } from './read-events.ts';

/** Sessions by when they begin. */
export type Sessions = {
  count: number;
  /** Events of session s are `order[from[s]..to[s])`, by time, up to the first purchase; what comes after is left out. */
  order: Int32Array;
  from: Int32Array;
  to: Int32Array;
  /** Place in `order` of the first purchase; -1 without one. */
  purchase: Int32Array;
  /** -1 where it is not known. */
  user: Int32Array;
  /** Without times the place of the first and the last event in the table. */
  start: Float64Array;
  /** Of its last event, what was left out too. */
  end: Float64Array;
  /** Of those of its user that ended before it began. */
  sessionsBefore: Int32Array;
  purchasesBefore: Int32Array;
  lastBefore: Float64Array;
  ties: number;
  afterwards: number;
};

/** Tells sessions apart: by their column, or by pauses of `gapMs` where `gapMs` is not null. */
export async function makeSessions(
  events: Events,
  isPurchase: (kind: number) => boolean,
  gapMs: number | null,
  pace: () => Promise<void>,
): Promise<Sessions> {
  const { count, owner, time } = events;
  const order = byOwner(events);
  const when = (at: number): number => (time === null ? order[at]! : time[order[at]!]!);
  const found: { from: number; to: number; purchase: number; start: number; end: number }[] = [];
  let [ties, afterwards] = [0, 0];
  const close = (from: number, end: number): void => {
    let purchase = from;
    while (purchase < end && !isPurchase(events.kind[order[purchase]!]!)) purchase += 1;
    if (time !== null)
      for (let at = from + 1; at < end; at++) if (when(at) === when(at - 1)) ties += 1;
    if (purchase < end) afterwards += end - purchase - 1;
    const bought = purchase < end ? purchase : -1;
    found.push({ from, to: purchase, purchase: bought, start: when(from), end: when(end - 1) });
  };
  for (let from = 0; from < count;) {
    let to = from + 1;
    while (to < count && owner[order[to]!] === owner[order[from]!]) to += 1;
    const own = order.subarray(from, to);
    if (time !== null) own.sort((a, b) => time[a]! - time[b]! || a - b);
    let first = from;
    for (let at = from + 1; gapMs !== null && at < to; at++)
      if (when(at) - when(at - 1) > gapMs) {
        close(first, at);
        first = at;
      }
    close(first, to);
    from = to;
    await pace();
  }
  found.sort((a, b) => a.start - b.start || a.from - b.from);
  const sessions: Sessions = {
    ...{ count: found.length, order, ties, afterwards },
    from: Int32Array.from(found, ({ from }) => from),
    to: Int32Array.from(found, ({ to }) => to),
    purchase: Int32Array.from(found, ({ purchase }) => purchase),
    user: Int32Array.from(found, ({ from }) => events.user[order[from]!]!),
    start: Float64Array.from(found, ({ start }) => start),
    end: Float64Array.from(found, ({ end }) => end),
    sessionsBefore: new Int32Array(found.length),
    purchasesBefore: new Int32Array(found.length),
    lastBefore: new Float64Array(found.length).fill(NaN),
  };
  const histories = new Histories(sessions);
  for (let session = 0; session < found.length; session++) {
    histories.goTo(session);
    await pace();
  }
  return sessions;
}

/** Rows by what they belong to, in the order of the table. */
function byOwner({ count, owner, owners }: Events): Int32Array {
  const places = new Int32Array(owners.names.length + 1);
  for (let row = 0; row < count; row++) places[owner[row]! + 1]! += 1;
  for (let at = 1; at < places.length; at++) places[at]! += places[at - 1]!;
  const order = new Int32Array(count);
  for (let row = 0; row < count; row++) order[places[owner[row]!]!++] = row;
  return order;
}

/** What each user did in sessions that had ended, while sessions are gone through by when they begin. */
class Histories {
  readonly #sessions: Sessions;
  readonly #users = new Map<number, { open: number[]; ended: UserHistory }>();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  goTo(session: number): void {
    const { user, start, end, purchase, sessionsBefore, purchasesBefore, lastBefore } =
      this.#sessions;
    const who = user[session]!;
    if (who < 0) return;
    const own = this.#users.get(who) ?? {
      open: [],
      ended: { sessions: 0, purchases: 0, last: null },
    };
    this.#users.set(who, own);
    own.open = own.open.filter((other) => {
      if (end[other]! >= start[session]!) return true;
      own.ended.sessions += 1;
      if (purchase[other]! >= 0) own.ended.purchases += 1;
      own.ended.last = Math.max(own.ended.last ?? -Infinity, end[other]!);
      return false;
    });
    sessionsBefore[session] = own.ended.sessions;
    purchasesBefore[session] = own.ended.purchases;
    if (own.ended.last !== null) lastBefore[session] = own.ended.last;
    own.open.push(session);
  }
}

/** What a session's user did before it. */
export function historyOf(sessions: Sessions, session: number, timed: boolean): UserHistory {
  const last = sessions.lastBefore[session]!;
  return {
    sessions: sessions.sessionsBefore[session]!,
    purchases: sessions.purchasesBefore[session]!,
    last: timed && !Number.isNaN(last) ? last : null,
  };
}
