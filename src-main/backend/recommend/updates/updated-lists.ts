import type { UserInput } from '#shared/engine/recommend.ts';
import type { ChangedUser } from '#shared/model/cells/updates.ts';
import type { EngineClient } from '../../engines/index.ts';
import type { UserView } from '../user/user-view.ts';

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
