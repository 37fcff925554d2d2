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
  { name: 'otto', columns: ['session', 'aid', 'ts', 'type'], kinds: ['clicks', 'carts', 'orders'] },
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
    split: { kind: layout?.split ?? (time === null ? 'random' : 'time') },
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
