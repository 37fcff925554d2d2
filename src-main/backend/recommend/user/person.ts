import type { HistoryEntry, PersonAnswer, UserHit } from '#shared/model/cells/user.ts';
import { longerHistory } from '../updates/longer-history.ts';
import type { Asked } from './lists.ts';
import { rowOf } from './row-of.ts';
import { inCommon } from './explain.ts';
import { sinceCounts } from './since-counts.ts';
import { userTaste } from './taste.ts';
import type { UserView } from './user-view.ts';

/** Of a person of whom only new events are known. */
const nobody = -1;

/**
 * Who a user is: attributes, history (new events in it) with the latest first, what was had later, friends and taste;
 * null where unknown.
 */
export function person(asked: Pick<Asked, 'view' | 'since'>, id: string): PersonAnswer | null {
  const { view, since } = asked;
  const { prepared } = view;
  const user = view.numberOf(id);
  const events = since?.byUser.get(id) ?? [];
  if (user === null && events.length === 0) return null;
  const { friends } = prepared.learn;
  const own = longerHistory(prepared, user, events);
  const added = sinceCounts(asked, id);
  return {
    ...hitOf(view, id, events.length),
    interactions: own.items.length,
    attributes: prepared.attributes.map(({ name, values }) => ({
      name,
      value: values[user ?? nobody] ?? null,
    })),
    history: latestFirst(
      Array.from(own.items, (item, at) => {
        const fresh = added.get(item) ?? 0;
        const [weight, time] = [own.weights[at]!, own.times[at]!];
        return { item, weight, time, fresh, events: fresh + learntEvents(view, user, item) };
      }),
      view,
    ),
    later: user === null ? [] : heldOut(view, user),
    friends:
      friends && user !== null
        ? Array.from(rowOf(friends, user).index, (friend) => ({
            ...view.hit(friend),
            common: inCommon(view, own.items, friend),
          })).sort((a, b) => b.common - a.common)
        : [],
    taste: userTaste(prepared, view.everyone, own.items),
  };
}

/** A user by id with the number of new events, also one nobody knew before. */
export function hitOf(view: UserView, id: string, fresh: number): UserHit {
  const user = view.numberOf(id);
  return user === null
    ? { user: nobody, id, segment: null, interactions: 0, later: 0, fresh }
    : { ...view.hit(user), fresh };
}

function learntEvents(view: UserView, user: number | null, item: number): number {
  if (user === null) return 0;
  const { interactions } = view.prepared.learn;
  const at = rowOf(interactions, user).index.indexOf(item);
  return at < 0 ? 0 : (view.prepared.pairEvents[interactions.pointer[user]! + at] ?? 1);
}

function heldOut(view: UserView, user: number): HistoryEntry[] {
  const { test, testTime } = view.prepared;
  const first = test.pointer[user]!;
  const { index, value } = rowOf(test, user);
  return latestFirst(
    Array.from(index, (item, at) => ({
      ...{ item, weight: value[at]!, time: testTime[first + at]! },
      ...{ events: 1, fresh: 0 },
    })),
    view,
  );
}

type Entry = Omit<HistoryEntry, 'item' | 'time'> & { item: number; time: number };

function latestFirst(entries: Entry[], view: UserView): HistoryEntry[] {
  return entries
    .sort((a, b) => b.time - a.time || b.weight - a.weight)
    .map(({ item, time, ...entry }) => ({
      ...entry,
      item: view.card(item),
      time: view.prepared.timed ? new Date(time).toISOString() : null,
    }));
}
