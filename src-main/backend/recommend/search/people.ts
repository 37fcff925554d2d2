import type { SearchPart } from '#shared/search/score-parts.ts';
import type { ModelRef, Recommending } from '../fit/index.ts';
import { categoriesOf, type Prepared } from '../interactions/index.ts';
import { knownInput } from '../user/person-input.ts';
import { rowOf } from '../user/row-of.ts';

/** Parts of one person, item by item of the interactions; null where nothing is known. */
export type PersonParts = { taste: Float32Array | null; category: Float32Array | null };
export const nobody: PersonParts = { taste: null, category: null };

/** Events a person is taken to have had as everyone has: few of one's own say little. */
const everyonesEvents = 30;
const dayMs = 86_400_000;
const mostKept = 200;
const numbersKept = 20_000_000;
/** Scores asked for at once, of all items for some people. */
const scoresAtOnce = 4_000_000;

/** What interactions, and a recommender of theirs, say of items and people, as parts of a score. */
export class People {
  readonly prepared: Prepared;
  /** How many users have each item. */
  readonly itemUsers: Int32Array;
  readonly popularity: Float32Array;
  readonly recency: Float32Array | null;
  readonly #recommending: Recommending;
  readonly #model: ModelRef | null;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #categories: { of: readonly (readonly number[])[]; share: Float64Array } | null;
  readonly #persons = new Map<number, PersonParts>();

  constructor(
    prepared: Prepared,
    recommending: Recommending,
    model: ModelRef | null,
    halfLifeDays: number,
  ) {
    this.prepared = prepared;
    this.#recommending = recommending;
    this.#model = model;
    this.#numbers = new Map(prepared.userIds.map((id, user) => [id, user]));
    this.itemUsers = new Int32Array(prepared.learn.items);
    for (const item of prepared.learn.interactions.index) this.itemUsers[item]! += 1;
    const most = this.itemUsers.reduce((high, count) => Math.max(high, count), 1);
    this.popularity = Float32Array.from(
      this.itemUsers,
      (count) => Math.log1p(count) / Math.log1p(most),
    );
    this.recency = prepared.timed ? recencyOf(prepared, halfLifeDays) : null;
    this.#categories = sharesOf(prepared);
  }

  /** Parts that say something here. */
  get parts(): SearchPart[] {
    return [
      ...(['text', 'popularity'] as const),
      ...(this.#model ? (['taste'] as const) : []),
      ...(this.#categories ? (['category'] as const) : []),
      ...(this.recency ? (['recency'] as const) : []),
    ];
  }

  /** People whose parts are asked for together. */
  get atOnce(): number {
    return Math.max(1, Math.floor(scoresAtOnce / Math.max(1, this.prepared.learn.items)));
  }

  numberOf(id: string | null): number | null {
    return id === null ? null : (this.#numbers.get(id) ?? null);
  }

  /** Parts of several people; the recommender scores every item for each of them not asked for lately. */
  async partsOf(users: readonly number[]): Promise<Map<number, PersonParts>> {
    const found = new Map<number, PersonParts>();
    const missing: number[] = [];
    for (const user of new Set(users)) {
      const known = this.#persons.get(user);
      if (known === undefined) missing.push(user);
      else found.set(user, known);
    }
    for (let from = 0; from < missing.length; from += this.atOnce) {
      const some = missing.slice(from, from + this.atOnce);
      const tastes = await this.#tastes(some);
      some.forEach((user, at) => {
        const parts = { taste: tastes?.[at] ?? null, category: this.#categoryLift(user) };
        found.set(user, parts);
        this.#persons.set(user, parts);
      });
    }
    const kept = Math.floor(numbersKept / Math.max(1, this.prepared.learn.items));
    for (const oldest of this.#persons.keys()) {
      if (this.#persons.size <= Math.max(4, Math.min(mostKept, kept))) break;
      this.#persons.delete(oldest);
    }
    return found;
  }

  /** A part, item by item of the interactions; null where nothing is known. */
  valuesOf(part: Exclude<SearchPart, 'text'>, person: PersonParts): Float32Array | null {
    if (part === 'popularity') return this.popularity;
    return part === 'recency' ? this.recency : person[part];
  }

  async #tastes(users: readonly number[]): Promise<Float32Array[] | null> {
    const model = this.#model;
    if (model === null) return null;
    const { items } = this.prepared.learn;
    const { top, topScores } = await this.#recommending.ask([model], (client) =>
      client.request('recommend.topEach', {
        model: model.id,
        users: users.map((user) => knownInput(this.prepared, user)),
        ...{ top: items, seen: false, exclude: new Int32Array() },
      }),
    );
    return users.map((_, at) =>
      tasteOf(
        top.subarray(at * items, (at + 1) * items),
        topScores.subarray(at * items, (at + 1) * items),
      ),
    );
  }

  #categoryLift(user: number): Float32Array | null {
    const categories = this.#categories;
    if (categories === null) return null;
    const { of, share } = categories;
    const own = new Float64Array(share.length);
    let total = 0;
    for (const item of rowOf(this.prepared.learn.interactions, user).index)
      for (const category of of[item]!) {
        own[category]! += 1 / of[item]!.length;
        total += 1 / of[item]!.length;
      }
    const lift = own.map((count, category) => {
      const everyone = share[category]!;
      if (everyone === 0) return 0;
      const smoothed = (count + everyonesEvents * everyone) / (total + everyonesEvents);
      return Math.log(smoothed / everyone);
    });
    return Float32Array.from(of, (own) =>
      own.length === 0 ? 0 : own.reduce((sum, category) => sum + lift[category]!, 0) / own.length,
    );
  }
}

/** 1 - ln(rank) / ln(items); equal scores share the mean of their ranks. */
export function tasteOf(items: Int32Array, scores: Float32Array): Float32Array {
  const taste = new Float32Array(items.length);
  const whole = Math.log(Math.max(2, items.length));
  for (let from = 0; from < items.length;) {
    let to = from + 1;
    while (to < items.length && items[to]! >= 0 && scores[to] === scores[from]) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1)
      if (items[at]! >= 0) taste[items[at]!] = 1 - Math.log(rank) / whole;
    from = to;
  }
  return taste;
}

function recencyOf(prepared: Prepared, halfLifeDays: number): Float32Array {
  const { index } = prepared.learn.interactions;
  const latest = new Float64Array(prepared.learn.items).fill(-Infinity);
  let now = -Infinity;
  for (let at = 0; at < index.length; at += 1) {
    const time = prepared.pairTime[at]!;
    if (!Number.isFinite(time)) continue;
    latest[index[at]!] = Math.max(latest[index[at]!]!, time);
    now = Math.max(now, time);
  }
  return Float32Array.from(latest, (time) =>
    time === -Infinity ? 0 : 2 ** ((time - now) / (halfLifeDays * dayMs)),
  );
}

function sharesOf(
  prepared: Prepared,
): { of: readonly (readonly number[])[]; share: Float64Array } | null {
  if (prepared.categories === null) return null;
  const numbers = new Map<string, number>();
  const of = prepared.categories.map((_, item) =>
    categoriesOf(prepared, item).map((name) => {
      const known = numbers.get(name) ?? numbers.size;
      numbers.set(name, known);
      return known;
    }),
  );
  const share = new Float64Array(numbers.size);
  let total = 0;
  for (const item of prepared.learn.interactions.index)
    for (const category of of[item]!) {
      share[category]! += 1 / of[item]!.length;
      total += 1 / of[item]!.length;
    }
  return { of, share: share.map((count) => count / Math.max(1, total)) };
}
