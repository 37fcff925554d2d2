import type { Prepared } from '../recommend/index.ts';

/** What one user has: numbers of items, and the latest time of each in milliseconds since 1970 (0 where untimed). */
export type History = { items: Int32Array; times: Float64Array };

/** The learnt history of a user. */
export function historyOf({ learn, pairTime }: Prepared, user: number): History {
  const { pointer, index } = learn.interactions;
  const [from, to] = [pointer[user]!, pointer[user + 1]!];
  return { items: index.subarray(from, to), times: pairTime.subarray(from, to) };
}

/** Time of the latest event; -Infinity where there is none. */
export function lastTime({ times }: History): number {
  return times.reduce((last, time) => Math.max(last, time), -Infinity);
}

/** Time of the latest learnt event of all. */
export function latest({ pairTime }: Prepared): number {
  return pairTime.reduce((last, time) => Math.max(last, time), -Infinity);
}
