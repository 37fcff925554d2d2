import type { UserInput } from '#shared/engine/recommend.ts';
import type { Prepared } from '../interactions/index.ts';
import { foldedInput, longerHistory, type NewEvent } from '../updates/index.ts';

/** Users learnt from, by number, whom new events concern: with these folded in. */
export type UpdatedUsers = ReadonlyMap<number, UserInput>;

export function updatedUsers(
  prepared: Prepared,
  events: ReadonlyMap<string, readonly NewEvent[]>,
): UpdatedUsers {
  const updated = new Map<number, UserInput>();
  prepared.userIds.forEach((id, user) => {
    const own = events.get(id);
    if (own !== undefined)
      updated.set(user, foldedInput(prepared, user, longerHistory(prepared, user, own)));
  });
  return updated;
}
