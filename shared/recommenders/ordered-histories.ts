import type { RecommendData, UserInput } from '../engine/recommend.ts';

/** What each user had, oldest first; of what happened at the same time the lower number comes first. */
type OrderedHistories = (user: UserInput | number) => Int32Array;

/** Histories of known users are put in order once. Without times they stay in the order of the items' numbers. */
export function orderedHistories({ interactions, times }: RecommendData): OrderedHistories {
  const { pointer, index } = interactions;
  const ordered = times === undefined ? index : new Int32Array(index.length);
  if (times !== undefined)
    for (let user = 0; user + 1 < pointer.length; user++) {
      const [from, to] = [pointer[user]!, pointer[user + 1]!];
      ordered.set(inOrder(index.subarray(from, to), times.subarray(from, to)), from);
    }
  return (user) => {
    const number = typeof user === 'number' ? user : user.user;
    if (number !== null) return ordered.subarray(pointer[number], pointer[number + 1]);
    const { items, times: own } = user as UserInput;
    return own === undefined ? items : inOrder(items, own);
  };
}

function inOrder(items: Int32Array, times: Float64Array): Int32Array {
  const places = Array.from(items, (_, at) => at);
  places.sort((a, b) => times[a]! - times[b]! || items[a]! - items[b]!);
  return Int32Array.from(places, (at) => items[at]!);
}
