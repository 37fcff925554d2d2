import type { Prepared } from '../interactions/index.ts';
import { rowOf } from '../user/row-of.ts';
import { usersAtOnce } from './shared-list.ts';

/** What every user took, in the held-out part, of a list. */
export type Outcome = {
  /** Items shown, those of them taken, and 1 where any was. */
  shown: Float64Array;
  taken: Float64Array;
  responded: Float64Array;
  /** Prices of what was taken; null without prices. Items without one count for nothing. */
  revenue: Float64Array | null;
};

/** `top` is [users, k], -1 where a list is shorter. */
export async function outcomeOf(
  { test, prices, userIds }: Pick<Prepared, 'test' | 'prices' | 'userIds'>,
  top: Int32Array,
  k: number,
  pace: () => Promise<void>,
): Promise<Outcome> {
  const users = userIds.length;
  const outcome: Outcome = {
    shown: new Float64Array(users),
    taken: new Float64Array(users),
    responded: new Float64Array(users),
    revenue: prices && new Float64Array(users),
  };
  for (let user = 0; user < users; user++) {
    if (user % usersAtOnce === 0) await pace();
    const later = new Set(rowOf(test, user).index);
    for (const item of top.subarray(user * k, (user + 1) * k)) {
      if (item < 0) continue;
      outcome.shown[user]! += 1;
      if (!later.has(item)) continue;
      outcome.taken[user]! += 1;
      outcome.responded[user] = 1;
      if (outcome.revenue) outcome.revenue[user]! += prices?.[item] ?? 0;
    }
  }
  return outcome;
}
