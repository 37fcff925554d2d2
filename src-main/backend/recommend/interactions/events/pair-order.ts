import { chunk, inChunks, type Pace } from '../chunks.ts';
import type { Events } from './events.ts';

/**
 * Numbers of the events, those of one user together and within them those of one item, oldest first; user u's lie in
 * order[start[u], start[u + 1]).
 */
export type PairOrder = { order: Int32Array; start: Int32Array };

export async function orderByPair(events: Events, pace: Pace): Promise<PairOrder> {
  const users = events.users.ids.length;
  const start = new Int32Array(users + 1);
  await inChunks(events.user.length, pace, (from, to) => {
    for (let e = from; e < to; e++) start[events.user[e]! + 1]! += 1;
  });
  for (let user = 0; user < users; user++) start[user + 1]! += start[user]!;
  const order = new Int32Array(events.user.length);
  const next = start.slice();
  await inChunks(events.user.length, pace, (from, to) => {
    for (let e = from; e < to; e++) order[next[events.user[e]!]!++] = e;
  });
  const { item, time } = events;
  let since = 0;
  for (let user = 0; user < users; user++) {
    order
      .subarray(start[user], start[user + 1])
      .sort((a, b) => item[a]! - item[b]! || time[a]! - time[b]! || a - b);
    since += start[user + 1]! - start[user]!;
    if (since < chunk) continue;
    since = 0;
    await pace();
  }
  return { order, start };
}

/** Calls `pair` for each pair of each user with the range of `order` that holds its events, and `user` after each user. */
export async function eachPair(
  events: Events,
  { order, start }: PairOrder,
  pace: Pace,
  visit: { pair(from: number, to: number, item: number): void; user?(user: number): void },
): Promise<void> {
  let since = 0;
  for (let user = 0; user + 1 < start.length; user++) {
    const end = start[user + 1]!;
    for (let from = start[user]!; from < end;) {
      const item = events.item[order[from]!]!;
      let to = from + 1;
      while (to < end && events.item[order[to]!] === item) to += 1;
      visit.pair(from, to, item);
      since += to - from;
      from = to;
    }
    visit.user?.(user);
    if (since < chunk) continue;
    since = 0;
    await pace();
  }
}
