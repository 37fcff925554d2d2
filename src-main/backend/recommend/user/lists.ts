import type { UserInput } from '#shared/engine/recommend.ts';
import type { ListsAnswer, RecommendedList, WhatIf } from '#shared/model/cells/user.ts';
import { lookedDeep, type Scored } from '#shared/recommenders/fold-in/own-list.ts';
import type { ModelRef, Recommending } from '../fit/index.ts';
import { categoriesOf } from '../interactions/index.ts';
import { sinceInput, type Since } from '../updates/since.ts';
import { rowOf } from './row-of.ts';
import { ownList, popularModel } from './fallback.ts';
import { changedInput, knownInput } from './person-input.ts';
import type { UserView } from './user-view.ts';

export type Asked = {
  view: UserView;
  recommending: Recommending;
  models: readonly ModelRef[];
  /** Events that the recommenders did not learn from, folded into whom they concern. */
  since: Since | null;
};
export type Who = { user: string | null; whatIf: WhatIf };
export type ListRules = {
  top: number;
  seen: boolean;
  withoutCategories: readonly string[];
  ahead: boolean;
};

/**
 * The top of every recommender for one user side by side; for a changed user with the ranks before the change, by the
 * same fold-in, so that only the change moves anything. Who is unknown to a recommender gets what is popular.
 */
export async function lists(
  asked: Asked,
  who: Who,
  rules: ListRules,
  now: () => number,
): Promise<ListsAnswer> {
  const started = now();
  const { view, recommending, models } = asked;
  const person = inputOf(asked, who);
  const exclude = itemsIn(view, rules.withoutCategories);
  const popular = popularModel(view.prepared, models[0]!.data);
  const ask = (input: UserInput, deep: number): Promise<Scored[]> =>
    recommending.ask([...models, popular], async (client) => {
      const ids = [...models, popular].map(({ id }) => id);
      const question = { models: ids, user: input, top: deep, seen: rules.seen, exclude };
      return (await client.request('recommend.top', question)).lists;
    });
  const deep = Math.max(lookedDeep, rules.top);
  const scored = await ask(person.input, deep);
  const fallback = scored[models.length]!;
  const chosen = models.map((model, at) =>
    withFallback(model.algorithm.type, scored[at]!, fallback),
  );
  const { user, base, changed } = person;
  const past = base !== null && (changed || rules.ahead) ? await unchanged(base) : null;
  const before = changed ? past : null;
  const later = new Set(person.user === null ? [] : rowOf(view.prepared.test, person.user).index);
  const bySegment = (person.input.segment ?? -1) >= 0 && view.prepared.learn.segments !== null;
  const made = chosen.map((list, at) =>
    compose({
      ...{ ...list, later, bySegment },
      top: rules.top,
      before: before?.folded[at] ?? null,
      fitted: before?.fitted?.[at] ?? null,
    }),
  );
  const shown = new Set(
    made.flatMap((list) => [...list.entries, ...list.gone].map(({ item }) => item)),
  );
  const owned = new Set(rules.seen ? person.input.items : []);
  const learnt = owned.size;
  for (const item of (rules.seen && person.input.had) || []) owned.add(item);
  const excluded = exclude.filter((item) => !owned.has(item)).length;
  return {
    lists: made,
    cards: [...shown].map((item) => view.card(item)),
    leftOut: { seen: owned.size, unlearnt: owned.size - learnt, categories: excluded },
    candidates: view.prepared.learn.items - owned.size - excluded,
    milliseconds: now() - started,
  };

  /** The lists before the change, of the person as fitted (null with new events, which nothing was fitted on) and folded in. */
  async function unchanged(
    base: UserInput,
  ): Promise<{ fitted: Int32Array[] | null; folded: Int32Array[] }> {
    const of = (kind: string, input: UserInput): Promise<Int32Array[]> => {
      const key = [
        kind,
        who.user,
        asked.since?.id ?? null,
        deep,
        rules.seen,
        rules.withoutCategories,
        models.map(({ id }) => id),
      ];
      return view.lists(JSON.stringify(key), async () => {
        const all = await ask(input, deep);
        const popularOnes = all[models.length]!;
        return models.map(
          (model, at) => withFallback(model.algorithm.type, all[at]!, popularOnes).items,
        );
      });
    };
    const nothing = { add: [], remove: [], attributes: [] };
    return {
      fitted: base.user === null ? null : await of('fitted', base),
      folded: await of('folded', changedInput(view.prepared, user, nothing, base)),
    };
  }
}

/**
 * The person as asked for, new events folded in; an id nobody has is a person of whom only the change is known. `base` is
 * the person without the change, null where nothing is known.
 */
export function inputOf(
  { view, since }: Pick<Asked, 'view' | 'since'>,
  { user: id, whatIf }: Who,
): { user: number | null; base: UserInput | null; changed: boolean; input: UserInput } {
  const user = id === null ? null : view.numberOf(id);
  const updated = id === null ? null : sinceInput(view.prepared, user, id, since);
  const base = updated ?? (user === null ? null : knownInput(view.prepared, user));
  const changed = whatIf.add.length + whatIf.remove.length + whatIf.attributes.length > 0;
  const input = base !== null && !changed ? base : changedInput(view.prepared, user, whatIf, base);
  return { user, base, changed, input };
}

function withFallback(
  type: ModelRef['algorithm']['type'],
  scored: Scored,
  popular: Scored,
): Scored & { fallback: boolean } {
  const own = ownList(type, scored);
  return own === null ? { ...popular, fallback: true } : { ...own, fallback: false };
}

function compose(given: {
  items: Int32Array;
  scores: Float32Array;
  fallback: boolean;
  bySegment: boolean;
  later: ReadonlySet<number>;
  top: number;
  before: Int32Array | null;
  fitted: Int32Array | null;
}): RecommendedList {
  const { items, before, fitted, top } = given;
  const rankBefore = new Map(before && Array.from(before, (item, at) => [item, at + 1]));
  const rankNow = new Map(Array.from(items, (item, at) => [item, at + 1]));
  const folded = new Set(before?.subarray(0, top));
  return {
    entries: Array.from(items.subarray(0, top), (item, at) => ({
      item,
      score: given.scores[at]!,
      later: given.later.has(item),
      before: rankBefore.get(item) ?? null,
    })),
    ranked: Array.from(items),
    fallback: given.fallback ? (given.bySegment ? 'segment' : 'popular') : null,
    gone: Array.from(before?.subarray(0, top) ?? []).flatMap((item, at) => {
      const place = rankNow.get(item) ?? null;
      return place !== null && place <= top ? [] : [{ item, before: at + 1, now: place }];
    }),
    foldIn: fitted && {
      same: fitted.subarray(0, top).filter((item) => folded.has(item)).length,
      of: Math.min(top, fitted.length),
    },
  };
}

function itemsIn(view: UserView, categories: readonly string[]): Int32Array {
  const wanted = new Set(categories);
  if (wanted.size === 0 || view.prepared.categories === null) return new Int32Array(0);
  return Int32Array.from(
    view.prepared.categories.flatMap((_, item) =>
      categoriesOf(view.prepared, item).some((name) => wanted.has(name)) ? [item] : [],
    ),
  );
}
