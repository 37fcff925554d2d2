import type { Prepared } from '../interactions/index.ts';

export type UserOrder = 'id' | 'most' | 'fewest';

/** All users in an order: by id (numbers as numbers), or by how much they have; ties stay in order of appearance. */
export function orderBy(prepared: Prepared, by: UserOrder): Int32Array {
  const { userIds, learn } = prepared;
  if (by === 'id') {
    const numbers = Float64Array.from(userIds, (id) => (id.trim() === '' ? NaN : Number(id)));
    const order = Int32Array.from(userIds.keys());
    return numbers.every(Number.isFinite)
      ? order.sort((a, b) => numbers[a]! - numbers[b]!)
      : order.sort((a, b) => (userIds[a]! < userIds[b]! ? -1 : 1));
  }
  const { pointer } = learn.interactions;
  const counts = Int32Array.from(userIds, (_, user) => pointer[user + 1]! - pointer[user]!);
  return byCount(counts, by === 'most');
}

/** A counting sort: a million users in one pass. */
function byCount(counts: Int32Array, descending: boolean): Int32Array {
  const most = counts.reduce((highest, count) => Math.max(highest, count), 0);
  const place = (count: number): number => (descending ? most - count : count);
  const start = new Int32Array(most + 2);
  for (const count of counts) start[place(count) + 1]! += 1;
  for (let at = 0; at <= most; at++) start[at + 1]! += start[at]!;
  const order = new Int32Array(counts.length);
  counts.forEach((count, user) => (order[start[place(count)]!++] = user));
  return order;
}
