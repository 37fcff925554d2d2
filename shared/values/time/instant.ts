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
  const days = Math.floor(seconds / secondsADay);
  if (dayOnly) return dayText(days);
  const clock = clockText(seconds - days * secondsADay);
  return `${dayText(days)} ${clock}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A day as year, month and day, counted from 1970-01-01 in the proleptic Gregorian calendar; any year. */
export function dayText(days: number): string {
  // Howard Hinnant, "chrono-compatible low-level date algorithms": civil_from_days.
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const sign = year < 0 ? '-' : '';
  return `${sign}${String(Math.abs(year)).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** Seconds of a day as `09:30:00`. */
export function clockText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${twoDigits(hours)}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
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
