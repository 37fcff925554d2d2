import { orderedHistories } from '#shared/recommenders/ordered-histories.ts';
import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import { scoreByVectors } from '../factors/factors.ts';
import type { Fitted } from '../recommender.ts';
import { dense } from '#shared/recommenders/state.ts';
import type { HiddenRows } from './hidden-rows.ts';
import { packRows } from './packed-rows.ts';

/** Places of histories gone through at once. */
const heldPlaces = 16_384;

/**
 * A fitted net of sequences: a user's vector is what the net makes of the history, so that new users and new events are
 * served like those learnt from; a score is the vector's product with the item's. Who has nothing scores 0 everywhere.
 */
export function serveSequences(
  data: RecommendData,
  maxLength: number,
  width: number,
  weights: Float32Array,
  hiddenRows: HiddenRows,
): Fitted {
  const items = weights.subarray(0, data.items * width);
  const historyOf = orderedHistories(data);
  const latest = (user: UserInput | number): Int32Array => historyOf(user).subarray(-maxLength);

  const vectorsOf = (histories: readonly Int32Array[]): Float32Array[] => {
    const out: Float32Array[] = [];
    for (const group of groups(histories)) {
      const packed = packRows(group.map((history) => history.length));
      const ids = new Int32Array(packed.rows * packed.length);
      group.forEach((history, at) => ids.set(history, packed.starts[at]));
      const hidden = hiddenRows(packed, ids);
      group.forEach(({ length }, at) => {
        const last = (packed.starts[at]! + length - 1) * width;
        out.push(length > 0 ? hidden.slice(last, last + width) : new Float32Array(width));
      });
    }
    return out;
  };
  const score = (vectors: readonly Float32Array[]): Promise<Float32Array> =>
    scoreByVectors(vectors, items, data.items, width);

  let known: Float32Array | null = null;
  return {
    score: async (users) => score(vectorsOf(users.map(latest))),
    // What an earlier event carries is what the score loses without it; the history behind it moves up as it would.
    explain: async (user, item) => {
      const all = historyOf(user);
      const own = all.subarray(-maxLength);
      const without = Array.from(own, (left) => all.filter((one) => one !== left));
      const vectors = vectorsOf([own, ...without.map((rest) => rest.subarray(-maxLength))]);
      const target = items.subarray(item * width, (item + 1) * width);
      const [score = 0, ...rest] = vectors.map((vector) => dot(vector, target));
      const contributions = Array.from(own, (one, at) => ({
        ...{ type: 'history' as const, item: one },
        amount: score - rest[at]!,
      })).sort((a, b) => b.amount - a.amount);
      const explained = contributions.reduce((sum, { amount }) => sum + amount, 0);
      const left = { type: 'embedding' as const, amount: score - explained };
      return { score, exact: false, contributions: [...contributions, left] };
    },
    vectorOf: (user) => vectorsOf([latest(user)])[0]!,
    vectors: () => {
      known ??= joined(vectorsOf(Array.from({ length: data.users }, (_, user) => latest(user))));
      return {
        users: { columns: width, value: known },
        items: { columns: width, value: items },
      };
    },
    state: () => [dense('weights', [weights.length], weights)],
  };
}

function* groups(histories: readonly Int32Array[]): Generator<Int32Array[]> {
  let group: Int32Array[] = [];
  let places = 0;
  for (const history of histories) {
    if (group.length > 0 && places + history.length > heldPlaces) {
      yield group;
      [group, places] = [[], 0];
    }
    group.push(history);
    places += history.length;
  }
  if (group.length > 0) yield group;
}

function joined(vectors: readonly Float32Array[]): Float32Array {
  const width = vectors[0]?.length ?? 0;
  const out = new Float32Array(vectors.length * width);
  vectors.forEach((vector, at) => out.set(vector, at * width));
  return out;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
