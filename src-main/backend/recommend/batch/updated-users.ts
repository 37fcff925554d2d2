import type { UserInput } from '#shared/engine/recommend.ts';
import type { Prepared } from '../interactions/index.ts';
import { foldedInput, longerHistory, type NewEvent } from '../updates/index.ts';

/** Users learnt from, by number, whom new events concern: with these folded in. */
export type UpdatedUsers = ReadonlyMap<number, UserInput>;

/** Of the served users, null for everyone. */
export function updatedUsers(
  prepared: Prepared,
  events: ReadonlyMap<string, readonly NewEvent[]>,
  served: Iterable<number> | null,
): UpdatedUsers {
  const updated = new Map<number, UserInput>();
  for (const user of served ?? prepared.userIds.keys()) {
    const own = events.get(prepared.userIds[user]!);
    if (own !== undefined)
      updated.set(user, foldedInput(prepared, user, longerHistory(prepared, user, own)));
  }
  return updated;
}
