import type { SparseRows } from '#shared/engine/recommend.ts';
import { chunk, inChunks, type Pace } from './chunks.ts';
import type { Events } from './events/events.ts';
import type { IdIndex } from './keys/id-index.ts';
import type { Pairs } from './events/pairs.ts';
import type { Prepared } from './prepared.ts';

/** Pairs in parallel, in the numbering of what is learnt from. */
type Numbers = { user: Int32Array; item: Int32Array };
type Places = { users: Int32Array; items: Int32Array };

/**
 * Everything a user had that was not learnt from: unlearnt events up to the cut, or after it, and pairs of which nothing
 * was left. Where no time divides the parts all unlearnt events belong to the learnt one.
 */
export async function hadPairs(
  { unlearnt }: Pick<Events, 'unlearnt'>,
  { takenBack }: Pick<Pairs, 'takenBack'>,
  part: {
    cut: number | null;
    given: boolean;
    later: boolean;
    place: Places;
    ids: { users: IdIndex; items: IdIndex };
  },
  pace: Pace,
): Promise<Numbers> {
  const { cut, given, later, place, ids } = part;
  const isLater = (e: number): boolean =>
    given ? unlearnt.test[e] === 1 : cut !== null && unlearnt.time[e]! > cut;
  const userOf = unlearnt.users.ids.map((id) => ids.users.find(id) ?? -1);
  const itemOf = unlearnt.items.ids.map((id) => ids.items.find(id) ?? -1);
  const most = unlearnt.user.length + takenBack.user.length;
  const found = { user: new Int32Array(most), item: new Int32Array(most) };
  let count = 0;
  const add = (user: number, item: number): void => {
    if (user < 0 || item < 0) return;
    found.user[count] = user;
    found.item[count++] = item;
  };
  await inChunks(unlearnt.user.length, pace, (from, to) => {
    for (let e = from; e < to; e++)
      if (isLater(e) === later) add(userOf[unlearnt.user[e]!]!, itemOf[unlearnt.item[e]!]!);
  });
  await inChunks(takenBack.user.length, pace, (from, to) => {
    for (let at = from; at < to; at++)
      add(place.users[takenBack.user[at]!]!, place.items[takenBack.item[at]!]!);
  });
  return { user: found.user.subarray(0, count), item: found.item.subarray(0, count) };
}

/** As rows of users, every item once and ascending, without those that `others` have. */
export async function hadRows(
  { user, item }: Numbers,
  users: number,
  others: readonly SparseRows[],
  pace: Pace,
): Promise<SparseRows> {
  const start = new Int32Array(users + 1);
  for (const one of user) start[one + 1]! += 1;
  for (let one = 0; one < users; one++) start[one + 1]! += start[one]!;
  const next = start.slice();
  const sorted = new Int32Array(item.length);
  await inChunks(item.length, pace, (from, to) => {
    for (let at = from; at < to; at++) sorted[next[user[at]!]!++] = item[at]!;
  });
  const pointer = new Int32Array(users + 1);
  let length = 0;
  let since = 0;
  for (let one = 0; one < users; one++) {
    const [from, to] = [start[one]!, start[one + 1]!];
    if (to > from) {
      const own = new Set(sorted.subarray(from, to).sort());
      for (const rows of others)
        for (let at = rows.pointer[one]!; at < rows.pointer[one + 1]!; at++)
          own.delete(rows.index[at]!);
      for (const one of own) sorted[length++] = one;
    }
    pointer[one + 1] = length;
    since += to - from + 1;
    if (since < chunk) continue;
    since = 0;
    await pace();
  }
  return { pointer, index: sorted.slice(0, length), value: new Float32Array(length).fill(1) };
}

/** Items a user had beside those learnt from, before the cut and after it; they are not recommended to that user. */
export function hadOf({ had, hadLater }: Prepared, user: number): Int32Array {
  const before = had.index.subarray(had.pointer[user], had.pointer[user + 1]);
  const after = hadLater.index.subarray(hadLater.pointer[user], hadLater.pointer[user + 1]);
  const all = new Int32Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}

/** Rows of some users, in their order. */
export function rowsOfUsers(
  users: ArrayLike<number>,
  itemsOf: (user: number) => Int32Array,
): SparseRows {
  const rows = Array.from(users, itemsOf);
  const pointer = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => (pointer[at + 1] = pointer[at]! + row.length));
  const index = new Int32Array(pointer.at(-1) ?? 0);
  rows.forEach((row, at) => index.set(row, pointer[at]));
  return { pointer, index, value: new Float32Array(index.length).fill(1) };
}
