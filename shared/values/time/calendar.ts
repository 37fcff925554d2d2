import { readClock, type Clock } from './clock.ts';
import { plainText } from './plain-text.ts';
import { fullYear } from './instant.ts';
import { monthNumber, namesEnglishMonth, withoutWeekday } from './names.ts';

/** Calendar text taken apart; which part is which is for the whole column to say. */
export type CalendarText = {
  /** `known`: year, month, day stand in this order; `year_last`: day and month may be swapped; `short`: two digits a part. */
  shape: 'known' | 'year_last' | 'short';
  parts: readonly [number, number, number];
  /** How it is written, where day and month may be swapped: its separator, the length of its year, a clock. */
  spelling: string;
  /** Written with points, which day-first countries use; `loose` where a short date could as well be a version or a score. */
  points: boolean;
  loose: boolean;
  /** A month and its year: the first day stands for it. */
  partial: boolean;
  /** A month in another language than English, with two digits of a year and no clock: `6 set 24` may count something too. */
  thin: boolean;
  clock: Clock | null;
};

const numeric = /^(\d{1,4})([-/.]|\s+)(\d{1,2})\2(\d{1,4})(?!\d)(.*)$/s;
const yearMonth = /^(\d{4})[-/](\d{1,2})$/;
const monthYear = /^(\d{1,2})[-/](\d{4})$/;
const compact = /^(\d{4})(\d{2})(\d{2})[T _-](\d.*)$/s;
const gap = String.raw`[\s\-/.,]*`;
const dayName = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th)?${gap}(?:of\s+)?([A-Za-z]{3,9})${gap}(\d{4}|\d{2})(?!\d)(.*)$`,
  'is',
);
const nameDay = new RegExp(
  String.raw`^([A-Za-z]{3,9})${gap}(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:\s*,\s*|[\s\-/]+)(\d{4}|\d{2})(?![\d:])(.*)$`,
  'is',
);
const yearName = new RegExp(
  String.raw`^(\d{4})${gap}([A-Za-z]{3,9})${gap}(\d{1,2})(?!\d)(.*)$`,
  'is',
);
/** Wed Aug 27 13:08:45 +0000 2008: the year behind the clock, as C's ctime and some web services write it. */
const clockThenYear = /^([A-Za-z]{3,9})\s+(\d{1,2})\s+(\d{1,2}:.*?)\s+(\d{4})$/s;
const nameYear = /^([A-Za-z]{3,9})\.?[\s\-/,]+(\d{4})$/;
const yearThenName = /^(\d{4})[\s\-/]([A-Za-z]{3,9})\.?$/;
const shortYear = /^\d{1,2}\D+\d{2}$/;
const between = /^(?:T|\s*,\s*|\s+at\s+|\s+|:(?=\d\d:\d\d))(?=\d)/i;

/** Takes a written date, with a time of day or without, apart. Undefined for anything else, numbers alone included. */
export function calendarText(written: string): CalendarText | undefined {
  const stored = storedForm(written);
  if (stored !== undefined) return stored;
  const text = plainText(written);
  const first = text.charCodeAt(0);
  const found = first >= 48 && first <= 57 ? fromDigit(text) : fromLetter(withoutWeekday(text));
  if (found?.shape === 'known' && found.clock === null && !found.partial)
    found.thin = shortYear.test(text) && !namesEnglishMonth(written);
  return found;
}

/** `2011-11-02 12:20:00`, with a fraction or without: what tables hold, and what most logs do, needs no pattern. */
function storedForm(text: string): CalendarText | undefined {
  const length = text.length;
  const gap = text.charCodeAt(10);
  if (length < 19 || length > 29 || length === 20 || (gap !== 32 && gap !== 84)) return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':') return undefined;
  if (length > 19 && text[19] !== '.') return undefined;
  const year = digitsIn(text, 0, 4);
  const [month, day] = [digitsIn(text, 5, 7), digitsIn(text, 8, 10)];
  const [hour, minute, second] = [
    digitsIn(text, 11, 13),
    digitsIn(text, 14, 16),
    digitsIn(text, 17, 19),
  ];
  const isNumber = year >= 0 && month >= 0 && day >= 0 && digitsIn(text, 20, length) >= 0;
  const isClock = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0;
  if (!isNumber || !isClock || second > 59) return undefined;
  const fraction = length === 19 ? '' : text.slice(20).replace(/0+$/, '');
  const seconds = hour * 3600 + minute * 60 + second;
  return {
    ...{
      shape: 'known',
      parts: [year, month, day],
      spelling: '',
      points: false,
      loose: false,
      partial: false,
      thin: false,
    },
    clock: { seconds, fraction, leap: false, zone: null },
  };
}

/** The digits from one place to another as a number; -1 where something else stands there. */
function digitsIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function fromDigit(text: string): CalendarText | undefined {
  const match = numeric.exec(text);
  if (match !== null) return threeNumbers(match);
  const month = yearMonth.exec(text);
  if (month !== null) return known(month[1], month[2], undefined, '');
  const reversed = monthYear.exec(text);
  if (reversed !== null) return known(reversed[2], reversed[1], undefined, '');
  const packed = compact.exec(text);
  if (packed !== null) return known(packed[1], packed[2], packed[3], ` ${packed[4]}`, true);
  const day = dayName.exec(text);
  if (day !== null) return named(day[3], day[2], day[1], day[4]);
  const year = yearName.exec(text);
  if (year !== null) return named(year[1], year[2], year[3], year[4]);
  const bare = yearThenName.exec(text);
  return bare === null ? undefined : named(bare[1], bare[2], undefined, '');
}

function fromLetter(text: string): CalendarText | undefined {
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) return fromDigit(text);
  const late = clockThenYear.exec(text);
  if (late !== null) return named(late[4], late[1], late[2], ` ${late[3]}`);
  const day = nameDay.exec(text);
  if (day !== null) return named(day[3], day[1], day[2], day[4]);
  const bare = nameYear.exec(text);
  return bare === null ? undefined : named(bare[2], bare[1], undefined, '');
}

function threeNumbers(match: RegExpExecArray): CalendarText | undefined {
  const [, a = '', separator = '', b = '', c = '', rest = ''] = match;
  const clock = clockAfter(rest);
  if (clock === undefined || a.length === 3 || c.length === 3) return undefined;
  if (a.length === 4) return c.length > 2 ? undefined : known(a, b, c, rest);
  const points = separator === '.';
  const parts = [Number(a), Number(b), Number(c)] as const;
  const spelling = `${separator.trim()}${c.length === 4 ? 4 : 2}${clockSpelling(rest)}`;
  const padded = a.length === 2 && b.length === 2 && c.length === 2;
  if (c.length === 4)
    return {
      shape: 'year_last',
      parts,
      spelling,
      points,
      loose: false,
      partial: false,
      thin: false,
      clock,
    };
  if (a.length + c.length < 3) return undefined;
  const loose = !/[-/]/.test(separator) && !padded && clock === null;
  return { shape: 'short', parts, spelling, points, loose, partial: false, thin: false, clock };
}

/** A clock, of twelve hours or of all. */
function clockSpelling(rest: string): string {
  if (rest.trim() === '') return '';
  return /[ap]\.?\s?m/i.test(rest) ? 'h' : ':';
}

function named(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  rest: string | undefined,
): CalendarText | undefined {
  const number = monthNumber(month ?? '');
  if (number === undefined) return undefined;
  const full = year?.length === 2 ? String(fullYear(Number(year))) : year;
  return known(full, String(number), day, rest ?? '');
}

function known(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  rest: string,
  packedClock = false,
): CalendarText | undefined {
  const clock = clockAfter(rest, packedClock);
  if (clock === undefined) return undefined;
  const parts = [Number(year), Number(month), Number(day ?? 1)] as const;
  const partial = day === undefined;
  return {
    shape: 'known',
    parts,
    spelling: '',
    points: false,
    loose: false,
    partial,
    thin: false,
    clock,
  };
}

/** Null where nothing follows the date, undefined where it is no time of day. */
function clockAfter(rest: string, packed = false): Clock | null | undefined {
  if (rest.trim() === '') return null;
  const gapped = between.exec(rest);
  return gapped === null ? undefined : readClock(rest.slice(gapped[0].length), packed);
}
