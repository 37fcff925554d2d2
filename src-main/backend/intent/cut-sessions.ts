import { PortraitError } from '#shared/errors/index.ts';
import type { Sessions } from './sessions.ts';

export type Part = 'train' | 'validation' | 'test';
export type Parts = Record<Part, Int32Array>;

/** Sessions of each end that a part needs. */
const fewest = 20;

/**
 * Sessions in which something goes before the purchase or the end, cut by when they begin: the latest test, those before them
 * calibrate. One that goes on after the next part has begun is in none. @throws intent_too_few
 */
export function cutSessions(
  sessions: Sessions,
  shares: { validation: number; test: number },
): Parts {
  const { from, to, start, end, purchase } = sessions;
  const usable = [...from.keys()].filter((session) => to[session]! > from[session]!);
  const count = usable.length;
  const testFrom = Math.round(count * (1 - shares.test));
  const validationFrom = Math.round(count * (1 - shares.test - shares.validation));
  const before = (session: number, next: number): boolean => {
    const following = usable[next];
    return following === undefined || end[session]! < start[following]!;
  };
  const parts: Parts = {
    train: Int32Array.from(
      usable.slice(0, validationFrom).filter((session) => before(session, validationFrom)),
    ),
    validation: Int32Array.from(
      usable.slice(validationFrom, testFrom).filter((session) => before(session, testFrom)),
    ),
    test: Int32Array.from(usable.slice(testFrom)),
  };
  for (const part of Object.values(parts)) {
    const bought = part.filter((session) => purchase[session]! >= 0).length;
    if (bought < fewest || part.length - bought < fewest) {
      const purchases = usable.filter((session) => purchase[session]! >= 0).length;
      throw new PortraitError('intent_too_few', { sessions: count, purchases, fewest });
    }
  }
  return parts;
}
