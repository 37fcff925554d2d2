import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';
import type { Prepared } from '../interactions/index.ts';

/** Users that something was held out of, ascending, and their held-out items; rows follow `users`. */
export type TestPart = {
  users: Int32Array;
  relevant: SparseRows;
  /** When each held-out pair last happened; null where that is not known. */
  time: Float64Array | null;
};

/** The held-out part of prepared interactions; users without held-out items are no part of it. */
export function testPartOf({ test, testTime, timed }: Prepared): TestPart {
  const count = test.pointer.length - 1;
  const users: number[] = [];
  for (let user = 0; user < count; user++)
    if (test.pointer[user + 1]! > test.pointer[user]!) users.push(user);
  const pointer = Int32Array.from([0, ...users.map((user) => test.pointer[user + 1]!)]);
  return {
    users: Int32Array.from(users),
    relevant: { pointer, index: test.index, value: test.value },
    time: timed ? testTime : null,
  };
}

/**
 * Divides learnt pairs: those marked in `held` (in the order of `learn.interactions`) become the test part. As in the
 * preparation, users and items with nothing left to learn from are not tested.
 */
export function holdOut(
  learn: RecommendData,
  held: Uint8Array,
): { learn: RecommendData; test: TestPart } {
  const { pointer, index, value } = learn.interactions;
  const learnt = new Uint8Array(learn.items);
  index.forEach((item, at) => {
    if (held[at] === 0) learnt[item] = 1;
  });
  const kept = rows(pointer, (at) => held[at] === 0);
  const tested = rows(pointer, (at, user) => {
    const known = kept.pointer[user + 1]! > kept.pointer[user]!;
    return held[at] === 1 && known && learnt[index[at]!] === 1;
  });
  const users: number[] = [];
  for (let user = 0; user < learn.users; user++)
    if (tested.pointer[user + 1]! > tested.pointer[user]!) users.push(user);
  const take = ({ at }: Rows): Pick<SparseRows, 'index' | 'value'> => ({
    index: at.map((from) => index[from]!),
    value: Float32Array.from(at, (from) => value[from]!),
  });
  return {
    learn: {
      ...learn,
      interactions: { pointer: kept.pointer, ...take(kept) },
      ...(learn.times && { times: Float64Array.from(kept.at, (from) => learn.times![from]!) }),
    },
    test: {
      users: Int32Array.from(users),
      relevant: {
        pointer: Int32Array.from([0, ...users.map((user) => tested.pointer[user + 1]!)]),
        ...take(tested),
      },
      time: null,
    },
  };
}

type Rows = { pointer: Int32Array; at: Int32Array };

/** Places of the chosen entries, row by row. */
function rows(pointer: Int32Array, chosen: (at: number, row: number) => boolean): Rows {
  const out = new Int32Array(pointer.length);
  const at: number[] = [];
  for (let row = 0; row + 1 < pointer.length; row++) {
    for (let from = pointer[row]!; from < pointer[row + 1]!; from++)
      if (chosen(from, row)) at.push(from);
    out[row + 1] = at.length;
  }
  return { pointer: out, at: Int32Array.from(at) };
}
