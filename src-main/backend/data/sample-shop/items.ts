import { normal, pick, streamOf } from './draw.ts';
import { adjectives, brands, categories } from './world.ts';

export type ShopItem = {
  id: string;
  title: string;
  category: number;
  brand: string;
  price: number;
  /** Share of its category's sales. */
  popularity: number;
};

/** How many items a shop of so many users has. */
export function itemCount(users: number): number {
  return Math.min(4000, Math.max(240, Math.round(users / 20)));
}

/** All items. Popularity within a category falls as 1 / (rank + 3): a few favourites, a long tail. */
export function makeItems(count: number, seed: number): ShopItem[] {
  const items = Array.from({ length: count }, (_, index): ShopItem => {
    const random = streamOf(seed, 'item', index);
    const category = index % categories.length;
    const { price, nouns } = categories[category]!;
    const title = `${pick(random, adjectives)} ${pick(random, nouns)}`;
    return {
      id: `I${String(index + 1).padStart(5, '0')}`,
      title: title.charAt(0).toUpperCase() + title.slice(1),
      category,
      brand: pick(random, brands),
      price: Math.max(1, Math.round(price * Math.exp(0.5 * normal(random)) * 20) / 20 - 0.01),
      popularity: 1 / (Math.floor(index / categories.length) + 3),
    };
  });
  const totals = new Float64Array(categories.length);
  for (const { category, popularity } of items) totals[category]! += popularity;
  for (const item of items) {
    item.price = Math.round(item.price * 100) / 100;
    item.popularity /= totals[item.category]!;
  }
  return items;
}
