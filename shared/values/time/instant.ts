/** A moment on the UTC time line: whole seconds since 1970, digits of a fraction, and whether only a day was told. */
export type Instant = { seconds: number; fraction: string; dayOnly: boolean };

export const secondsADay = 86_400;
export const dayMilliseconds = 86_400_000;
/** 0001-01-01 and 10000-01-01 in seconds since 1970. */
const [earliest, latest] = [-62_135_596_800, 253_402_300_800];

/** Days since 1970-01-01 of a date of the Gregorian calendar; undefined where there is no such day, or no year 1 to 9999. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return undefined;
  if (day > 28 && day > daysInMonth(year, month)) return undefined;
  // Counted from March, so that leap days end years (Hinnant, "chrono-compatible low-level date algorithms").
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
  );
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** Whether seconds since 1970 lie in the years 1 to 9999. */
export function inCalendar(seconds: number): boolean {
  return seconds >= earliest && seconds < latest;
}

/** Milliseconds since 1970, finer digits cut off. */
export function instantMilliseconds({ seconds, fraction }: Instant): number {
  return fraction === ''
    ? seconds * 1000
    : seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** As tables store it: `2011-11-02`, `2011-11-02 12:20:00` or with a fraction of up to nine digits. */
export function instantText({ seconds, fraction, dayOnly }: Instant): string {
  const iso = new Date(seconds * 1000).toISOString();
  if (dayOnly) return iso.slice(0, 10);
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Milliseconds since 1970 as tables store them; midnight as a day where asked for. */
export function millisecondsText(milliseconds: number, dayOnly = false): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = Math.floor(milliseconds - seconds * 1000);
  const fraction = rest === 0 ? '' : String(rest).padStart(3, '0').replace(/0+$/, '');
  return instantText({
    seconds,
    fraction,
    dayOnly: dayOnly && milliseconds % dayMilliseconds === 0,
  });
}

/** Of a year of two digits: 69 to 99 are of the 20th century, 00 to 68 of the 21st (POSIX strptime). */
export function fullYear(short: number): number {
  return short > 68 ? 1900 + short : 2000 + short;
}
