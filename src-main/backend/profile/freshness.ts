import { dayMilliseconds } from '#shared/values/time/index.ts';
import type { Prepared } from '../recommend/index.ts';
import { historyOf, lastTime, latest } from './history.ts';
import type { StoredProfile } from './stored-profile.ts';

/** What of the profiles is old or missing: 1 where a user had no event for so many days, and missing dimensions a user. */
export type Freshness = { stale: Uint8Array; missing: Int32Array };

export function freshness(
  prepared: Prepared,
  profile: StoredProfile,
  staleDays: number,
): Freshness {
  const users = prepared.learn.users;
  const width = profile.scale.length;
  const limit = latest(prepared) - staleDays * dayMilliseconds;
  const missing = new Int32Array(users);
  profile.raw.forEach((value, at) => {
    if (Number.isNaN(value)) missing[Math.floor(at / width)]! += 1;
  });
  return {
    stale: Uint8Array.from({ length: users }, (_, user) =>
      prepared.timed && lastTime(historyOf(prepared, user)) < limit ? 1 : 0,
    ),
    missing,
  };
}
