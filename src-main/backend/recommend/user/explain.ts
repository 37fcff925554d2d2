import type { Explanation } from '#shared/recommenders/explanation.ts';
import type { ExplainAnswer, Reason } from '#shared/model/cells/user.ts';
import { rowOf } from './row-of.ts';
import { popularModel } from './fallback.ts';
import { sinceCounts } from './since-counts.ts';
import { inputOf, type Asked, type Who } from './lists.ts';
import { changedInput } from './person-input.ts';
import type { UserView } from './user-view.ts';

/**
 * Why an item got its score from one recommender. Where the reasons are an attribution and not a sum, the strongest
 * item of the history is taken away and the score asked again, both by fold-in.
 */
export async function explain(
  asked: Asked,
  who: Who,
  question: { recommender: number; item: number; fallback: boolean },
  now: () => number,
): Promise<ExplainAnswer> {
  const started = now();
  const { view, recommending } = asked;
  const { item } = question;
  const model = question.fallback
    ? popularModel(view.prepared, asked.models[0]!.data)
    : asked.models[question.recommender]!;
  const { user, base, input } = inputOf(asked, who);
  const added = sinceCounts(asked, who.user);
  return recommending.ask([model], async (client) => {
    const why = await client.request('recommend.explain', { model: model.id, user: input, item });
    const strongest = why.exact ? undefined : strongestItem(why);
    const scoreWithout = async (removed: number[]): Promise<number> => {
      const { whatIf } = who;
      const add = whatIf.add.filter((added) => !removed.includes(added));
      const change = { ...whatIf, add, remove: [...whatIf.remove, ...removed] };
      const changed = changedInput(view.prepared, user, change, base);
      return (await client.request('recommend.explain', { model: model.id, user: changed, item }))
        .score;
    };
    return {
      item: view.card(item),
      score: why.score,
      exact: why.exact,
      reasons: why.contributions.map((part) =>
        reasonOf(view, part, { user, added, items: input.items }),
      ),
      withoutStrongest:
        strongest === undefined
          ? null
          : {
              item: view.card(strongest),
              before: await scoreWithout([]),
              after: await scoreWithout([strongest]),
            },
      milliseconds: now() - started,
    };
  });
}

function strongestItem({ contributions }: Explanation): number | undefined {
  let strongest: { item: number; amount: number } | undefined;
  for (const part of contributions)
    if (part.type === 'history' && part.amount > (strongest?.amount ?? 0)) strongest = part;
  return strongest?.item;
}

function reasonOf(
  view: UserView,
  part: Explanation['contributions'][number],
  who: { user: number | null; added: ReadonlyMap<number, number>; items: Int32Array },
): Reason {
  const { prepared } = view;
  const reason: Reason = {
    ...{ type: part.type, amount: part.amount },
    ...{ item: null, events: null, fresh: null, person: null, common: null, feature: null },
  };
  switch (part.type) {
    case 'history':
      return {
        ...{ ...reason, item: view.card(part.item) },
        events: eventsOf(view, who, part.item),
        fresh: who.added.get(part.item) ?? 0,
      };
    case 'neighbour':
    case 'friend':
      return {
        ...reason,
        person: view.hit(part.user),
        common: inCommon(view, who.items, part.user),
      };
    case 'userFeature':
      return { ...reason, feature: prepared.userFeatureNames[part.feature] ?? null };
    case 'itemFeature':
      return { ...reason, feature: prepared.itemFeatureNames[part.feature] ?? null };
    default:
      return reason;
  }
}

function eventsOf(
  view: UserView,
  { user, added }: { user: number | null; added: ReadonlyMap<number, number> },
  item: number,
): number {
  const since = added.get(item) ?? 0;
  if (user === null) return since;
  const { interactions } = view.prepared.learn;
  const at = rowOf(interactions, user).index.indexOf(item);
  return since + (at < 0 ? 0 : view.prepared.pairEvents[interactions.pointer[user]! + at]!);
}

/** Items both have. */
export function inCommon(view: UserView, own: Int32Array, other: number): number {
  const set = new Set(own);
  return rowOf(view.prepared.learn.interactions, other).index.filter((item) => set.has(item))
    .length;
}
