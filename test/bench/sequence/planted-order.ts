import { createRandom } from '#shared/random/index.ts';
import type { Event } from './leave-one-out.ts';

const [users, items] = [1500, 300];
/** Chances of the three items that follow each item; else any follows. */
const chances = [0.4, 0.2, 0.1];

/** A log in which each item has three that tend to follow it, and nobody has an item twice. */
export function plantedOrder(seed: number): Event[] {
  const random = createRandom(seed);
  const followers = Array.from({ length: items }, () => chances.map(() => random.below(items)));
  return Array.from({ length: users }, (_, user) => {
    const walk = [random.below(items)];
    const had = new Set(walk);
    for (const length = 6 + random.below(15); walk.length < length;) {
      let left = random.next();
      const at = chances.findIndex((chance) => (left -= chance) < 0);
      const next = at < 0 ? random.below(items) : followers[walk.at(-1)!]![at]!;
      if (had.has(next)) continue;
      had.add(next);
      walk.push(next);
    }
    return walk.map((item, time) => ({ user: `u${user}`, item: `i${item}`, time }));
  }).flat();
}
