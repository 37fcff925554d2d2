import type { Random } from '#shared/random/index.ts';
import type { CellValue } from '#shared/model/table.ts';
import { millisecondsText, storedTime } from '#shared/values/time/index.ts';
import { normal, poisson, weighted } from './draw.ts';
import type { BestAchievable } from './label.ts';
import type { SampleShop } from './shop.ts';
import type { SampleTable } from './tables.ts';
import type { ShopUser } from './users.ts';
import { categories, dayMs, lastDay } from './world.ts';

/** What happens in a visit before it ends; a purchase ends those that were meant to. */
const kinds = ['view', 'search', 'reviews', 'cart', 'remove'] as const;
const sources = ['direct', 'search engine', 'newsletter', 'advert'] as const;

/** How visits go that end without (0) and with (1) a purchase; by the last kind, the first row being the start. */
const visits = [
  {
    sources: [0.2, 0.33, 0.12, 0.35],
    next: [
      [0.7, 0.3, 0, 0, 0],
      [0.66, 0.2, 0.08, 0.06, 0],
      [0.78, 0.22, 0, 0, 0],
      [0.72, 0.18, 0.05, 0.05, 0],
      [0.55, 0.12, 0.08, 0.03, 0.22],
      [0.72, 0.2, 0.04, 0.04, 0],
    ],
    stay: 0.5,
    back: 0.12,
    seconds: 26,
  },
  {
    sources: [0.32, 0.33, 0.19, 0.16],
    next: [
      [0.6, 0.4, 0, 0, 0],
      [0.57, 0.13, 0.16, 0.14, 0],
      [0.86, 0.14, 0, 0, 0],
      [0.55, 0.1, 0.12, 0.23, 0],
      [0.64, 0.1, 0.12, 0.06, 0.08],
      [0.7, 0.16, 0.08, 0.06, 0],
    ],
    stay: 0.68,
    back: 0.24,
    seconds: 38,
  },
] as const;
const buyers = 0.22;
/** Of the logarithm of the seconds between two events. */
const spread = 0.9;

/** Achievable by what is planted: after half of a visit's events, and after all before its end. */
export type BestIntent = { half: BestAchievable; end: BestAchievable };

/**
 * Visits event by event, which end in a purchase or not. Whether one will is drawn first and decides how the visit goes,
 * but not how long it is, so the probability of a purchase given all events so far is known exactly, by Bayes' rule.
 */
export function sessionsTable(shop: SampleShop, best: BestIntent): SampleTable {
  return {
    columns: [
      { name: 'session_id', type: 'text' },
      { name: 'user_id', type: 'text' },
      { name: 'time', type: 'date' },
      { name: 'kind', type: 'category' },
      { name: 'item_id', type: 'text' },
      { name: 'category', type: 'category' },
      { name: 'price', type: 'real' },
      { name: 'source', type: 'category' },
    ],
    units: shop.users,
    rows(index) {
      const user = shop.user(index);
      const random = shop.stream('sessions', index);
      const from = storedTime(user.signup) ?? 0;
      const starts = Array.from({ length: poisson(random, 1 + user.visits / 6) }, () => {
        const day = Math.floor((random.next() * (lastDay - from)) / dayMs);
        return from + day * dayMs + Math.floor(86_400 * random.next()) * 1000;
      }).sort((a, b) => a - b);
      return starts.flatMap((start, number) => {
        const visit = makeVisit(shop, user, random);
        const half = Math.ceil(visit.events.length / 2);
        best.half.add(visit.events[half - 1]!.probability);
        best.end.add(visit.events.at(-1)!.probability);
        const id = `${user.id}-${number + 1}`;
        let time = start;
        const rows = visit.events.map(({ kind, item, seconds }): CellValue[] => {
          time += seconds * 1000;
          const shown = item === null ? null : shop.items[item]!;
          return [
            ...[id, user.id, millisecondsText(time), kind, shown?.id ?? null],
            shown ? categories[shown.category]!.name : null,
            ...[shown?.price ?? null, visit.source],
          ];
        });
        if (visit.buys) {
          const bought = shop.items[visit.bought]!;
          const at = millisecondsText(time + 60_000);
          const what = [bought.id, categories[bought.category]!.name, bought.price];
          rows.push([id, user.id, at, 'purchase', ...what, visit.source]);
        }
        return rows;
      });
    },
  };
}

type VisitEvent = {
  kind: (typeof kinds)[number];
  item: number | null;
  /** Since the event before. */
  seconds: number;
  /** Of a purchase, given the events up to this one. */
  probability: number;
};
type Visit = {
  source: string;
  buys: boolean;
  /** Item of the purchase. */
  bought: number;
  events: VisitEvent[];
};

function makeVisit(shop: SampleShop, user: ShopUser, random: Random): Visit {
  const buys = random.next() < buyers;
  const own = visits[buys ? 1 : 0];
  const source = weighted(random, own.sources);
  const [other, meant] = visits;
  let odds = (buyers / (1 - buyers)) * (meant.sources[source]! / other.sources[source]!);
  const shares = shop.categoryShares(user);
  const events: VisitEvent[] = [];
  const seen: number[] = [];
  let row = 0;
  for (let left = 3 + poisson(random, 6); left > 0; left -= 1) {
    const kind = weighted(random, own.next[row]!);
    odds *= meant.next[row]![kind]! / other.next[row]![kind]!;
    let seconds = 0;
    if (events.length > 0) {
      seconds = Math.max(1, Math.round(own.seconds * Math.exp(spread * normal(random))));
      odds *= bell(seconds, meant.seconds) / bell(seconds, other.seconds);
    }
    const last = seen.at(-1) ?? null;
    let item = last;
    if (kind === 0) {
      const chance = (way: (typeof visits)[number]): number =>
        viewChance(shop, shares, seen, item!, way);
      item = drawView(shop, shares, seen, random, own);
      odds *= chance(meant) / chance(other);
      seen.push(item);
    }
    const probability = odds / (1 + odds);
    events.push({
      ...{ seconds, probability },
      kind: kinds[kind]!,
      item: kind === 1 ? null : item,
    });
    row = kind + 1;
  }
  const bought = seen.at(-1) ?? shop.drawPurchase(user, random);
  return { source: sources[source]!, buys, bought, events };
}

/** Density of the seconds between events, up to what both ways have in common. */
function bell(seconds: number, middle: number): number {
  return Math.exp(-((Math.log(seconds / middle) / spread) ** 2) / 2);
}

/** An item seen before, else one of the last one's category, else one to the user's taste. */
function drawView(
  shop: SampleShop,
  shares: readonly number[],
  seen: readonly number[],
  random: Random,
  { back, stay }: (typeof visits)[number],
): number {
  if (seen.length > 1 && random.next() < back) return seen[random.below(seen.length)]!;
  const last = seen.at(-1);
  const category =
    last !== undefined && random.next() < stay
      ? shop.items[last]!.category
      : weighted(random, shares);
  return shop.drawItem(category, random);
}

/** Probability that `drawView` gives the item. */
function viewChance(
  shop: SampleShop,
  shares: readonly number[],
  seen: readonly number[],
  item: number,
  { back, stay }: (typeof visits)[number],
): number {
  const { category, popularity } = shop.items[item]!;
  const last = seen.at(-1);
  const same = last !== undefined && shop.items[last]!.category === category ? 1 : 0;
  const inCategory =
    last === undefined ? shares[category]! : stay * same + (1 - stay) * shares[category]!;
  const fresh = inCategory * popularity;
  if (seen.length < 2) return fresh;
  const before = seen.filter((one) => one === item).length / seen.length;
  return back * before + (1 - back) * fresh;
}
