import type { Events } from './read-events.ts';
import type { Sessions } from './sessions.ts';
import type { StoredIntent } from './stored-intent.ts';

/** Items kept for sessions that are typed in: those met most. */
const mostItems = 50_000;

/** What every user did over the whole log, what is known of items, and when the log ends. */
export function usersOf(
  events: Events,
  sessions: Sessions,
  bought: ReadonlySet<number>,
): Pick<StoredIntent, 'users' | 'items' | 'end'> {
  const people = events.users.names.length;
  const users: StoredIntent['users'] = {
    ...{ ids: events.users.names, sessions: new Int32Array(people) },
    ...{ purchases: new Int32Array(people), last: new Float64Array(people).fill(NaN) },
  };
  for (let session = 0; session < sessions.count; session++) {
    const user = sessions.user[session]!;
    if (user < 0) continue;
    users.sessions[user]! += 1;
    if (sessions.purchase[session]! >= 0) users.purchases[user]! += 1;
    const before = users.last[user]!;
    const end = sessions.end[session]!;
    if (events.time !== null && !(before > end)) users.last[user] = end;
  }
  return { users, items: itemsOf(events, bought), end: lastOf(events) };
}

function itemsOf(
  { count, item, items, category, price, kind }: Events,
  bought: ReadonlySet<number>,
): StoredIntent['items'] {
  const counts = new Float64Array(items.names.length);
  const rows = new Int32Array(items.names.length).fill(-1);
  for (let row = 0; row < count; row++) {
    const own = item[row]!;
    if (own < 0) continue;
    counts[own]! += 1;
    // What a look shows, not what a purchase costs.
    if (!bought.has(kind[row]!) || rows[own]! < 0) rows[own] = row;
  }
  const most = [...counts.keys()]
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, mostItems);
  return {
    ids: most.map((code) => items.names[code]!),
    category: Int32Array.from(most, (code) => category[rows[code]!]!),
    price: Float64Array.from(most, (code) => price[rows[code]!]!),
  };
}

function lastOf({ time, count }: Events): number | null {
  if (time === null) return null;
  let last = -Infinity;
  for (let row = 0; row < count; row++) if (time[row]! > last) last = time[row]!;
  return Number.isFinite(last) ? last : null;
}
