import { createRandom, shuffle } from '#shared/random/index.ts';
import type { ModelRef, Recommending } from '../fit/index.ts';
import { rowsOfUsers, type Prepared } from '../interactions/index.ts';
import { rowOf } from './row-of.ts';

/** Test users, the worst served first, with the mean share of the catalogue ranked before a held-out item. */
export type FailingUsers = { users: Int32Array; missedBy: Map<number, number> };

/** More test users than this are sampled: ranking them all would take minutes on a large catalogue. */
const mostRanked = 5000;
/** Users ranked in one request: other questions get their turn in between. */
const sliceSize = 128;
/** A user with one held-out item is not the worst for one bad rank: the mean is drawn towards everyone's by as many. */
const drawnTowardsAll = 3;

/**
 * Ranks the held-out items of test users over the full catalogue, seen items left out.
 * @throws cancelled, engine_*
 */
export async function failingUsers(
  prepared: Prepared,
  recommending: Recommending,
  model: ModelRef,
): Promise<FailingUsers> {
  const tested = testUsersOf(prepared);
  const users =
    tested.length > mostRanked ? shuffle(tested, createRandom(1)).slice(0, mostRanked) : tested;
  const means = new Float64Array(users.length);
  for (let from = 0; from < users.length; from += sliceSize) {
    const slice = users.slice(from, from + sliceSize);
    means.set(await meanShares(prepared, recommending, model, slice), from);
  }
  const all = means.reduce((sum, mean) => sum + mean, 0) / Math.max(1, means.length);
  const drawn = means.map((mean, at) => {
    const own = rowOf(prepared.test, users[at]!).index.length;
    return (mean * own + all * drawnTowardsAll) / (own + drawnTowardsAll);
  });
  const order = Int32Array.from(users.keys()).sort((a, b) => drawn[b]! - drawn[a]!);
  return {
    users: order.map((at) => users[at]!),
    missedBy: new Map(Array.from(users, (user, at) => [user, means[at]!])),
  };
}

/** Mean share of the catalogue ranked before a user's held-out items. */
async function meanShares(
  prepared: Prepared,
  recommending: Recommending,
  model: ModelRef,
  users: Int32Array,
): Promise<Float64Array> {
  const rows = Array.from(users, (user) => rowOf(prepared.test, user).index);
  const pointer = new Int32Array(users.length + 1);
  rows.forEach((items, at) => (pointer[at + 1] = pointer[at]! + items.length));
  const index = Int32Array.from(rows.flatMap((items) => [...items]));
  const { ranks, candidates } = await recommending.ask([model], (client) =>
    client.request('recommend.rank', {
      ...{ model: model.id, users, top: 1, seen: true, candidates: null, tieSeed: null },
      had: rowsOfUsers(users, (user) => rowOf(prepared.had, user).index),
      relevant: { pointer, index, value: new Float32Array(index.length).fill(1) },
      exclude: new Int32Array(0),
    }),
  );
  return Float64Array.from(users, (_, at) => {
    const own = ranks.subarray(pointer[at], pointer[at + 1]);
    const others = Math.max(1, candidates[at]! - 1);
    return own.reduce((sum, rank) => sum + (rank - 1) / others, 0) / own.length;
  });
}

export function testUsersOf({ test }: Prepared): Int32Array {
  const found: number[] = [];
  for (let user = 0; user + 1 < test.pointer.length; user++)
    if (test.pointer[user + 1]! > test.pointer[user]!) found.push(user);
  return Int32Array.from(found);
}
