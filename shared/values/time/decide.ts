import { units, type Spelling, type TimeEvidence, type Tried } from './evidence.ts';
import type {
  TimeConcern,
  TimeDecision,
  TimeFormat,
  TimeOutcome,
  TimeReading,
  TimeRefusal,
} from './format.ts';
import { dayMilliseconds, millisecondsText } from './instant.ts';
import { isCalendar, readTimeText, type CalendarReading } from './read.ts';

/** More than this share of the values unread, and a format that nobody chose is not used at all. */
const mostUnread = 0.1;
/** A running count begins below this; larger numbers that are in 1970 as seconds are something that is not understood. */
const mostAtStart = 1e6;

/** Whether the order of day and month was left to the column, told for all of a file, or the format chosen. */
type DecidedBy = 'open' | 'hinted' | 'chosen';

export type TimeHints = {
  /** The order where day and month could be swapped in every value. */
  dayFirst?: boolean | undefined;
};

/** The one format that reads a column, by all of its values; a refusal where none does. */
export function decideTime(evidence: TimeEvidence, hints: TimeHints = {}): TimeOutcome {
  const { present, calendar, numbers, zones } = evidence;
  if (present === 0) return refuse(evidence, 'nothing', []);
  if (zones.count > 0) return refuse(evidence, 'zone_name', zones.examples);
  const outcome = calendar >= numbers ? decideOrder(evidence, hints) : decideNumber(evidence);
  if (typeof outcome !== 'string') return outcome;
  const tried = evidence.tried[outcome];
  if (present - tried.read > mostUnread * present)
    return refuse(evidence, 'unread', unreadExamples(evidence, outcome), outcome);
  return {
    decision: decisionOf(
      evidence,
      { reading: outcome },
      hints.dayFirst === undefined ? 'open' : 'hinted',
    ),
  };
}

/** What a format that was decided on before makes of a column, whatever its own evidence says now. */
export function toldTime(
  evidence: TimeEvidence,
  format: TimeFormat,
  hints: TimeHints = {},
): TimeDecision {
  return decisionOf(evidence, format, hints.dayFirst === undefined ? 'open' : 'hinted');
}

/** What a chosen format makes of a column: what it does not read is told; it is refused only where it reads nothing. */
export function chosenTime(evidence: TimeEvidence, format: TimeFormat): TimeOutcome {
  const tried = evidence.tried[format.reading];
  if (evidence.present === 0) return refuse(evidence, 'nothing', []);
  if (tried.read === 0) return refuse(evidence, 'unread', unreadExamples(evidence, format.reading));
  return { decision: decisionOf(evidence, format, 'chosen') };
}

function decideOrder(evidence: TimeEvidence, hints: TimeHints): CalendarReading | TimeOutcome {
  const { tried, dayFirst, monthFirst, short } = evidence;
  const [day, month] = [tried.day_month_year.read, tried.month_day_year.read];
  const year = tried.year_month_day.read;
  if (evidence.yearFirst > 0 && year >= day && year >= month) return 'year_month_day';
  const clash =
    hints.dayFirst === undefined
      ? dayFirst.count > 0 && monthFirst.count > 0 && !(short > 0 && year === evidence.calendar)
      : (hints.dayFirst ? monthFirst : dayFirst).count > 0;
  if (clash) {
    const examples = [
      ...dayFirst.examples.slice(0, monthFirst.count > 0 ? 2 : 3),
      ...[...monthFirst.examples, ...evidence.either.examples],
    ].slice(0, 3);
    return refuse(evidence, 'order_clash', examples, dayOrMonth(evidence, hints));
  }
  const order = dayOrMonth(evidence, hints);
  // Two digits a part may begin with the year: then the reading that spans the shorter time is the likelier.
  const others = tried[order];
  if (year >= others.read && (short === 0 || span(tried.year_month_day) < span(others)))
    return 'year_month_day';
  return order;
}

function dayOrMonth(
  { tried, points }: TimeEvidence,
  { dayFirst }: TimeHints,
): 'day_month_year' | 'month_day_year' {
  const [day, month] = [tried.day_month_year.read, tried.month_day_year.read];
  if (day !== month) return day > month ? 'day_month_year' : 'month_day_year';
  // Points are written day first wherever dates are written with them.
  return (dayFirst ?? true) || points > 0 ? 'day_month_year' : 'month_day_year';
}

function decideNumber(evidence: TimeEvidence): TimeReading | TimeOutcome {
  const { tried, numbers, plausible, excel } = evidence;
  const enough = (count: number): boolean => count >= (1 - mostUnread) * numbers;
  if (enough(tried.year.read)) return 'year';
  if (enough(tried.digits.read)) {
    // 210212 beside 20210212 is no month of the year 2102.
    if (evidence.sixDigits > 0 && evidence.longDigits > 0)
      return refuse(evidence, 'unread', mixedLengths(evidence));
    return 'digits';
  }
  if (enough(excel)) return 'excel_days';
  const likely = units.filter((unit) => plausible[unit].count > 0);
  const [unit] = likely.toSorted((a, b) => plausible[b].count - plausible[a].count);
  if (likely.length > 1) {
    const examples = likely.flatMap((one) => plausible[one].examples.slice(0, 2)).slice(0, 3);
    return refuse(evidence, 'unit_clash', examples, unit);
  }
  if (unit !== undefined && plausible[unit].count * 2 > numbers) return unit;
  if (enough(tried.short_digits.read) && evidence.smallest >= 10_101) return 'short_digits';
  const short = tried.short_digits.read;
  const mixed = Math.max(tried.digits.read, short, excel, plausible[unit ?? 'seconds'].count);
  const counted = evidence.smallest < mostAtStart && mixed * 2 < numbers;
  if (counted && evidence.smallest >= 0) return 'seconds';
  return refuse(evidence, 'unread', unreadExamples(evidence, 'digits'));
}

function decisionOf(evidence: TimeEvidence, format: TimeFormat, by: DecidedBy): TimeDecision {
  const { reading } = format;
  const { present, zoned, naive } = evidence;
  const tried = evidence.tried[reading];
  const text = (time: number): string | null =>
    tried.read === 0 ? null : millisecondsText(time, true);
  const [example] = isCalendar(reading) ? evidence.calendarExamples : evidence.numberExamples;
  const read = example === undefined ? undefined : readTimeText(example, format);
  return {
    ...{ format, chosen: by === 'chosen', present, read: tried.read },
    ...{ first: text(tried.first), last: text(tried.last) },
    zoned: !isCalendar(reading) || zoned === 0 ? 'none' : naive === 0 ? 'all' : 'some',
    example: example === undefined || read === undefined ? null : { written: example, read },
    concerns: concernsOf(evidence, format, by),
  };
}

function concernsOf(evidence: TimeEvidence, { reading }: TimeFormat, by: DecidedBy): TimeConcern[] {
  const { present, either, dayFirst, monthFirst, points, naive, zoned, leap } = evidence;
  const tried = evidence.tried[reading];
  const concerns: TimeConcern[] = [];
  const tell = (kind: TimeConcern['kind'], count: number, examples: string[]): void => {
    if (count > 0) concerns.push({ kind, count, examples });
  };
  if (isCalendar(reading)) {
    const settled = points > 0 || dayFirst.count > 0 || monthFirst.count > 0;
    const swapped = evidence.short > 0 && rivals(evidence, reading);
    if (by === 'open' && swapped)
      tell('ambiguous_order', evidence.short, evidence.calendarExamples);
    else if (by === 'open' && !settled) tell('ambiguous_order', either.count, either.examples);
    else if (by === 'open') {
      const open = openSpellings(evidence, reading);
      const count = open.reduce((sum, one) => sum + one.count, 0);
      tell('ambiguous_order', count, open.flatMap((one) => one.examples).slice(0, 3));
    }
    if (zoned > 0) tell('naive_beside_zoned', naive, evidence.naiveExamples);
    tell('leap_second', leap.count, leap.examples);
  }
  if (reading === 'digits' && by === 'open' && evidence.tried.short_digits.read === present)
    tell('ambiguous_order', present, evidence.numberExamples);
  // Without its zero 050212 is written as a serial day of 2037.
  if (reading === 'short_digits' && by === 'open')
    tell('unlikely', evidence.excel, [String(evidence.smallest)]);
  const unit = units.find((one) => one === reading);
  const counted = unit ?? (reading === 'excel_days' ? reading : undefined);
  const likely = unit === undefined ? evidence.excel : evidence.plausible[unit].count;
  if (counted !== undefined && likely > 0)
    tell('unlikely', tried.read - likely, evidence.unlikely[counted].examples);
  tell('unread', present - tried.read, unreadExamples(evidence, reading));
  const counts = units.some((unit) => unit === reading);
  if (counts && tried.first >= 0 && tried.last < 365 * dayMilliseconds)
    tell('all_1970', tried.read, evidence.numberExamples);
  return concerns;
}

/** What is written in another way than the values that say the order, and so may be of another. */
function openSpellings(
  { spellings, calendar }: TimeEvidence,
  reading: CalendarReading,
): Spelling[] {
  const all = [...spellings.values()];
  if (all.some(({ count }) => count === calendar)) return [];
  return all.filter(({ count, proofs, open, yearFirst, yearLast }) => {
    const orderOpen = proofs === 0 && open > 0;
    const [own, other] =
      reading === 'year_month_day' ? [yearFirst, yearLast] : [yearLast, yearFirst];
    return orderOpen || (own > 0 && other === count);
  });
}

/** A reading that spans so many times as long is no serious rival. */
const rivalSpan = 4;
/** Fewer values do not tell by the time they span. */
const fewForSpans = 12;

/** Whether two-digit years leave it open where the year stands: year first reads as many values over about as long. */
function rivals({ tried, spellings }: TimeEvidence, reading: CalendarReading): boolean {
  const own = tried[reading];
  // A year of two digits in front of slashes or points is rare.
  const usual =
    reading !== 'year_month_day' && ![...spellings.keys()].some((key) => key.startsWith('-'));
  const factor = own.read < fewForSpans && !usual ? Infinity : rivalSpan;
  const others =
    reading === 'year_month_day'
      ? (['day_month_year', 'month_day_year'] as const)
      : (['year_month_day'] as const);
  return others.some(
    (other) =>
      tried[other].read === own.read &&
      (factor === Infinity || span(tried[other]) < factor * span(own)),
  );
}

/** Digits of both lengths. */
function mixedLengths({ tried, numberExamples }: TimeEvidence): string[] {
  return [...new Set([...numberExamples, ...tried.year.failed])].slice(0, 3);
}

/** Values that a reading leaves: those of its own kind first. */
function unreadExamples(evidence: TimeEvidence, reading: TimeReading): string[] {
  const { calendarExamples, numberExamples, otherExamples } = evidence;
  const foreign = isCalendar(reading) ? numberExamples : calendarExamples;
  const { failed } = evidence.tried[reading];
  return [...failed.slice(0, 2), ...otherExamples, ...foreign].slice(0, 3);
}

function span({ first, last }: Tried): number {
  return last - first;
}

function refuse(
  { present, zones, tried }: TimeEvidence,
  why: TimeRefusal['why'],
  examples: string[],
  best?: TimeReading,
): TimeOutcome {
  return {
    refusal: {
      ...{ why, examples, zones: zones.names, present },
      read: best === undefined ? 0 : tried[best].read,
      best: best === undefined ? null : { reading: best },
    },
  };
}
