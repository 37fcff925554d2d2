import type { Random } from '#shared/random/index.ts';
import type { CellValue } from '#shared/model/table.ts';
import { millisecondsText, storedTime } from '#shared/values/time/index.ts';
import { poisson, weighted } from './draw.ts';
import type { ShopItem } from './items.ts';
import type { SampleShop } from './shop.ts';
import type { SampleTable } from './tables.ts';
import type { ShopUser } from './users.ts';
import { categories, dayMs, lastDay } from './world.ts';

/** How somebody who wants an item may ask for it, and how often: some ways say which, others hardly anything. */
const ways: readonly { share: number; ask(item: ShopItem): string }[] = [
  { share: 0.25, ask: ({ title }) => title.split(' ').slice(1).join(' ') },
  { share: 0.3, ask: ({ title }) => title.split(' ')[0]! },
  { share: 0.2, ask: ({ brand }) => brand },
  { share: 0.1, ask: ({ title }) => title },
  { share: 0.15, ask: ({ category }) => categories[category]!.name },
];
const mistyped = 0.05;
const bought = 0.4;
/** Places of a result that count. */
const looked = 10;

/** What was typed, by whom, and which item was meant: the one that was then opened or bought. */
export function searchesTable(shop: SampleShop, best: BestSearch): SampleTable {
  const intents = new Intents(shop);
  return {
    columns: [
      { name: 'user_id', type: 'text' },
      { name: 'query', type: 'text' },
      { name: 'item_id', type: 'text' },
      { name: 'kind', type: 'category' },
      { name: 'time', type: 'date' },
    ],
    units: shop.users,
    rows(index) {
      const user = shop.user(index);
      const random = shop.stream('searches', index);
      const from = storedTime(user.signup) ?? 0;
      const times = Array.from({ length: poisson(random, 1 + user.visits / 3) }, () => {
        const day = Math.floor((random.next() * (lastDay - from)) / dayMs);
        return from + day * dayMs + Math.floor(1440 * random.next()) * 60_000;
      }).sort((a, b) => a - b);
      return times.map((time): CellValue[] => {
        const item = shop.items[shop.drawPurchase(user, random)]!;
        const query = ways[weighted(random, shares)]!.ask(item).toLowerCase();
        best.add(intents.bestGain(user, query));
        const typed = random.next() < mistyped ? slipped(query, random) : query;
        const kind = random.next() < bought ? 'purchase' : 'click';
        return [user.id, typed, item.id, kind, millisecondsText(time)];
      });
    },
  };
}

const shares = ways.map(({ share }) => share);

/** Two neighbouring letters swapped, in a word of five or more. */
function slipped(query: string, random: Random): string {
  const words = query.split(' ');
  const long = words.findIndex((word) => word.length >= 5);
  if (long < 0) return query;
  const word = words[long]!;
  const at = 1 + random.below(word.length - 2);
  words[long] = word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
  return words.join(' ');
}

/** Which items a query can stand for. */
class Intents {
  readonly #shop: SampleShop;
  readonly #byQuery = new Map<string, Map<number, number>>();

  constructor(shop: SampleShop) {
    this.#shop = shop;
    shop.items.forEach((item, number) => {
      for (const { share, ask } of ways) {
        const query = ask(item).toLowerCase();
        const own = this.#byQuery.get(query) ?? new Map<number, number>();
        own.set(number, (own.get(number) ?? 0) + share);
        this.#byQuery.set(query, own);
      }
    });
  }

  /**
   * NDCG@10 to be expected of the best ranking there is: by the probability of each item to be the one meant, which is
   * that the user buys it times that it is asked for so. A slip of the fingers tells nothing.
   */
  bestGain(user: ShopUser, query: string): number {
    const byCategory = this.#shop.categoryShares(user);
    const chances = [...(this.#byQuery.get(query) ?? [])].map(([number, asked]) => {
      const { category, popularity } = this.#shop.items[number]!;
      return byCategory[category]! * popularity * asked;
    });
    const total = chances.reduce((sum, chance) => sum + chance, 0);
    return chances
      .sort((a, b) => b - a)
      .slice(0, looked)
      .reduce((sum, chance, at) => sum + chance / total / Math.log2(at + 2), 0);
  }
}

/** What a ranking that knew every person's intents would reach, in expectation. */
export class BestSearch {
  #sum = 0;
  #searches = 0;

  add(gain: number): void {
    this.#sum += gain;
    this.#searches += 1;
  }

  result(): { ndcg: number } | null {
    return this.#searches === 0 ? null : { ndcg: this.#sum / this.#searches };
  }
}
