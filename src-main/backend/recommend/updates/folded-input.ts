import type { UserInput } from '#shared/engine/recommend.ts';
import type { Prepared } from '../interactions/index.ts';
import { knownInput } from '../user/person-input.ts';
import type { LongerHistory } from './longer-history.ts';

/** A user as recommenders see one whose history is not the one they were fitted on. */
export function foldedInput(
  prepared: Prepared,
  user: number | null,
  { items, weights, times, had }: LongerHistory,
): UserInput {
  const known = user === null ? null : knownInput(prepared, user);
  return {
    user: null,
    items,
    weights,
    ...(prepared.timed && { times }),
    features: known?.features ?? null,
    segment: known?.segment ?? null,
    friends: known ? known.friends : prepared.learn.friends && new Int32Array(0),
    had: Int32Array.from([...(known?.had ?? []), ...had]),
    ...(user !== null && { before: user }),
  };
}
