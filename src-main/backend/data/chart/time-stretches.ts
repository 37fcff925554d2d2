import { keysOf } from '#shared/keys-of.ts';
import type { TimeStretch } from '#shared/model/row-grouping.ts';

type Stretch = { index(time: number): number; start(index: number): number };

const hour = 3_600_000;
const day = 24 * hour;
/** 1 January 1970 was a Thursday: weeks begin three days before it. */
const monday = -3 * day;

const months = (time: number): number => {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const monthStart = (index: number): number => {
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  return date.setUTCFullYear(Math.floor(index / 12), index - 12 * Math.floor(index / 12), 1);
};
const everyMonths = (size: number): Stretch => ({
  index: (time) => Math.floor(months(time) / size),
  start: (index) => monthStart(index * size),
});
const every = (size: number, origin = 0): Stretch => ({
  index: (time) => Math.floor((time - origin) / size),
  start: (index) => index * size + origin,
});

/** Stretches of time in UTC, numbered one after the other, from the finest. Weeks begin on Monday. */
export const stretches = {
  hour: every(hour),
  day: every(day),
  week: every(7 * day, monday),
  month: everyMonths(1),
  quarter: everyMonths(3),
  year: everyMonths(12),
} as const satisfies Partial<Record<TimeStretch, Stretch>>;
type StretchUnit = keyof typeof stretches;
const finestFirst: readonly StretchUnit[] = keysOf(stretches);

/**
 * The finest unit, or the finest from `wanted` on, that cuts first to last into at most `most` stretches; undefined where
 * even years are more. Hours are not proposed for times that are all whole days.
 */
export function fittingUnit(
  first: number,
  last: number,
  most: number,
  { wanted, wholeDays }: { wanted: StretchUnit | null; wholeDays: boolean },
): StretchUnit | undefined {
  const least = finestFirst.indexOf(wanted ?? (wholeDays ? 'day' : 'hour'));
  return finestFirst.slice(least).find((unit) => {
    const { index } = stretches[unit];
    return index(last) - index(first) < most;
  });
}

/** Places that come again: weekdays from 1 (Monday) to 7, hours from 0 to 23. */
export const places = {
  weekday: {
    from: 1,
    to: 7,
    of: (time: number) => ((((Math.floor(time / day) + 3) % 7) + 7) % 7) + 1,
  },
  day_hour: { from: 0, to: 23, of: (time: number) => new Date(time).getUTCHours() },
} as const;
