import type { DataSource } from '#shared/model/cells/data.ts';
import { interactions } from '#shared/model/cells/interactions.ts';
import { SampleShop } from '../../src-main/backend/data/sample-shop/shop.ts';
import { writeSample } from '../../src-main/backend/data/sample-shop/write-sample.ts';
import { prepare } from '../../src-main/backend/recommend/interactions/prepare.ts';
import { openTableStore } from './table-store.ts';

type Sample = Extract<DataSource, { type: 'sample' }>;

/** Share of purchases among events, and of looks that follow popularity instead of taste, as the shop draws them. */
const purchases = 0.3;
const tasteless = 0.2;

export type Planted = { ndcg: number; popular: number; testUsers: number };

/**
 * NDCG@10 of the list that nobody can beat in expectation, on the test part that these settings make of the sample shop:
 * items by the very probabilities events are drawn from, those already had left out. Beside it most popular, counted here.
 */
export async function plantedBest(source: Sample, given: object): Promise<Planted> {
  const { store } = openTableStore();
  const { table } = await writeSample(store, { ...source, table: 'events' });
  const { prepared } = await prepare(
    { events: table, users: null, items: null, friends: null, test: null },
    interactions.settings.parse({ ...given, users: {}, items: {}, friends: {} }),
    {
      ...{ tables: store, seed: 0, now: Date.now() },
      pace: () => Promise.resolve(),
      progress: () => undefined,
    },
  );
  const shop = new SampleShop(source);
  const placeOf = new Map(shop.items.map(({ id }, place) => [id, place]));
  const places = prepared.itemIds.map((id) => placeOf.get(id)!);
  const numberOf = new Map(
    Array.from({ length: source.users }, (_, index) => [shop.user(index).id, index]),
  );
  const { pointer, index } = prepared.learn.interactions;
  const counts = new Float64Array(prepared.itemIds.length);
  for (const item of index) counts[item]! += 1;
  let [best, popular, users] = [0, 0, 0];
  prepared.userIds.forEach((id, user) => {
    const [from, to] = [prepared.test.pointer[user]!, prepared.test.pointer[user + 1]!];
    if (from === to) return;
    const relevant = new Set(prepared.test.index.subarray(from, to));
    const had = new Set(index.subarray(pointer[user]!, pointer[user + 1]!));
    const probabilities = eventProbabilities(shop, numberOf.get(id)!);
    const planted = Float64Array.from(places, (place) => probabilities[place]!);
    best += ndcg(planted, had, relevant);
    popular += ndcg(counts, had, relevant);
    users += 1;
  });
  return { ndcg: best / users, popular: popular / users, testUsers: users };
}

/** Probability of each item to be a user's next event of any kind. */
function eventProbabilities(shop: SampleShop, user: number): Float64Array {
  const taste = shop.purchaseProbabilities(shop.user(user));
  const categories = new Set(shop.items.map(({ category }) => category)).size;
  return taste.map((probability, item) => {
    const anything = shop.items[item]!.popularity / categories;
    const look = (1 - tasteless) * probability + tasteless * anything;
    return purchases * probability + (1 - purchases) * look;
  });
}

/** NDCG at 10 with log2, the ideal list cut at 10; `had` items are not ranked. */
function ndcg(
  scores: Float64Array,
  had: ReadonlySet<number>,
  relevant: ReadonlySet<number>,
): number {
  const list = [...scores.keys()]
    .filter((item) => !had.has(item))
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, 10);
  const gain = (place: number): number => 1 / Math.log2(place + 2);
  const reached = list.reduce((sum, item, at) => sum + (relevant.has(item) ? gain(at) : 0), 0);
  let ideal = 0;
  for (let at = 0; at < Math.min(10, relevant.size); at++) ideal += gain(at);
  return reached / ideal;
}
