import { dayNumber, fullYear, secondsADay, type Instant } from './instant.ts';

/** Years that a number is taken to be, alone or at the head of digits. */
const [firstYear, lastYear] = [1800, 2199];
/** Years of dates that nothing but their digits tells. */
const [firstDigits, lastDigits] = [1900, 2199];
/** How many digits stand for a date: yyyymm, yyyymmdd, with hours, minutes, seconds, milliseconds. */
const lengths = new Set([6, 8, 10, 12, 14, 17]);

/** The first day of a year, in seconds since 1970; undefined for numbers that are none from 1800 to 2199. */
export function yearSeconds(year: number): number | undefined {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) return undefined;
  return dayNumber(year, 1, 1)! * secondsADay;
}

/** Digits from year to millisecond, as many as there are. */
export function digitsInstant(digits: string): Instant | undefined {
  if (!lengths.has(digits.length)) return undefined;
  const part = (from: number, to: number): number => Number(digits.slice(from, to));
  const year = part(0, 4);
  if (year < firstDigits || year > lastDigits) return undefined;
  const day = dayNumber(year, part(4, 6), digits.length === 6 ? 1 : part(6, 8));
  const [hour, minute, second] = [part(8, 10), part(10, 12), part(12, 14)];
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const seconds = day * secondsADay + hour * 3600 + minute * 60 + second;
  return { seconds, fraction: digits.slice(14).replace(/0+$/, ''), dayOnly: digits.length < 9 };
}

/** Seconds since 1970 of the same digits as a number below 2^53; NaN where they are no date. */
export function digitsSeconds(number: number): number {
  if (!Number.isInteger(number) || number < 190_001) return NaN;
  if (number < 1e8) {
    const whole = number < 1e6 ? number * 100 + 1 : number;
    const year = Math.floor(whole / 10_000);
    if (whole < 1e7 || year < firstDigits || year > lastDigits) return NaN;
    const day = dayNumber(year, Math.floor(whole / 100) % 100, whole % 100);
    return day === undefined ? NaN : day * secondsADay;
  }
  // The head alone rules out nearly every count of seconds.
  const head = Math.floor(number / 10 ** (Math.floor(Math.log10(number)) - 3));
  if (head < firstDigits || head > lastDigits) return NaN;
  return digitsInstant(String(number))?.seconds ?? NaN;
}

/** yymmdd in seconds since 1970, NaN where it is no date. */
export function shortDigitsSeconds(number: number): number {
  if (!Number.isInteger(number) || number < 101 || number > 991_231) return NaN;
  const day = dayNumber(
    fullYear(Math.floor(number / 10_000)),
    Math.floor(number / 100) % 100,
    number % 100,
  );
  return day === undefined ? NaN : day * secondsADay;
}

/**
 * Milliseconds since 1970 of a serial day, to the nearest. Day 60 is 29 February 1900, which Excel counts and no
 * calendar has (ECMA-376 part 1, 18.17.4.1): NaN, and days before it lie one further on.
 */
export function excelMilliseconds(serial: number): number {
  if (!(serial >= 0 && serial < 2_958_466) || (serial >= 60 && serial < 61)) return NaN;
  return Math.round((serial - (serial < 60 ? 25_568 : 25_569)) * 86_400_000);
}
