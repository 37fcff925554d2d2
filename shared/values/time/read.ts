import { calendarText, type CalendarText } from './calendar.ts';
import {
  digitsInstant,
  digitsSeconds,
  excelMilliseconds,
  shortDigitsSeconds,
  yearSeconds,
} from './digits.ts';
import type { TimeFormat, TimeReading } from './format.ts';
import {
  dayMilliseconds,
  dayNumber,
  fullYear,
  inCalendar,
  instantMilliseconds,
  instantText,
  secondsADay,
  type Instant,
} from './instant.ts';

export type CalendarReading = Extract<TimeReading, `${string}_${'month' | 'day'}_${string}`>;
type NumberReading = Exclude<TimeReading, CalendarReading>;

const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const plainDigits = /^\d+$/;
/** How many digits after the decimal point make seconds of a unit. */
const scales = { seconds: 0, milliseconds: 3, microseconds: 6, nanoseconds: 9 } as const;

export function isCalendar(reading: TimeReading): reading is CalendarReading {
  return (
    reading === 'year_month_day' || reading === 'day_month_year' || reading === 'month_day_year'
  );
}

/** Text that is a number and nothing else. A leading zero before more digits is not: such digits are a code. */
export function numberIn(text: string): number | undefined {
  if (!number.test(text) || /^[-+]?0\d/.test(text)) return undefined;
  return Number(text);
}

/** Milliseconds since 1970 of a value read in a format; null where it is no time in it. */
export function readTime(value: string | number, { reading }: TimeFormat): number | null {
  if (typeof value === 'string') {
    const instant = textInstant(value, reading);
    return instant === undefined ? null : instantMilliseconds(instant);
  }
  if (isCalendar(reading)) return null;
  const time = numberMilliseconds(value, reading);
  return Number.isNaN(time) ? null : time;
}

/** The text tables store for a value read in a format; undefined where it is no time in it. */
export function readTimeText(value: string | number, { reading }: TimeFormat): string | undefined {
  const instant = textInstant(String(value), reading);
  return instant === undefined ? undefined : instantText(instant);
}

/** The instant of calendar text with its parts in an order; undefined where that is no date, or its zone is not read. */
export function calendarInstant(
  { shape, parts: [a, b, c], clock }: CalendarText,
  reading: CalendarReading,
): Instant | undefined {
  const day =
    shape === 'known'
      ? dayNumber(a, b, c)
      : reading === 'year_month_day'
        ? shape === 'short'
          ? dayNumber(fullYear(a), b, c)
          : undefined
        : dayNumber(
            shape === 'short' ? fullYear(c) : c,
            reading === 'day_month_year' ? b : a,
            reading === 'day_month_year' ? a : b,
          );
  if (day === undefined) return undefined;
  if (clock === null) return { seconds: day * secondsADay, fraction: '', dayOnly: true };
  if (typeof clock.zone === 'string') return undefined;
  const seconds = day * secondsADay + clock.seconds - (clock.zone ?? 0);
  return inCalendar(seconds) ? { seconds, fraction: clock.fraction, dayOnly: false } : undefined;
}

/** Milliseconds since 1970 of a number; NaN where it is no time in this reading. */
export function numberMilliseconds(value: number, reading: NumberReading): number {
  switch (reading) {
    case 'year':
      return (yearSeconds(value) ?? NaN) * 1000;
    case 'digits':
      return digitsSeconds(value) * 1000;
    case 'short_digits':
      return shortDigitsSeconds(value) * 1000;
    case 'excel_days':
      return excelMilliseconds(value);
    case 'days':
      return bounded(value * dayMilliseconds);
    case 'seconds':
      return bounded(value * 1000);
    case 'milliseconds':
      return bounded(value);
    case 'microseconds':
      return bounded(value / 1000);
    case 'nanoseconds':
      return bounded(value / 1e6);
  }
}

function bounded(milliseconds: number): number {
  return inCalendar(milliseconds / 1000) ? milliseconds : NaN;
}

function textInstant(text: string, reading: TimeReading): Instant | undefined {
  if (isCalendar(reading)) {
    const found = calendarText(text);
    return found && calendarInstant(found, reading);
  }
  const trimmed = text.trim();
  const value = numberIn(trimmed);
  if (value === undefined) return reading === 'short_digits' ? shortInstant(trimmed) : undefined;
  if (reading === 'digits') return plainDigits.test(trimmed) ? digitsInstant(trimmed) : undefined;
  if (
    reading === 'year' ||
    reading === 'short_digits' ||
    reading === 'excel_days' ||
    reading === 'days'
  ) {
    const time = numberMilliseconds(value, reading);
    return Number.isNaN(time) ? undefined : ofMilliseconds(time);
  }
  return ofUnit(trimmed, scales[reading]);
}

/** yymmdd whose year begins with 0. */
function shortInstant(text: string): Instant | undefined {
  const seconds = /^0\d{5}$/.test(text) ? shortDigitsSeconds(Number(text)) : NaN;
  return Number.isNaN(seconds) ? undefined : { seconds, fraction: '', dayOnly: true };
}

function ofMilliseconds(time: number): Instant {
  const seconds = Math.floor(time / 1000);
  const rest = Math.floor(time - seconds * 1000);
  const fraction = rest === 0 ? '' : String(rest).padStart(3, '0').replace(/0+$/, '');
  return { seconds, fraction, dayOnly: time % dayMilliseconds === 0 };
}

/** A count of a unit since 1970, exact to the nanosecond however many digits it has. */
function ofUnit(text: string, scale: number): Instant | undefined {
  const [, sign, whole = '', part = ''] = /^([-+]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  // A power of ten carries no more digits than a double.
  if (sign === undefined) return ofNumber(Number(text) / 10 ** scale);
  const all = whole.padStart(scale + 1, '0');
  const seconds = Number(all.slice(0, all.length - scale));
  const fraction = (all.slice(all.length - scale, all.length) + part)
    .slice(0, 9)
    .replace(/0+$/, '');
  if (!inCalendar(sign === '-' ? -seconds - 1 : seconds)) return undefined;
  if (sign !== '-') return { seconds, fraction, dayOnly: false };
  if (fraction === '') return { seconds: seconds === 0 ? 0 : -seconds, fraction, dayOnly: false };
  const before = String(1e9 - Number(fraction.padEnd(9, '0')))
    .padStart(9, '0')
    .replace(/0+$/, '');
  return { seconds: -seconds - 1, fraction: before, dayOnly: false };
}

function ofNumber(seconds: number): Instant | undefined {
  const milliseconds = Math.round(seconds * 1000);
  return inCalendar(seconds) ? { ...ofMilliseconds(milliseconds), dayOnly: false } : undefined;
}
