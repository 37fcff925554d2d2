import { calendarText, type CalendarText } from './calendar.ts';
import { timeReadings, type TimeReading } from './readings.ts';
import { instantMilliseconds, type Instant } from './instant.ts';
import { calendarInstant, isCalendar, numberIn, numberMilliseconds, readTime } from './read.ts';

const mostExamples = 3;
export const readings = timeReadings;
const calendarReadings = readings.filter((reading) => isCalendar(reading));
const numberReadings = readings.filter((reading) => !isCalendar(reading));
export const units = ['seconds', 'milliseconds', 'microseconds', 'nanoseconds'] as const;

/** What one reading makes of a column: values read, earliest and latest in milliseconds since 1970, and examples. */
export type Tried = { read: number; first: number; last: number; failed: string[] };

/** Values written alike: how many say their order of day and month, how many leave it open, and where the year may be. */
export type Spelling = {
  count: number;
  proofs: number;
  open: number;
  yearFirst: number;
  yearLast: number;
  examples: string[];
};

/**
 * What the values of a column were seen to be, in memory that does not grow with them: what every reading would make of
 * all of them, so that one can be decided on for the whole.
 */
export type TimeEvidence = {
  present: number;
  calendar: number;
  numbers: number;
  /** Neither a date nor a number. */
  others: number;
  otherExamples: string[];
  calendarExamples: string[];
  numberExamples: string[];
  tried: Record<TimeReading, Tried>;
  /** Values that only one order of day and month fits. */
  dayFirst: { count: number; examples: string[] };
  monthFirst: { count: number; examples: string[] };
  /** Values that day-first and month-first read as two different dates. */
  either: { count: number; examples: string[] };
  spellings: Map<string, Spelling>;
  /** Two digits a part, and of them those that could be versions or scores. */
  short: number;
  /** Of those, first parts that can only be a year. */
  yearFirst: number;
  loose: number;
  /** A month of a year, without a day. */
  partial: number;
  /** Written with a month of another language and a short year, and which months those are, a bit each. */
  thin: number;
  thinMonths: number;
  points: number;
  zoned: number;
  naive: number;
  naiveExamples: string[];
  zones: { count: number; names: string[]; examples: string[] };
  leap: { count: number; examples: string[] };
  /** Numbers that are a time from 1973 to 2100 in a unit. */
  plausible: Record<(typeof units)[number], { count: number; examples: string[] }>;
  excel: number;
  /** Numbers a unit or serial days read as times that no log has. */
  unlikely: Record<(typeof units)[number] | 'excel_days', { count: number; examples: string[] }>;
  /** Digits that could be a month of a year, or a day without its century, and longer digits. */
  sixDigits: number;
  longDigits: number;
  smallest: number;
  largest: number;
};

export function newTimeEvidence(): TimeEvidence {
  const tried = (): Tried => ({ read: 0, first: Infinity, last: -Infinity, failed: [] });
  const tally = (): { count: number; examples: string[] } => ({ count: 0, examples: [] });
  return {
    ...{ present: 0, calendar: 0, numbers: 0, others: 0 },
    ...{ otherExamples: [], calendarExamples: [], numberExamples: [] },
    tried: {
      ...{ year_month_day: tried(), day_month_year: tried(), month_day_year: tried() },
      ...{ year: tried(), digits: tried(), short_digits: tried(), excel_days: tried() },
      days: tried(),
      ...{ seconds: tried(), milliseconds: tried(), microseconds: tried(), nanoseconds: tried() },
    },
    ...{ dayFirst: tally(), monthFirst: tally(), either: tally() },
    ...{
      short: 0,
      yearFirst: 0,
      loose: 0,
      partial: 0,
      thin: 0,
      thinMonths: 0,
      points: 0,
      zoned: 0,
      naive: 0,
      naiveExamples: [],
    },
    zones: { count: 0, names: [], examples: [] },
    leap: tally(),
    plausible: {
      ...{ seconds: tally(), milliseconds: tally(), microseconds: tally(), nanoseconds: tally() },
    },
    unlikely: {
      ...{ seconds: tally(), milliseconds: tally(), microseconds: tally(), nanoseconds: tally() },
      excel_days: tally(),
    },
    ...{ spellings: new Map(), sixDigits: 0, longDigits: 0 },
    ...{ excel: 0, smallest: Infinity, largest: -Infinity },
  };
}

/** Whether nothing but one word in every value speaks for dates: `6 set 24`, `4 set 12`. */
export function isThin({ thin, thinMonths, calendar }: TimeEvidence): boolean {
  return thin > 0 && thin === calendar && (thinMonths & (thinMonths - 1)) === 0;
}

/** Notes one value that is not missing; gives it back taken apart where it is calendar text. */
export function noteTime(evidence: TimeEvidence, value: string | number): CalendarText | undefined {
  evidence.present += 1;
  const number = typeof value === 'number' ? value : numberIn(value.trim());
  if (number !== undefined) {
    noteNumber(evidence, number, value);
    return undefined;
  }
  return noteText(evidence, String(value), calendarText(String(value)));
}

/** Notes calendar text; anything else is left alone. Gives back whether it was noted. */
export function noteIfCalendar(evidence: TimeEvidence, text: string): boolean {
  const found = calendarText(text);
  const isZoned = typeof found?.clock?.zone === 'string';
  if (found === undefined || (!isZoned && !instantsOf(found).some((time) => time !== undefined)))
    return false;
  evidence.present += 1;
  noteText(evidence, text, found);
  return true;
}

/** Seconds from 1973-03-03 to 2100-01-01: what counts as a likely time of a log. */
const [likelyFrom, likelyTo] = [1e8, 4_102_444_800];
const unitSizes = [1, 1e3, 1e6, 1e9] as const;

function noteNumber(evidence: TimeEvidence, number: number, value: string | number): void {
  evidence.numbers += 1;
  if (evidence.numberExamples.length < mostExamples) keep(evidence.numberExamples, String(value));
  evidence.smallest = Math.min(evidence.smallest, number);
  evidence.largest = Math.max(evidence.largest, number);
  // Serial days of 1954 to 2119.
  if (number >= 20_000 && number <= 80_000) evidence.excel += 1;
  else add(evidence.unlikely.excel_days, value);
  if (number >= 190_001 && number < 1e6) evidence.sixDigits += 1;
  else if (number >= 1e7) evidence.longDigits += 1;
  for (const reading of numberReadings)
    note(evidence.tried[reading], numberMilliseconds(number, reading), value);
  for (let u = 0; u < units.length; u += 1) {
    const seconds = number / unitSizes[u]!;
    const likely = seconds >= likelyFrom && seconds <= likelyTo;
    add((likely ? evidence.plausible : evidence.unlikely)[units[u]!], value);
  }
}

function noteText(
  evidence: TimeEvidence,
  text: string,
  found: CalendarText | undefined,
): CalendarText | undefined {
  if (found === undefined && noteCentury(evidence, text)) return undefined;
  const times = found && instantsOf(found);
  if (found !== undefined && typeof found.clock?.zone === 'string') {
    add(evidence.zones, text);
    const { names } = evidence.zones;
    const name = found.clock.zone;
    if (names.length < mostExamples && !names.includes(name)) names.push(name);
    evidence.calendar += 1;
    return found;
  }
  if (found === undefined || times === undefined || times.every((time) => time === undefined)) {
    evidence.others += 1;
    keep(evidence.otherExamples, text);
    return undefined;
  }
  evidence.calendar += 1;
  keep(evidence.calendarExamples, text);
  const read = times.map((time) => (time === undefined ? NaN : instantMilliseconds(time)));
  for (const [r, reading] of calendarReadings.entries())
    note(evidence.tried[reading], read[r]!, text);
  if (found.shape !== 'known') noteOrder(evidence, text, found, read);
  if (found.shape === 'short') {
    evidence.short += 1;
    if (found.parts[0] > 31) evidence.yearFirst += 1;
  }
  if (found.loose) evidence.loose += 1;
  if (found.partial) evidence.partial += 1;
  if (found.thin) {
    evidence.thin += 1;
    evidence.thinMonths |= 1 << found.parts[1];
  }
  if (found.clock === null) return found;
  if (found.clock.leap) add(evidence.leap, text);
  if (found.clock.zone === null) {
    evidence.naive += 1;
    keep(evidence.naiveExamples, text);
  } else evidence.zoned += 1;
  return found;
}

/** yymmdd of the first years of a century, which begin with a zero and so are no numbers. */
function noteCentury(evidence: TimeEvidence, text: string): boolean {
  if (!/^0\d{5}$/.test(text.trim())) return false;
  evidence.numbers += 1;
  keep(evidence.numberExamples, text);
  const time = readTime(text, { reading: 'short_digits' });
  for (const reading of numberReadings)
    note(evidence.tried[reading], reading === 'short_digits' ? (time ?? NaN) : NaN, text);
  return true;
}

/** What each order makes of calendar text; where all are the same, looked at once. */
function instantsOf(found: CalendarText): (Instant | undefined)[] {
  if (found.shape !== 'known')
    return calendarReadings.map((reading) => calendarInstant(found, reading));
  const only = calendarInstant(found, 'year_month_day');
  return [only, only, only];
}

/** `read` has the calendar readings in their order: year, day, month first. */
function noteOrder(
  evidence: TimeEvidence,
  text: string,
  { points, spelling }: CalendarText,
  read: number[],
): void {
  const [year, day, month] = read;
  const none = { count: 0, proofs: 0, open: 0, yearFirst: 0, yearLast: 0, examples: [] };
  const alike = evidence.spellings.get(spelling) ?? none;
  evidence.spellings.set(spelling, alike);
  alike.count += 1;
  if (!Number.isNaN(year)) alike.yearFirst += 1;
  keep(alike.examples, text);
  if (Number.isNaN(day) && Number.isNaN(month)) return;
  alike.yearLast += 1;
  if (points) evidence.points += 1;
  if (Number.isNaN(month) || Number.isNaN(day)) alike.proofs += 1;
  else if (day !== month) alike.open += 1;
  if (Number.isNaN(month)) add(evidence.dayFirst, text);
  else if (Number.isNaN(day)) add(evidence.monthFirst, text);
  else if (day !== month) add(evidence.either, text);
}

function note(tried: Tried, time: number, value: string | number): void {
  if (Number.isNaN(time)) {
    if (tried.failed.length < mostExamples) keep(tried.failed, String(value));
    return;
  }
  tried.read += 1;
  if (time < tried.first) tried.first = time;
  if (time > tried.last) tried.last = time;
}

function add(tally: { count: number; examples: string[] }, value: string | number): void {
  tally.count += 1;
  if (tally.examples.length < mostExamples) keep(tally.examples, String(value));
}

/** Three different values, cut where they are long. */
function keep(examples: string[], text: string): void {
  if (examples.length >= mostExamples) return;
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  if (!examples.includes(short)) examples.push(short);
}
