import type { BatchOutput, BatchSettings } from '#shared/model/cells/batch.ts';
import type { EngineClient } from '../../engines/index.ts';
import type { TableStore } from '../../storage/index.ts';
import type { ModelRef, Recommending } from '../fit/index.ts';
import { popularModel } from '../user/fallback.ts';
import { numberEvents, type NewEvents } from '../updates/index.ts';
import type { Prepared } from '../interactions/index.ts';
import { nobodyHere } from './nobody-here.ts';
import { withNothingHeldOut } from './nothing-held-out.ts';
import { outsiders, type Outsider } from './outsiders.ts';
import { withRefitted } from './refit.ts';
import { barredItems, type BarredTable } from './rules.ts';
import { updatedUsers, type UpdatedUsers } from './updated-users.ts';
import { writeLists } from './write-lists.ts';

export type ToAllContext = {
  tables: TableStore;
  recommending: Recommending;
  seed: number;
  signal: AbortSignal;
  now: number;
  pace(): Promise<void>;
  progress(stage: 'reading' | 'fitting' | 'recommending', done: number, total: number): void;
};

/**
 * The best items of every user as a table, by a recommender fitted anew on all interactions or as it stands; people it
 * did not learn from are folded in, or get what is popular.
 * `barred` are ids of items that a connected table bars, `since` what happened since the interactions were read, `only` the
 * users who get a list (null: everyone).
 * @throws segment_nobody, interactions_empty, recommender_too_large, cancelled, not_found, engine_*, disk_full
 */
export async function recommendToAll(
  model: ModelRef,
  settings: BatchSettings,
  {
    barred,
    since,
    only,
  }: { barred: BarredTable; since: NewEvents | null; only: ReadonlySet<string> | null },
  context: ToAllContext,
): Promise<BatchOutput> {
  const { tables, recommending, seed, signal, progress } = context;
  const clock = stopwatch();
  const fitted = recommending.prepared(model.data);
  const prepared = settings.refit
    ? await withNothingHeldOut(fitted, {
        ...context,
        progress: (done, total) => progress('reading', done, total),
      })
    : fitted;
  const events = since && numberEvents(prepared, since).byUser;
  const everyoneElse = await outsiders(prepared, events ?? new Map(), context);
  const others = only ? everyoneElse.filter(({ id }) => only.has(id)) : everyoneElse;
  const served = only && prepared.userIds.flatMap((id, user) => (only.has(id) ? [user] : []));
  if (only && served?.length === 0 && others.length === 0) throw nobodyHere(only, prepared.userIds);
  const updated = updatedUsers(prepared, events ?? new Map(), served);
  const readSeconds = clock();
  const { exclude, leftOut } = barredItems(prepared, settings.rules, barred, served);
  if (settings.rules.alreadyHad) leftOut.alreadyHad += pairsBeside(prepared, others, updated);
  let refitSeconds = 0;
  const lists = (client: EngineClient, names: { own: string; popular: string }) => {
    refitSeconds = clock();
    return writeLists({
      ...{ tables, prepared, others, updated, served, client, signal },
      models: { ...names, algorithm: model.algorithm },
      rules: { top: settings.top, seen: settings.rules.alreadyHad, exclude },
      progress: (done, total) => progress('recommending', done, total),
    });
  };
  const popular = popularModel(prepared, model.data);
  const written = settings.refit
    ? await withRefitted(
        recommending,
        model,
        prepared,
        { seed, signal, progress: (done, total) => progress('fitting', done, total) },
        lists,
      )
    : await recommending.ask([model, popular], (client) =>
        lists(client, { own: model.id, popular: popular.id }),
      );
  return {
    ...written,
    population: served && {
      left: served.length + others.length,
      of: prepared.userIds.length + everyoneElse.length,
    },
    ...{ algorithm: model.algorithm, top: settings.top, refit: settings.refit },
    ...{ users: prepared.learn.users, items: prepared.learn.items },
    outside: everyoneElse.length,
    pairs: prepared.learn.interactions.index.length,
    ...{ readSeconds, refitSeconds, seconds: clock(), leftOut },
  };
}

/** Seconds since it was last asked. */
function stopwatch(): () => number {
  let since = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - since) / 1000;
    since = now;
    return seconds;
  };
}

/** Pairs of those served by another history than the recommender learnt from, less the ones it did learn from. */
function pairsBeside(
  { learn: { interactions } }: Prepared,
  others: readonly Outsider[],
  updated: UpdatedUsers,
): number {
  let pairs = 0;
  for (const { input } of others) pairs += input.items.length + (input.had?.length ?? 0);
  for (const [user, { items }] of updated)
    pairs += items.length - (interactions.pointer[user + 1]! - interactions.pointer[user]!);
  return pairs;
}

/** Ids in one column of a table, missing ones left out. */
export async function idsIn(
  tables: TableStore,
  id: string,
  column: number,
  pace: () => Promise<void>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const { rows } of tables.scan(id, { columns: [column] })) {
    for (const [value] of rows) if (value !== null && value !== undefined) ids.push(String(value));
    await pace();
  }
  return ids;
}
