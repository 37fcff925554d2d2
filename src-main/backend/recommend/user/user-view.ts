import type { AttributeChoice, ItemCard, UserHit } from '#shared/model/cells/user.ts';
import type { Prepared } from '../interactions/index.ts';
import { numberEvents, type NewEvents } from '../updates/new-events.ts';
import type { Since } from '../updates/since.ts';
import { rowOf } from './row-of.ts';
import { attributeChoices } from './attribute-choices.ts';
import type { FailingUsers } from './failing.ts';
import { TextIndex } from './text-index.ts';
import { everyonesTaste, type Taste } from './taste.ts';
import { orderBy, type UserOrder } from './user-order.ts';

/** Answers kept for the lists of unchanged users. */
const listsKept = 64;

/** Prepared data with what is derived from it for looking at users: built when first asked for. */
export class UserView {
  readonly prepared: Prepared;
  readonly #orders = new Map<UserOrder, Int32Array>();
  readonly #failing = new Map<string, Promise<FailingUsers>>();
  readonly #lists = new Map<string, Promise<Int32Array[]>>();
  #userNumbers: Map<string, number> | null = null;
  #itemUsers: Int32Array | null = null;
  #users: TextIndex | null = null;
  #items: TextIndex | null = null;
  #itemOrder: Int32Array | null = null;
  #choices: AttributeChoice[] | null = null;
  #taste: Taste | null = null;
  #since: Since | null = null;

  constructor(prepared: Prepared) {
    this.prepared = prepared;
  }

  /** The number of a user, or null for an id nobody has. */
  numberOf(id: string): number | null {
    this.#userNumbers ??= new Map(this.prepared.userIds.map((known, user) => [known, user]));
    return this.#userNumbers.get(id) ?? null;
  }

  /** Users who have each item. */
  get itemUsers(): Int32Array {
    if (this.#itemUsers === null) {
      this.#itemUsers = new Int32Array(this.prepared.learn.items);
      for (const item of this.prepared.learn.interactions.index) this.#itemUsers[item]! += 1;
    }
    return this.#itemUsers;
  }

  /** Ids and attributes of users. */
  get userText(): TextIndex {
    const { userIds, attributes } = this.prepared;
    this.#users ??= new TextIndex(userIds.length, (user) =>
      [userIds[user], ...attributes.map(({ values }) => values[user] ?? '')].join(' '),
    );
    return this.#users;
  }

  /** Titles, ids and categories of items. */
  get itemText(): TextIndex {
    const { itemIds, titles, categories } = this.prepared;
    this.#items ??= new TextIndex(
      itemIds.length,
      (item) => `${titles[item]} ${itemIds[item]} ${categories?.[item] ?? ''}`,
    );
    return this.#items;
  }

  /** Items, most popular first. */
  get itemsByPopularity(): Int32Array {
    const counts = this.itemUsers;
    this.#itemOrder ??= Int32Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]!);
    return this.#itemOrder;
  }

  get choices(): AttributeChoice[] {
    return (this.#choices ??= attributeChoices(this.prepared));
  }

  get everyone(): Taste {
    return (this.#taste ??= everyonesTaste(this.prepared));
  }

  order(by: UserOrder): Int32Array {
    const known = this.#orders.get(by) ?? orderBy(this.prepared, by);
    this.#orders.set(by, known);
    return known;
  }

  /** Ranking all test users is done once for each recommender; a failure is not kept. */
  failing(model: string, rank: () => Promise<FailingUsers>): Promise<FailingUsers> {
    return kept(this.#failing, model, listsKept, rank);
  }

  /** Lists by what they were asked for; a failure is not kept. */
  lists(key: string, ask: () => Promise<Int32Array[]>): Promise<Int32Array[]> {
    return kept(this.#lists, key, listsKept, ask);
  }

  /** New events as this data numbers items; those asked for last are kept. */
  since(id: string, read: () => NewEvents): Since {
    if (this.#since?.id !== id)
      this.#since = { id, byUser: numberEvents(this.prepared, read()).byUser };
    return this.#since;
  }

  card(item: number): ItemCard {
    const { itemIds, titles, categories, prices } = this.prepared;
    return {
      item,
      id: itemIds[item] ?? '',
      title: titles[item] ?? '',
      category: categories?.[item] ?? null,
      price: prices?.[item] ?? null,
      users: this.itemUsers[item]!,
    };
  }

  hit(user: number): UserHit {
    const { userIds, learn, segmentNames, test } = this.prepared;
    return {
      user,
      id: userIds[user] ?? '',
      segment: segmentNames[learn.segments?.[user] ?? -1] ?? null,
      interactions: rowOf(learn.interactions, user).index.length,
      later: rowOf(test, user).index.length,
      fresh: 0,
    };
  }
}

/** Views of the data sets looked at last, for as long as their data is kept. */
export class UserViews {
  readonly #views = new WeakMap<Prepared, UserView>();

  of(prepared: Prepared): UserView {
    const view = this.#views.get(prepared) ?? new UserView(prepared);
    this.#views.set(prepared, view);
    return view;
  }
}

async function kept<T>(
  cache: Map<string, Promise<T>>,
  key: string,
  most: number,
  make: () => Promise<T>,
): Promise<T> {
  const known = cache.get(key);
  const answer = known ?? make();
  cache.delete(key);
  cache.set(key, answer);
  for (const oldest of cache.keys()) {
    if (cache.size <= most) break;
    cache.delete(oldest);
  }
  try {
    return await answer;
  } catch (thrown) {
    if (cache.get(key) === answer) cache.delete(key);
    throw thrown;
  }
}
