import { interactions, type InteractionsSettings } from './cells/interactions.ts';
import { columnsFor, plainName } from './column-roles.ts';
import { kindWeights } from './kind-weights.ts';
import type { Column } from './table.ts';

export type InteractionPresetName =
  | 'sample_shop'
  | 'online_retail'
  | 'complete_journey'
  | 'otto'
  | 'movielens'
  | 'goodbooks'
  | 'book_crossing'
  | 'lastfm'
  | 'ncf_negative'
  | 'recbole'
  /** User, item, rating, time: the form MovieLens' u.data, RecBole's .inter and NCF's .rating share. */
  | 'ratings'
  /** Not a known layout; told by the names of the columns alone. */
  | 'guess';
export type InteractionPreset = { name: InteractionPresetName; settings: InteractionsSettings };

/** Tables beside the events, and the values of their kind column where those are known. */
export type InteractionSources = {
  users?: readonly Column[] | null | undefined;
  items?: readonly Column[] | null | undefined;
  friends?: readonly Column[] | null | undefined;
  kinds?: readonly string[] | null | undefined;
  /** Events for the test that come apart. */
  test?: readonly Column[] | null | undefined;
  /** Values of the column that says which part a row is of, where those are known. */
  parts?: readonly string[] | null | undefined;
  /** Range of the weight column, where it is known. */
  weights?: { least: number; most: number } | null | undefined;
};

type Layout = {
  name: InteractionPresetName;
  /** Columns that must be there, as `plainName` gives them; alternatives separated by a bar. */
  columns: readonly string[];
  /** Columns that settle a role the names alone would leave open or take otherwise. */
  roles?: Partial<Record<'weight' | 'kind' | 'returns', string>>;
  kinds?: readonly string[];
  value?: InteractionsSettings['value'];
  split?: InteractionsSettings['split']['kind'];
};

/** Known layouts; the first whose columns are all there counts. */
const layouts: readonly Layout[] = [
  {
    name: 'sample_shop',
    columns: ['user_id', 'item_id', 'kind', 'time', 'query'],
    kinds: ['browse', 'search', 'purchase'],
  },
  {
    name: 'online_retail',
    columns: ['invoice|invoice_no', 'stock_code', 'quantity', 'invoice_date', 'customer_id'],
    roles: { weight: 'quantity', returns: 'invoice|invoice_no' },
  },
  {
    name: 'complete_journey',
    columns: ['household_id', 'basket_id', 'product_id', 'quantity', 'sales_value'],
    roles: { weight: 'quantity' },
  },
  {
    name: 'otto',
    columns: ['session', 'aid', 'ts', 'type'],
    kinds: ['clicks', 'carts', 'orders'],
    split: 'last',
  },
  { name: 'ncf_negative', columns: ['user_id', 'item_id', 'negatives'], split: 'none' },
  { name: 'movielens', columns: ['user_id', 'movie_id', 'rating'] },
  { name: 'goodbooks', columns: ['user_id', 'book_id', 'rating'] },
  { name: 'book_crossing', columns: ['user_id', 'isbn', 'rating|book_rating'] },
  { name: 'lastfm', columns: ['user_id', 'artist_id', 'plays'], value: 'log' },
  { name: 'ratings', columns: ['user_id', 'item_id', 'rating', 'timestamp'] },
];

/** Whether somebody chose the columns; before, what `interactionPreset` proposes counts, in the window and in a run without one. */
export function columnsChosen({ user, item }: InteractionsSettings): boolean {
  return user !== null || item !== null;
}

/** What was set of how ids are compared stays, whatever else is proposed: a refusal asks for it before columns are chosen. */
export function withOwnKeys(
  proposed: InteractionsSettings,
  { users, items, friends }: InteractionsSettings,
): InteractionsSettings {
  return {
    ...proposed,
    users: { ...proposed.users, keys: users.keys, key: users.key ?? proposed.users.key },
    items: { ...proposed.items, keys: items.keys, key: items.key ?? proposed.items.key },
    friends: { ...proposed.friends, keys: friends.keys },
  };
}

/**
 * Settings for an Interactions cell, from the columns of its tables. What no name tells stays null: the settings are
 * a proposal for a person to look over.
 */
export function interactionPreset(
  events: readonly Column[],
  sources: InteractionSources = {},
): InteractionPreset {
  const layout = layouts.find(({ columns }) => columns.every((name) => find(events, name)));
  const user = nameOf(columnsFor('user', events)[0]);
  const item = nameOf(columnsFor('item', events, [user])[0]);
  const kind = nameOf(columnsFor('kind', events, [user, item])[0]);
  const time = timeOf(events, [user, item, kind]);
  const taken = [user, item, kind, time];
  const weight =
    find(events, layout?.roles?.weight) ?? nameOf(columnsFor('weight', events, taken)[0]);
  const kinds = kind === null ? [] : kindWeights(sources.kinds ?? layout?.kinds ?? []);
  const settings = interactions.settings.parse({
    ...{ user, item, time, weight, kind, kinds },
    value: layout?.value ?? defaultValue(kinds, weight),
    returns: { column: find(events, layout?.roles?.returns) },
    users: usersOf(sources.users ?? [], user),
    items: itemsOf(sources.items ?? [], item),
    friends: friendsOf(sources.friends ?? [], user),
    minimumWeight: lowestLiked(weight, sources),
    split: splitOf(events, sources, layout?.split ?? ownSplit(user, time)),
  });
  return { name: layout?.name ?? (isRecBole(events) ? 'recbole' : 'guess'), settings };
}

/** A column named so, or in the only column that holds dates. */
function timeOf(events: readonly Column[], taken: readonly (string | null)[]): string | null {
  const named = columnsFor('time', events, taken)[0];
  if (named !== undefined) return named.name;
  const dates = events.filter(({ type }) => type === 'date');
  return dates.length === 1 ? nameOf(dates[0]) : null;
}

/** Weighted kinds and counts without a bound are damped; a rating or a purchase counts once. */
function defaultValue(
  kinds: readonly { weight: number }[],
  weight: string | null,
): InteractionsSettings['value'] {
  const counts = weight !== null && /plays|count|times|次数/.test(plainName(weight));
  return counts || kinds.some((kind) => kind.weight !== kinds[0]!.weight) ? 'log' : 'binary';
}

/**
 * Ratings in the lower half of their scale are dislikes: on 1 to 5 likes begin at 3, on 1 to 10 at 6. A task with given
 * negatives takes any rating for a sign of interest.
 */
function lowestLiked(weight: string | null, { weights, test }: InteractionSources): number | null {
  if (
    weight === null ||
    !/rat(e|ing)|score|star|overall|评分|打分|分数|星级|评级/.test(plainName(weight))
  )
    return null;
  if (find(test ?? [], negativeNames) !== null) return null;
  const { least, most } = weights ?? { least: 1, most: 5 };
  // 0 or 1, likes and dislikes by sign, and values that are all alike are no such scale.
  if (least < 0 || most <= 2 || least === most) return null;
  const top = [5, 10, 20, 100].find((one) => most <= one);
  return top === undefined ? null : top === 5 ? 3 : 0.6 * top;
}

const negativeNames = 'negatives|negative|negative_items|neg_items|neg|candidates';
const partNames =
  /^(split|part|subset|fold|partition|phase|set|data_?set|data_?split|train_?test|is_?test|for_?test|usage|数据集|划分|集合|用途)$/;
const meansTest = /^(test(ing|_set)?|eval(uation)?|hold_?out|held_?out|测试集?)$/i;

/** As the data says where it says it, else as proposed. */
function splitOf(
  events: readonly Column[],
  { test, parts }: InteractionSources,
  kind: InteractionsSettings['split']['kind'],
): { kind: typeof kind; column?: string | null; testValues?: string[]; negatives?: string | null } {
  if (test) return { kind: 'given', negatives: find(test, negativeNames) };
  const column = nameOf(events.find(({ name }) => partNames.test(plainName(name))));
  if (column === null) return { kind };
  const flag = /^(is|for)_?test$/.test(plainName(column));
  const testValues = (parts ?? []).filter((value) =>
    flag ? /^(1|true|yes|y|是)$/i.test(value) : meansTest.test(value),
  );
  // Named so that its values are looked at; without one that means the test it says nothing.
  if (parts === undefined || parts === null) return { kind, column };
  if (testValues.length === 0 || testValues.length === parts.length) return { kind };
  return { kind: 'given', column, testValues, negatives: find(events, negativeNames) };
}

/** Sessions are short: one moment for all would cut nearly all of them off whole, so the cut lies within each. */
function ownSplit(user: string | null, time: string | null): InteractionsSettings['split']['kind'] {
  if (user !== null && /^(session|visit|会话)/.test(plainName(user))) return 'last';
  return time === null ? 'random' : 'time';
}

function usersOf(columns: readonly Column[], user: string | null) {
  const key = keyOf('user', columns, user);
  return { key, segment: nameOf(columnsFor('segment', columns, [key])[0]) };
}

function itemsOf(columns: readonly Column[], item: string | null) {
  const key = keyOf('item', columns, item);
  const title = nameOf(columnsFor('title', columns, [key])[0]);
  const category = nameOf(columnsFor('category', columns, [key, title])[0]);
  const price = nameOf(columnsFor('price', columns, [key])[0]);
  const described = columnsFor('text', columns, [key, title, category]).map(({ name }) => name);
  const text = [title, category, ...described].filter((name) => name !== null);
  return { key, title, category, price, text: key === null ? [] : text };
}

function friendsOf(columns: readonly Column[], user: string | null) {
  const friend = nameOf(columnsFor('friend', columns)[0]);
  return {
    user: keyOf(
      'user',
      columns.filter(({ name }) => name !== friend),
      user,
    ),
    friend,
  };
}

/** The column named as in the events, or the likeliest by its own name. */
function keyOf(
  role: 'user' | 'item',
  columns: readonly Column[],
  wanted: string | null,
): string | null {
  const same = wanted === null ? null : find(columns, plainName(wanted));
  return same ?? nameOf(columnsFor(role, columns)[0] ?? columns.find(isPlainId));
}

function isPlainId({ name }: Column): boolean {
  return /^(id|key|编号)$/.test(plainName(name));
}

function find(columns: readonly Column[], names: string | undefined): string | null {
  const wanted = names?.split('|') ?? [];
  return nameOf(columns.find(({ name }) => wanted.includes(plainName(name))));
}

function nameOf(column: Column | undefined): string | null {
  return column?.name ?? null;
}

function isRecBole(columns: readonly Column[]): boolean {
  return columns.length > 0 && columns.every(({ name }) => /:(token|float)(_seq)?$/.test(name));
}
