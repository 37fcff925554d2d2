import { largest } from '#shared/statistics/extremes.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { millisecondsText, storedTime } from '#shared/values/time/index.ts';
import { poisson } from './draw.ts';
import { subscribeProbability, type BestAchievable } from './label.ts';
import type { SampleShop } from './shop.ts';
import { userId } from './users.ts';
import { categories, cities, dayMs, lastDay } from './world.ts';

/** Rows that belong to one user or item; the unit in which a table is made, paused and stopped. */
export type SampleTable = {
  columns: Column[];
  units: number;
  rows(unit: number): CellValue[][];
};

const column = (name: string, type: Column['type']): Column => ({ name, type });

export function usersTable(shop: SampleShop, best: BestAchievable): SampleTable {
  return {
    columns: [
      column('user_id', 'text'),
      column('gender', 'category'),
      column('age', 'integer'),
      column('city', 'category'),
      column('occupation', 'category'),
      column('signup_date', 'date'),
      column('device', 'category'),
      column('interests', 'text'),
      column('visits_per_month', 'integer'),
      column('mean_order', 'real'),
      column('discount_share', 'real'),
      column('newsletter', 'boolean'),
      column('will_subscribe', 'boolean'),
    ],
    units: shop.users,
    rows(index) {
      const user = shop.user(index);
      const probability = subscribeProbability(user);
      best.add(probability);
      return [
        [
          user.id,
          user.gender,
          user.age,
          cities[user.city]![0],
          user.occupation,
          user.signup,
          user.device,
          user.interests.join('|'),
          user.visits,
          user.basket,
          user.discountShare,
          user.newsletter ? 1 : 0,
          shop.stream('label', index).next() < probability ? 1 : 0,
        ],
      ];
    },
  };
}

export function itemsTable(shop: SampleShop): SampleTable {
  return {
    columns: [
      column('item_id', 'text'),
      column('title', 'text'),
      column('category', 'category'),
      column('brand', 'category'),
      column('price', 'real'),
    ],
    units: shop.items.length,
    rows(index) {
      const { id, title, category, brand, price } = shop.items[index]!;
      return [[id, title, categories[category]!.name, brand, price]];
    },
  };
}

/** Browses, searches and purchases since the day of signing up, by user and then by time. */
export function eventsTable(shop: SampleShop): SampleTable {
  return {
    columns: [
      column('user_id', 'text'),
      column('item_id', 'text'),
      column('kind', 'category'),
      column('time', 'date'),
      column('query', 'text'),
      column('price', 'real'),
    ],
    units: shop.users,
    rows(index) {
      const user = shop.user(index);
      const random = shop.stream('events', index);
      const count = 2 + poisson(random, 4 + user.visits);
      const from = signedUp(user);
      const times = Array.from({ length: count }, () => {
        const day = Math.floor((random.next() * (lastDay - from)) / dayMs);
        // More in the evening: the larger of two draws.
        const minute = Math.floor(1440 * Math.max(random.next(), random.next()));
        return from + day * dayMs + minute * 60_000;
      }).sort((a, b) => a - b);
      return times.map((time): CellValue[] => {
        const chance = random.next();
        const kind = chance < 0.55 ? 'browse' : chance < 0.7 ? 'search' : 'purchase';
        const number =
          kind === 'purchase' ? shop.drawPurchase(user, random) : shop.drawBrowse(user, random);
        const item = shop.items[number]!;
        const query =
          kind === 'search' ? item.title.toLowerCase().split(' ').slice(1).join(' ') : null;
        const stamp = millisecondsText(time);
        return [user.id, item.id, kind, stamp, query, kind === 'purchase' ? item.price : null];
      });
    },
  };
}

/** Who knows whom: most friends share the strongest taste. Each pair stands once, with the user who was asked. */
export function friendsTable(shop: SampleShop): SampleTable {
  return {
    columns: [
      column('user_id', 'text'),
      column('friend_id', 'text'),
      column('since', 'date'),
      column('common_interest', 'text'),
    ],
    units: shop.users,
    rows(index) {
      const user = shop.user(index);
      const random = shop.stream('friends', index);
      const strongest = user.taste.indexOf(largest(user.taste));
      const known = new Set<number>([index]);
      const rows: CellValue[][] = [];
      for (let left = poisson(random, 3); left > 0; left -= 1) {
        const alike = random.next() < 0.7;
        let other = random.below(shop.users);
        let friend = shop.user(other);
        for (let tries = 0; alike && tries < 8; tries += 1) {
          if (friend.taste.indexOf(largest(friend.taste)) === strongest) break;
          other = random.below(shop.users);
          friend = shop.user(other);
        }
        if (known.has(other)) continue;
        known.add(other);
        const from = Math.max(signedUp(user), signedUp(friend));
        const since = from + Math.floor((random.next() * (lastDay - from)) / dayMs) * dayMs;
        const common = user.interests.find((interest) => friend.interests.includes(interest));
        const day = millisecondsText(since, true);
        rows.push([user.id, userId(other), day, common ?? null]);
      }
      return rows;
    },
  };
}

function signedUp({ signup }: { signup: string }): number {
  return storedTime(signup) ?? 0;
}
