import type { Attribute, ItemCard, SearchAnswer } from '#shared/model/cells/user.ts';
import { createRandom } from '#shared/random/index.ts';
import { failingUsers, type FailingUsers } from './failing.ts';
import type { Asked } from './lists.ts';
import { hitOf } from './person.ts';
import { wordsOf } from './text-index.ts';
import type { UserView } from './user-view.ts';

export type UserSearch = {
  text: string;
  segment: string | null;
  order: 'id' | 'most' | 'fewest' | 'random' | 'failing' | 'fresh';
  recommender: number;
  seed: number;
  limit: number;
};

/** Users whose id and attributes hold every word, of one segment where asked, in the order asked for. */
export async function searchUsers(asked: Asked, search: UserSearch): Promise<SearchAnswer> {
  const { view, since } = asked;
  if (search.order === 'fresh') return freshUsers(asked, search);
  const fits = filterOf(view, search);
  const failing = search.order === 'failing' ? await failingOf(asked, search.recommender) : null;
  const chosen: number[] = [];
  let total = 0;
  if (search.order === 'random') {
    const all = view.order('most').filter(fits);
    total = all.length;
    const random = createRandom(search.seed);
    for (let at = 0; at < Math.min(search.limit, total); at++) {
      const other = at + random.below(total - at);
      [all[at], all[other]] = [all[other]!, all[at]!];
      chosen.push(all[at]!);
    }
  } else {
    const order = failing?.users ?? view.order(search.order as 'id' | 'most' | 'fewest');
    for (const user of order) {
      if (!fits(user)) continue;
      total += 1;
      if (chosen.length < search.limit) chosen.push(user);
    }
  }
  const words = wordsOf(search.text);
  return {
    total,
    users: chosen.map((user) => ({
      ...view.hit(user),
      fresh: since?.byUser.get(view.prepared.userIds[user]!)?.length ?? 0,
      matched: matchOf(view, user, words),
      missedBy: failing?.missedBy.get(user) ?? null,
    })),
  };
}

/** Whom new events concern, those with most of them first; people nobody knew are found by their ids. */
function freshUsers({ view, since }: Asked, search: UserSearch): SearchAnswer {
  const fits = filterOf(view, search);
  const words = wordsOf(search.text);
  const found = [...(since?.byUser ?? [])].filter(([id]) => {
    const user = view.numberOf(id);
    if (user !== null) return fits(user);
    return search.segment === null && words.every((word) => id.toLowerCase().includes(word));
  });
  return {
    total: found.length,
    users: found
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, search.limit)
      .map(([id, events]) => {
        const user = view.numberOf(id);
        const matched = user === null ? null : matchOf(view, user, words);
        return { ...hitOf(view, id, events.length), matched, missedBy: null };
      }),
  };
}

function filterOf(view: UserView, { text, segment }: UserSearch): (user: number) => boolean {
  const { segmentNames, learn } = view.prepared;
  const found = view.userText.find(text);
  const wanted = segment === null ? null : segmentNames.indexOf(segment);
  return (user) =>
    (found === null || found[user] === 1) && (wanted === null || learn.segments?.[user] === wanted);
}

function failingOf({ view, recommending, models }: Asked, at: number): Promise<FailingUsers> {
  const model = models[at] ?? models[0]!;
  return view.failing(model.id, () => failingUsers(view.prepared, recommending, model));
}

/** The first attribute that holds a word which the id does not. */
function matchOf(view: UserView, user: number, words: readonly string[]): Attribute | null {
  const id = view.prepared.userIds[user]?.toLowerCase() ?? '';
  const outside = words.filter((word) => !id.includes(word));
  if (outside.length === 0) return null;
  for (const { name, values } of view.prepared.attributes) {
    const value = values[user] ?? null;
    const text = String(value ?? '').toLowerCase();
    if (outside.some((word) => text.includes(word))) return { name, value };
  }
  return null;
}

/** Items whose title, id or category hold every word, most popular first. */
export function searchItems(
  view: UserView,
  text: string,
  limit: number,
): { total: number; items: ItemCard[] } {
  const found = view.itemText.find(text);
  const all = view.itemsByPopularity.filter((item) => found === null || found[item] === 1);
  return {
    total: all.length,
    items: Array.from(all.subarray(0, limit), (item) => view.card(item)),
  };
}
