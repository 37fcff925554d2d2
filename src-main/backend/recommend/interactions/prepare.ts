import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { InteractionsOutput, InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { TimeFormat } from '#shared/values/time/index.ts';
import type { TableStore } from '../../storage/index.ts';
import { inChunks } from './chunks.ts';
import { readEvents, type Events } from './events/events.ts';
import { givenNegatives, negativeRows } from './events/given-negatives.ts';
import { hadPairs, hadRows } from './had.ts';
import { friendRows } from './sides/friends.ts';
import { IdIndex } from './keys/id-index.ts';
import { itemSide } from './sides/item-side.ts';
import { keyIndex } from './keys/key-index.ts';
import { keepEvents, type Kept } from './events/kept-events.ts';
import { orderByPair } from './events/pair-order.ts';
import type { PrepareInputs } from './prepare-inputs.ts';
import { settingsOrProposal } from './proposed.ts';
import { pairValue, sumPairs, type Pairs } from './events/pairs.ts';
import type { IdType, Prepared } from './prepared.ts';
import { renumber } from './renumber.ts';
import { sideMatches } from './sides/side-matches.ts';
import { splitEvents } from './events/split-events.ts';
import { userSide } from './sides/user-side.ts';

export type PrepareContext = {
  tables: TableStore;
  seed: number;
  /** Milliseconds since 1970; events after tomorrow are counted as future and left out. */
  now: number;
  pace(): Promise<void>;
  progress(done: number): void;
};

/** What was prepared, and the events as read, for telling about them. */
export type Preparation = {
  prepared: Prepared;
  events: Events;
  core: Kept;
  /** Learnt pairs of which nothing was left. */
  takenBack: number;
  coldUsers: number;
  coldItems: number;
  untriedItems: number;
  /** Held-out pairs of known users and items that were learnt already. */
  repeats: number;
  matches: InteractionsOutput['matches'];
};

/**
 * From tables to what recommenders learn from: events read, thinned to the core, divided, summed by pair; users and
 * items numbered in order of appearance among those with something to learn from; attributes, texts and friends lined up.
 * @throws column_missing, interactions_empty, interactions_too_many, side_keys_unmatched, side_keys_repairable
 */
export async function prepare(
  inputs: PrepareInputs,
  given: InteractionsSettings,
  context: PrepareContext,
): Promise<Preparation> {
  const { tables, pace } = context;
  const settings = await settingsOrProposal(inputs, given, tables, pace);
  const { kind } = settings.split;
  if (kind === 'given' && inputs.test === null && settings.split.column === null)
    throw new PortraitError('interactions_part_unset');
  // With no test part everything is learnt, what came apart too.
  const apart = kind === 'given' || kind === 'none' ? inputs.test : null;
  const read = async (done: number): Promise<void> => {
    context.progress(done);
    await pace();
  };
  const events = await readEvents(tables, inputs.events, settings, context.now, read, apart);
  const listed = await givenNegatives({ events: inputs.events, test: apart }, settings, context);
  const matches = await sideMatches(inputs, settings, events, { tables, pace });
  const pairs = await orderByPair(events, pace);
  const core = await keepEvents(events, pairs, settings, pace);
  const { kept } = core;
  const held = await splitEvents(events, pairs, kept, settings.split, context.seed, pace);
  const sums = (part: 0 | 1, halfLifeDays: number | null): Promise<Pairs> => {
    const chosen = (e: number): boolean => kept[e] === 1 && held.test[e] === part;
    return sumPairs(events, pairs, { chosen, halfLifeDays, value: settings.value }, pace);
  };
  const learnt = await sums(0, settings.halfLifeDays);
  if (learnt.rows.index.length === 0)
    throw new PortraitError('interactions_empty', { step: 'the split' });
  const tested = await sums(1, null);

  const users = numberAnew(events.users, rowsMet(learnt.rows));
  const items = numberAnew(events.items, columnsMet(learnt.rows, events.items.ids.length));
  const coldUsers = newcomers(rowsMet(tested.rows), users.place);
  const known = items.ids.ids.length;
  const about = await itemSide(inputs, settings, {
    ...{ tables, ids: items.ids, events: events.items, pace },
    // A task that names its candidates is about all of them.
    also: listed?.flatMap(({ item, negatives }) => [item, ...negatives]) ?? [],
  });
  const itemPlace = about.placeOf(events.items, items.place);
  const coldItems = newcomers(columnsMet(tested.rows, events.items.ids.length), itemPlace);
  const who = await userSide(inputs, settings, { tables, ids: users.ids, pace });
  const all = about.ids.ids.length;
  const count = users.ids.ids.length;
  const learn = await renumber(learnt, users.place, items.place, count, [], pace);
  const place = { users: users.place, items: itemPlace };
  const ids = { users: users.ids, items: about.ids };
  const hadIn = (sums: Pairs, later: boolean, others: readonly SparseRows[]): Promise<SparseRows> =>
    hadPairs(
      events,
      sums,
      { cut: held.cut, given: held.kind === 'given', later, place, ids },
      pace,
    ).then((pairs) => hadRows(pairs, count, others, pace));
  const had = await hadIn(learnt, false, [learn.rows]);
  const test = await renumber(tested, users.place, itemPlace, count, [learn.rows, had], pace);
  const hadLater = await hadIn(tested, true, [learn.rows, had, test.rows]);
  const { value } = learn.rows;
  await inChunks(value.length, pace, (from, to) => {
    for (let at = from; at < to; at++) value[at] = pairValue(value[at]!, settings.value);
  });
  const data: RecommendData = {
    users: count,
    items: all,
    interactions: learn.rows,
    ...(events.timed && { times: learn.time }),
    userFeatures: who.features,
    itemFeatures: about.features,
    itemText: about.text,
    terms: about.terms,
    segments: who.segments,
    friends: await friendRows(inputs.friends, settings, {
      ...{ tables, ids: keyIndex(users.ids, settings.friends.keys), pace },
    }),
  };
  const prepared: Prepared = {
    version: 2,
    learn: data,
    pairFirst: learn.first,
    pairTime: learn.time,
    pairEvents: learn.events,
    test: test.rows,
    testTime: test.time,
    negatives: listed && negativeRows(listed, test.rows, ids),
    had,
    hadLater,
    timed: events.timed,
    userIds: users.ids.ids,
    itemIds: about.ids.ids,
    titles: about.titles,
    categories: about.categories,
    categorySeparator: about.categorySeparator,
    prices: about.prices,
    segmentNames: who.segmentNames,
    segmentColumn: settings.users.segment,
    userFeatureNames: who.featureNames,
    userEncoding: who.encoding,
    itemFeatureNames: about.featureNames,
    attributes: who.attributes,
    source: { table: inputs.events.id, user: settings.user ?? '', item: settings.item ?? '' },
    made: {
      tables: {
        events: inputs.events.id,
        users: inputs.users?.id ?? null,
        items: inputs.items?.id ?? null,
        friends: inputs.friends?.id ?? null,
        test: apart?.id ?? null,
      },
      settings,
      time: earlierFormat(inputs.events, settings, events),
      idTypes: {
        user: idType(inputs.events, settings.user),
        item: idType(inputs.events, settings.item),
      },
    },
    mapping: settings,
    split: held.kind,
    value: settings.value,
    cut: held.cut,
    synthetic: inputs.events.synthetic,
  };
  const takenBack = learnt.takenBack.user.length;
  const untriedItems = all - known;
  const repeats = countRepeats(tested, place, learn.rows);
  return {
    prepared,
    events,
    core,
    takenBack,
    coldUsers,
    coldItems,
    untriedItems,
    repeats,
    matches,
  };
}

/** What later events must be read as: nothing where the table stores dates, since theirs may be stored otherwise. */
function earlierFormat(
  table: TableInfo,
  { time }: InteractionsSettings,
  { times }: Events,
): TimeFormat | null {
  const type = table.columns.find(({ name }) => name === time)?.type;
  return type === 'date' ? null : (times?.format ?? null);
}

function idType(table: TableInfo, name: string | null): IdType {
  const type = table.columns.find((column) => column.name === name)?.type;
  return type === 'integer' || type === 'real' ? type : 'text';
}

function countRepeats(
  { rows: { pointer, index } }: Pick<Pairs, 'rows'>,
  place: { users: Int32Array; items: Int32Array },
  learnt: SparseRows,
): number {
  let repeats = 0;
  for (let row = 0; row + 1 < pointer.length; row++) {
    const user = place.users[row]!;
    if (user < 0 || pointer[row] === pointer[row + 1]) continue;
    const own = new Set(learnt.index.subarray(learnt.pointer[user], learnt.pointer[user + 1]));
    for (let at = pointer[row]!; at < pointer[row + 1]!; at++)
      if (own.has(place.items[index[at]!]!)) repeats += 1;
  }
  return repeats;
}

type Numbering = {
  ids: IdIndex;
  /** New number of each old one; -1 where it is left out. */
  place: Int32Array;
};

/** Numbers anew, in the old order, the ids that have an entry. */
function numberAnew(ids: IdIndex, met: Uint8Array): Numbering {
  const place = new Int32Array(ids.ids.length).fill(-1);
  const chosen = new IdIndex();
  met.forEach((has, old) => {
    if (has) place[old] = chosen.add(ids.ids[old]!);
  });
  return { ids: chosen, place };
}

function rowsMet(rows: SparseRows): Uint8Array {
  return Uint8Array.from(rows.pointer.subarray(1), (end, row) =>
    end > rows.pointer[row]! ? 1 : 0,
  );
}

function columnsMet(rows: SparseRows, columns: number): Uint8Array {
  const met = new Uint8Array(columns);
  for (const column of rows.index) met[column] = 1;
  return met;
}

function newcomers(met: Uint8Array, place: Int32Array): number {
  return met.reduce((sum, has, old) => sum + (has === 1 && place[old]! < 0 ? 1 : 0), 0);
}
