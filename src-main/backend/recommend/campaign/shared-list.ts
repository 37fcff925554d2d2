import type { Prepared } from '../interactions/index.ts';
import { rowOf } from '../user/row-of.ts';

/** The items by how many users have them in the learnt part, most first; equal ones in the order of the catalogue. */
export function popularOrder(
  { learn }: Pick<Prepared, 'learn'>,
  takes: (item: number) => boolean,
): number[] {
  const users = new Int32Array(learn.items);
  for (const item of learn.interactions.index) users[item]! += 1;
  const items = Array.from(users.keys()).filter(takes);
  return items.sort((a, b) => users[b]! - users[a]! || a - b);
}

/** Users looked at without a pause. */
export const usersAtOnce = 256;

/** [users, k] the first k of the same items for everyone, those somebody had left out where asked; -1 where there are fewer. */
export async function sharedLists(
  { learn, had, userIds }: Pick<Prepared, 'learn' | 'had' | 'userIds'>,
  items: readonly number[],
  { k, seen }: { k: number; seen: boolean },
  pace: () => Promise<void>,
): Promise<Int32Array> {
  const top = new Int32Array(userIds.length * k).fill(-1);
  for (let user = 0; user < userIds.length; user++) {
    if (user % usersAtOnce === 0) await pace();
    const own = seen
      ? new Set([...rowOf(learn.interactions, user).index, ...rowOf(had, user).index])
      : new Set<number>();
    let place = 0;
    for (const item of items) {
      if (place === k) break;
      if (!own.has(item)) top[user * k + place++] = item;
    }
  }
  return top;
}
