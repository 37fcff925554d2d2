import type { UserInput } from '#shared/engine/recommend.ts';
import type { ChangedUser } from '#shared/model/cells/updates.ts';
import type { EngineClient } from '../../engines/index.ts';
import type { Prepared } from '../prepare/index.ts';
import type { UserView } from '../user/user-view.ts';
import { knownInput } from '../user/person-input.ts';
import type { LongerHistory } from './longer-history.ts';

/** A user as recommenders see one whose history is not the one they were fitted on. */
export function foldedInput(
  prepared: Prepared,
  user: number | null,
  { items, weights }: Pick<LongerHistory, 'items' | 'weights'>,
): UserInput {
  const known = user === null ? null : knownInput(prepared, user);
  return {
    user: null,
    items,
    weights,
    features: known?.features ?? null,
    segment: known?.segment ?? null,
    friends: known ? known.friends : prepared.learn.friends && new Int32Array(0),
    ...(user !== null && { before: user }),
  };
}

/** Each recommender's list after new events beside the one before, both by the same fold-in so that only the events differ. */
export async function updatedLists(
  client: EngineClient,
  models: readonly string[],
  view: UserView,
  inputs: { before: UserInput; after: UserInput },
  rules: { top: number; seen: boolean },
): Promise<ChangedUser['lists']> {
  const ask = async (user: UserInput) => {
    const question = { models: [...models], user, ...rules, exclude: new Int32Array(0) };
    return (await client.request('recommend.top', question)).lists;
  };
  const [before, after] = [await ask(inputs.before), await ask(inputs.after)];
  return after.map(({ items, scores }, at) => {
    const old = inputs.before.items.length === 0 ? [] : [...(before[at]?.items ?? [])];
    const now = new Set(items);
    return {
      items: Array.from(items, (item, place) => {
        const was = old.indexOf(item);
        return { card: view.card(item), score: scores[place]!, was: was < 0 ? null : was + 1 };
      }),
      gone: old.filter((item) => !now.has(item)).map((item) => view.card(item)),
    };
  });
}
