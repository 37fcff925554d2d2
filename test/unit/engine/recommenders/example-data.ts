import type { RecommendData, SparseRows, UserInput } from '#shared/engine/recommend.ts';
import { createRandom } from '#shared/random/index.ts';

/** Rows of columns with the weights beside them, all 1 where none are given. */
export function sparse(rows: readonly (readonly number[])[], weights?: number[][]): SparseRows {
  const pointer = new Int32Array(rows.length + 1);
  rows.forEach((own, at) => (pointer[at + 1] = pointer[at]! + own.length));
  return {
    pointer,
    index: Int32Array.from(rows.flat()),
    value: weights
      ? Float32Array.from(weights.flat())
      : new Float32Array(pointer[rows.length]!).fill(1),
  };
}

/** Interactions and nothing else. */
export function plainData(interactions: SparseRows, items: number): RecommendData {
  return {
    users: interactions.pointer.length - 1,
    items,
    interactions,
    userFeatures: null,
    itemFeatures: null,
    itemText: null,
    terms: 0,
    segments: null,
    friends: null,
  };
}

/** Users of the example whose histories are unusual. */
export const special = { nothing: 0, one: 1, everything: 2 };
/** An item nobody has. */
export const unbought = 23;

/**
 * 40 users and 24 items in three tastes, with attributes, texts, segments and friends that follow the tastes; user 0
 * has nothing, user 1 one item, user 2 every item that anybody has.
 */
export function exampleData(): RecommendData {
  const random = createRandom(5);
  const [users, items] = [40, 24];
  const rows = Array.from({ length: users }, (_, user) => {
    if (user === special.nothing) return [];
    if (user === special.one) return [4];
    const all = Array.from({ length: unbought }, (_, item) => item);
    if (user === special.everything) return all;
    return all.filter((item) => random.next() < (item % 3 === user % 3 ? 0.6 : 0.1));
  });
  const weights = rows.map((own) => own.map(() => 1 + random.below(3)));
  const friends = rows.map((_, user) =>
    user % 7 === 6 ? [] : [(user + 3) % users, (user + 6) % users].sort((a, b) => a - b),
  );
  const oneHot = (count: number, row: number): number[] =>
    Array.from({ length: count }, (_, c) => (c === row % 3 ? 1 : 0));
  const itemNumbers = Array.from({ length: items }, (_, item) => item);
  return {
    users,
    items,
    interactions: sparse(rows, weights),
    // Some at the same time.
    times: Float64Array.from(rows.flat(), () => random.below(12)),
    userFeatures: { columns: 3, value: Float32Array.from(rows.flatMap((_, u) => oneHot(3, u))) },
    itemFeatures: {
      columns: 4,
      value: Float32Array.from(itemNumbers.flatMap((item) => [...oneHot(3, item), item / 24])),
    },
    itemText: sparse(
      itemNumbers.map((item) => [item % 3, 3 + (item % 5)]),
      itemNumbers.map(() => [0.8, 0.6]),
    ),
    terms: 8,
    segments: Int32Array.from(rows, (_, user) => user % 3),
    friends: sparse(friends),
  };
}

/** Someone described by a history instead of by number. */
export function describedUser(user: UserInput): UserInput {
  return { ...user, user: null, ...(user.user === null ? {} : { before: user.user }) };
}

export function newUser(items: number[]): UserInput {
  return {
    user: null,
    items: Int32Array.from(items),
    weights: new Float32Array(items.length).fill(1),
    features: null,
    segment: null,
    friends: null,
  };
}
