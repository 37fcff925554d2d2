import { describe, expect, it } from 'vitest';
import { SampleShop } from '../../../../../src-main/backend/data/sample-shop/shop.ts';
import {
  BestSearch,
  searchesTable,
} from '../../../../../src-main/backend/data/sample-shop/searches.ts';

const users = 3000;

describe('searches of the sample shop', () => {
  const shop = new SampleShop({ users, seed: 6 });
  const best = new BestSearch();
  const table = searchesTable(shop, best);
  const rows = Array.from({ length: users }, (_, user) => table.rows(user)).flat();

  it('are the same for the same seed', () => {
    const again = searchesTable(new SampleShop({ users, seed: 6 }), new BestSearch());
    expect(again.rows(17)).toEqual(table.rows(17));
    expect(new Set(rows.map(([, query]) => query)).size).toBeGreaterThan(200);
  });

  it('say what a ranking by the planted probabilities reaches, counted on the very items that were meant', () => {
    // Written anew: every way of asking, and how likely the asker buys each item that may be meant.
    const places = new Map(shop.items.map(({ id }, place) => [id, place]));
    const names = new Map<string, number>();
    let [gain, searches] = [0, 0];
    for (let user = 0; user < users; user += 1) {
      const bought = shop.purchaseProbabilities(shop.user(user));
      for (const row of table.rows(user)) {
        const query = String(row[1]);
        const chances = shop.items.map((item, place) => {
          const [first, ...rest] = item.title.toLowerCase().split(' ');
          const category = categoryNames[item.category]!;
          const asked =
            (rest.join(' ') === query ? 0.25 : 0) +
            (first === query ? 0.3 : 0) +
            (item.brand.toLowerCase() === query ? 0.2 : 0) +
            (item.title.toLowerCase() === query ? 0.1 : 0) +
            (category === query ? 0.15 : 0);
          return asked * bought[place]!;
        });
        const meant = places.get(String(row[2]))!;
        // Slips of the fingers are asked for by nobody: they are told apart by the other test.
        if (chances[meant] === 0) continue;
        names.set(query, (names.get(query) ?? 0) + 1);
        const rank = chances.filter((chance) => chance > chances[meant]!).length;
        if (rank < 10) gain += 1 / Math.log2(rank + 2);
        searches += 1;
      }
    }
    const told = best.result()!.ndcg;
    // Four standard errors of a mean of values between 0 and 1.
    expect(Math.abs(gain / searches - told)).toBeLessThan(4 * Math.sqrt(0.25 / searches));
    expect(told).toBeGreaterThan(0.4);
    expect(told).toBeLessThan(0.8);
    expect(1 - searches / rows.length).toBeGreaterThan(0.02);
    expect(1 - searches / rows.length).toBeLessThan(0.06);
  });
});

const categoryNames = [
  ...['kitchen', 'home decor', 'garden', 'outdoor', 'sports', 'electronics'],
  ...['computing', 'children', 'clothing', 'beauty', 'games', 'books'],
];
