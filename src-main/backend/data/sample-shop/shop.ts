import { fromCumulative, streamOf, weighted } from './draw.ts';
import { itemCount, makeItems, type ShopItem } from './items.ts';
import { makeUser, type ShopUser } from './users.ts';
import { categories, tastes } from './world.ts';
import type { Random } from '#shared/random/index.ts';

export type ShopSize = { users: number; seed: number };

const shares = tastes.map(({ weights }) => {
  const total = weights.reduce<number>((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
});

/** The planted shop: who its users are and what each of them would buy. The same size and seed give the same shop. */
export class SampleShop {
  readonly users: number;
  readonly seed: number;
  readonly items: readonly ShopItem[];
  readonly #byCategory: { items: number[]; cumulative: Float64Array }[];

  constructor({ users, seed }: ShopSize) {
    this.users = users;
    this.seed = seed;
    this.items = makeItems(itemCount(users), seed);
    this.#byCategory = categories.map((_, category) => {
      const items = [...this.items.keys()].filter((i) => this.items[i]!.category === category);
      let sum = 0;
      return {
        items,
        cumulative: Float64Array.from(items, (i) => (sum += this.items[i]!.popularity)),
      };
    });
  }

  user(index: number): ShopUser {
    return makeUser(index, this.seed);
  }

  /** Stream of chance for one use of one user or item. */
  stream(what: string, index: number): Random {
    return streamOf(this.seed, what, index);
  }

  /**
   * Probability of each item (in the order of `items`) to be the next one a user buys: over the user's tastes, the
   * taste's share of the category times the item's share within it. Sums to 1. Purchases are drawn from exactly this,
   * so it is the score no recommender can beat in expectation.
   */
  purchaseProbabilities(user: ShopUser): Float64Array {
    const byCategory = this.categoryShares(user);
    return Float64Array.from(this.items, (item) => byCategory[item.category]! * item.popularity);
  }

  /** Share of each category in what a user buys. */
  categoryShares(user: ShopUser): number[] {
    return categories.map((_, category) =>
      user.taste.reduce((sum, share, taste) => sum + share * shares[taste]![category]!, 0),
    );
  }

  /** Number of the item a user buys next. */
  drawPurchase(user: ShopUser, random: Random): number {
    const taste = weighted(random, user.taste);
    return this.drawItem(weighted(random, shares[taste]!), random);
  }

  /** Number of an item a user looks at: mostly by taste, sometimes whatever is popular. */
  drawBrowse(user: ShopUser, random: Random): number {
    if (random.next() < 0.8) return this.drawPurchase(user, random);
    return this.drawItem(random.below(categories.length), random);
  }

  /** Number of an item of the category, by popularity. */
  drawItem(category: number, random: Random): number {
    const { items, cumulative } = this.#byCategory[category]!;
    return items[fromCumulative(random, cumulative)]!;
  }
}
