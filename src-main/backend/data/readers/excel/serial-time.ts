import { clockText, dayMilliseconds, dayText } from '#shared/values/time/index.ts';

/** Days from 1970-01-01 back to day 0 of the two calendars that workbooks count by. */
const zero = { 1900: 25_569, 1904: 24_107 };
export type Calendar = keyof typeof zero;

/** 10000-01-01 in days since 1970. */
const lastDay = 2_932_897;

/**
 * A serial number of days as tables store times, to the millisecond; a time of day where there is no day. Null where it
 * lies outside the years 1 to 9999. The calendar of 1900 counts a 29 February that there was not, so days before it are
 * one later (ECMA-376 part 1, 18.17.4.1).
 */
export function serialTime(serial: number, calendar: Calendar, clock: boolean): string | null {
  const milliseconds = Math.round(serial * dayMilliseconds);
  const seconds = Math.floor(milliseconds / 1000);
  const fraction = milliseconds - seconds * 1000;
  const secondsADay = dayMilliseconds / 1000;
  const whole = Math.floor(seconds / secondsADay);
  const part = fraction === 0 ? '' : `.${String(fraction).padStart(3, '0').replace(/0+$/, '')}`;
  const time = `${clockText(seconds - whole * secondsADay)}${part}`;
  if (serial >= 0 && whole === 0) return time;
  const early = calendar === 1900 && serial > 0 && serial < 60 ? 1 : 0;
  const days = whole + early - zero[calendar];
  if (days < -719_162 || days >= lastDay) return null;
  return clock || time !== '00:00:00' ? `${dayText(days)} ${time}` : dayText(days);
}
