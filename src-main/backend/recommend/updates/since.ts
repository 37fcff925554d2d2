import type { UserInput } from '#shared/engine/recommend.ts';
import type { Prepared } from '../interactions/index.ts';
import { foldedInput } from './folded-input.ts';
import { longerHistory } from './longer-history.ts';
import type { NewEvent } from './new-events.ts';

/** What happened since recommenders learnt from a set of data: new events by user id. */
export type Since = { id: string; byUser: ReadonlyMap<string, readonly NewEvent[]> };

/** The user with the new events folded in; null where there are none. `user` is null for somebody nobody knew. */
export function sinceInput(
  prepared: Prepared,
  user: number | null,
  id: string,
  since: Since | null,
): UserInput | null {
  const events = since?.byUser.get(id);
  if (events === undefined) return null;
  return foldedInput(prepared, user, longerHistory(prepared, user, events));
}
