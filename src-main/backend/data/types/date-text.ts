/** How a date was written: only one reading possible, or day and month could be swapped. */
type DateOrder = 'year_first' | 'day_first' | 'month_first' | 'either';
export type ReadDate = { iso: string; order: DateOrder };

const time = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*([AaPp][Mm])?\s*(Z|[-+]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${time}$`);
const dayMonthName = new RegExp(String.raw`^(\d{1,2})[-/ ]([A-Za-z]{3,9})[-/ ,]+(\d{4})${time}$`);
const monthNameDay = new RegExp(String.raw`^([A-Za-z]{3,9})\.? +(\d{1,2}),? +(\d{4})${time}$`);
const chinese = new RegExp(String.raw`^(\d{4})(年)(\d{1,2})月(\d{1,2})日${time}$`);

/**
 * Reads a calendar date with an optional time and gives it as ISO 8601 text, `2011-11-02` or `2011-11-02 12:20:00`.
 * A time with a zone is converted to UTC. `dayFirst` decides where 03/04/2011 could be either. Undefined for
 * anything else, also for days that do not exist.
 */
export function readDate(text: string, dayFirst: boolean): ReadDate | undefined {
  const trimmed = text.trim();
  const first = yearFirst.exec(trimmed) ?? chinese.exec(trimmed);
  if (first !== null) {
    const iso = compose(Number(first[1]), Number(first[3]), Number(first[4]), first.slice(5));
    return iso === undefined ? undefined : { iso, order: 'year_first' };
  }
  const last = yearLast.exec(trimmed);
  if (last === null) return readNamedMonth(trimmed);
  const [a, b, year] = [Number(last[1]), Number(last[3]), Number(last[4])];
  const asDayFirst = compose(year, b, a, last.slice(5));
  const asMonthFirst = compose(year, a, b, last.slice(5));
  if (asDayFirst === undefined) {
    return asMonthFirst === undefined ? undefined : { iso: asMonthFirst, order: 'month_first' };
  }
  if (asMonthFirst === undefined) return { iso: asDayFirst, order: 'day_first' };
  // Points are written day first everywhere they are used; 05/05 is the same day either way.
  const order = last[2] === '.' ? 'day_first' : a === b ? 'year_first' : 'either';
  return { iso: dayFirst || order === 'day_first' ? asDayFirst : asMonthFirst, order };
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const longMonths =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** 01-Jan-1995, 1 January 1995, Feb 1, 2007: English names leave no doubt which number is the day. */
function readNamedMonth(text: string): ReadDate | undefined {
  const dayFirst = dayMonthName.exec(text);
  const found = dayFirst ?? monthNameDay.exec(text);
  if (found === null) return undefined;
  const [day, name] = dayFirst === null ? [found[2], found[1]] : [found[1], found[2]];
  const word = name?.toLowerCase() ?? '';
  const month = 1 + Math.max(months.indexOf(word), longMonths.indexOf(word));
  const iso =
    month === 0 ? undefined : compose(Number(found[3]), month, Number(day), found.slice(4));
  return iso === undefined ? undefined : { iso, order: 'year_first' };
}

function compose(
  year: number,
  month: number,
  day: number,
  clock: readonly (string | undefined)[],
): string | undefined {
  const utc = new Date(Date.UTC(year, month - 1, day));
  utc.setUTCFullYear(year);
  if (utc.getUTCMonth() !== month - 1 || utc.getUTCDate() !== day) return undefined;
  const [hours, minutes, seconds, fraction, half, zone] = clock;
  if (hours === undefined || minutes === undefined) return utc.toISOString().slice(0, 10);
  const hour = hourOf(Number(hours), half?.toLowerCase());
  if (hour === undefined || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  utc.setUTCHours(hour, Number(minutes) - minutesOf(zone), Number(seconds ?? 0));
  return utc.toISOString().slice(0, 19).replace('T', ' ') + (fraction ?? '');
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function minutesOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
}
