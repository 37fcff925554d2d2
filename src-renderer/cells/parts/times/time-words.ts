import type { TimeConcern, TimeDecision, TimeReading } from '#shared/values/time/index.ts';
import { readable } from '../../../format/number.ts';
import { m } from '../../../i18n/paraglide/messages.js';

export const readingNames: Record<TimeReading, () => string> = {
  year_month_day: m.time_reading_year_month_day,
  day_month_year: m.time_reading_day_month_year,
  month_day_year: m.time_reading_month_day_year,
  year: m.time_reading_year,
  digits: m.time_reading_digits,
  short_digits: m.time_reading_short_digits,
  seconds: m.time_reading_seconds,
  milliseconds: m.time_reading_milliseconds,
  microseconds: m.time_reading_microseconds,
  nanoseconds: m.time_reading_nanoseconds,
  days: m.time_reading_days,
  excel_days: m.time_reading_excel_days,
};

const zones = { none: m.time_zone_none, all: m.time_zone_all, some: m.time_zone_some };

const concerns: Record<
  TimeConcern['kind'],
  (params: { n: number; count: string; examples: string }) => string
> = {
  ambiguous_order: m.time_concern_ambiguous_order,
  unread: m.time_concern_unread,
  naive_beside_zoned: m.time_concern_naive_beside_zoned,
  all_1970: m.time_concern_all_1970,
  unlikely: m.time_concern_unlikely,
  future: m.time_concern_future,
  leap_second: m.time_concern_leap_second,
};

/** How a column was read, on one line: day/month/year, 40 of 40 read, 2021-01-01 to 2021-10-01, read as UTC. */
export function decisionWords(decision: TimeDecision): string {
  const { first, last } = decision;
  const said = {
    format: readingNames[decision.format.reading](),
    read: readable(decision.read),
    present: readable(decision.present),
  };
  if (first === null || last === null) return m.time_told_none(said);
  return m.time_told({ ...said, first, last, zone: zones[decision.zoned]() });
}

/** What a column that is not read as dates looks like: seconds since 1970, 2021-01-01 to 2021-10-01. */
export function lookWords({ format, first, last }: TimeDecision): string {
  const said = { format: readingNames[format.reading](), first: first ?? '', last: last ?? '' };
  return format.reading === 'year_month_day' ? m.time_looks_months(said) : m.time_looks(said);
}

/** What is to be told of a column beside how it was read, a sentence each; `now` in milliseconds since 1970. */
export function concernWords({ concerns: found, first }: TimeDecision, now: number): string[] {
  const sentences = found.map(({ kind, count, examples }) =>
    concerns[kind]({ n: count, count: readable(count), examples: examples.join(', ') }),
  );
  const ahead = first !== null && first > new Date(now).toISOString().replace('T', ' ');
  return ahead ? [...sentences, m.time_all_future()] : sentences;
}
