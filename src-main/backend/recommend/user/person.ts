import type { SparseRows } from '#shared/engine/recommend.ts';
import type { HistoryEntry, PersonAnswer } from '#shared/model/cells/user.ts';
import { rowOf } from './row-of.ts';
import { inCommon } from './explain.ts';
import { userTaste } from './taste.ts';
import type { UserView } from './user-view.ts';

/** Who a user is: attributes, history with the latest first, what was had later, friends and taste; null where unknown. */
export function person(view: UserView, id: string): PersonAnswer | null {
  const { prepared } = view;
  const user = view.numberOf(id);
  if (user === null) return null;
  const { interactions, friends } = prepared.learn;
  const own = rowOf(interactions, user).index;
  return {
    ...view.hit(user),
    attributes: prepared.attributes.map(({ name, values }) => ({
      name,
      value: values[user] ?? null,
    })),
    history: entries(view, interactions, user, prepared.pairTime, prepared.pairEvents),
    later: entries(view, prepared.test, user, prepared.testTime, null),
    friends: friends
      ? Array.from(rowOf(friends, user).index, (friend) => ({
          ...view.hit(friend),
          common: inCommon(view, own, friend),
        })).sort((a, b) => b.common - a.common)
      : [],
    taste: userTaste(prepared, view.everyone, user),
  };
}

function entries(
  view: UserView,
  rows: SparseRows,
  user: number,
  times: Float64Array,
  events: Int32Array | null,
): HistoryEntry[] {
  const first = rows.pointer[user]!;
  const { index, value } = rowOf(rows, user);
  return Array.from(index, (item, at) => ({ item, at: first + at, weight: value[at]! }))
    .sort((a, b) => times[b.at]! - times[a.at]! || b.weight - a.weight)
    .map(({ item, at, weight }) => ({
      item: view.card(item),
      weight,
      time: view.prepared.timed ? new Date(times[at]!).toISOString() : null,
      events: events?.[at] ?? 1,
    }));
}
