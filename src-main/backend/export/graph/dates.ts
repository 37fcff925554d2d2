import type { FittedStep } from '#shared/model/prep.ts';
import { dateScales } from '#shared/encoding/index.ts';
import { dayMilliseconds } from '#shared/values/time/index.ts';
import type { Primitives, WrittenTime } from './primitives.ts';

type DatePartsStep = Extract<FittedStep, { type: 'dateParts' }>;

/** The nine features of a date, and one for a missing one, as float32 columns: `datePartsCoder` in a graph. */
export function dateFeatures<V>(g: Primitives<V>, step: DatePartsStep, text: V): V[] {
  const written = g.writtenTime(text);
  const day = dayNumber(g, written);
  const isTime = all(g, [written.isTime, day.exists, ...clockHolds(g, written)]);
  const time = milliseconds(g, written, day.number);
  const { year, month, weekday, hour } = calendar(g, time);
  const { originYear, spanYears } = dateScales(step);
  const over = (value: V, by: number): V => g.divide(value, g.number(by));
  // Looked up, since TensorFlow multiplies by the reciprocal where it is told to divide by a constant.
  const looked = (value: V, count: number, entry: (at: number) => number): V =>
    g.pick(
      g.index(g.where(isTime, value, g.number(0))),
      Array.from({ length: count }, (_, at) => entry(at)),
    );
  const share = (value: V, last: number): V => looked(value, last + 1, (at) => at / last);
  const circle = (value: V, count: number, wave: (angle: number) => number): V =>
    looked(value, count, (at) => wave((2 * Math.PI * at) / count));
  const features = [
    over(g.subtract(year, g.number(originYear)), spanYears),
    share(month, 11),
    share(weekday, 6),
    share(hour, 23),
    circle(month, 12, Math.sin),
    circle(month, 12, Math.cos),
    circle(weekday, 7, Math.sin),
    circle(weekday, 7, Math.cos),
    over(over(g.subtract(time, g.number(step.origin)), dayMilliseconds), step.spanDays),
  ].map((value) => g.column(g.where(isTime, value, g.number(0))));
  return step.missing ? [...features, g.column(g.not(isTime))] : features;
}

const all = <V>(g: Primitives<V>, truths: V[]): V => truths.reduce((a, b) => g.and(a, b));

function clockHolds<V>(g: Primitives<V>, { hour, minute, second }: WrittenTime<V>): V[] {
  const below = (value: V, limit: number): V => g.less(value, g.number(limit));
  return [below(hour, 24), below(minute, 60), below(second, 60)];
}

function milliseconds<V>(g: Primitives<V>, written: WrittenTime<V>, day: V): V {
  const times = (value: V, by: number): V => g.multiply(value, g.number(by));
  const hours = floorOver(g, written.zone, 100);
  const minutes = g.subtract(written.zone, times(hours, 100));
  const shift = g.add(times(hours, 3600), times(minutes, 60));
  const east = g.where(written.isWest, g.subtract(g.number(0), shift), shift);
  const clock = g.add(g.add(times(written.hour, 3600), times(written.minute, 60)), written.second);
  const seconds = g.subtract(g.add(times(day, 86_400), clock), east);
  return g.add(times(seconds, 1000), written.millisecond);
}

/** floor(a / b) of whole numbers below 2^50; the half keeps it right where a / b is off by a unit of the last place. */
function floorOver<V>(g: Primitives<V>, a: V, b: number): V {
  return g.floor(g.divide(g.add(a, g.number(0.5)), g.number(b)));
}

function rest<V>(g: Primitives<V>, a: V, b: number): V {
  return g.subtract(a, g.multiply(floorOver(g, a, b), g.number(b)));
}

/** Days since 1970-01-01, and whether there is such a day. */
function dayNumber<V>(
  g: Primitives<V>,
  { year, month, day }: WrittenTime<V>,
): { number: V; exists: V } {
  const [zero, one] = [g.number(0), g.number(1)];
  const isOver = (by: number): V => g.equal(rest(g, year, by), zero);
  const isLeap = g.or(g.and(isOver(4), g.not(isOver(100))), isOver(400));
  const isMonth = g.and(g.less(zero, month), g.less(month, g.number(13)));
  const lengths = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const length = g.pick(g.index(g.where(isMonth, month, zero)), lengths);
  const isFebruary = g.equal(month, g.number(2));
  const last = g.add(length, g.where(g.and(isFebruary, isLeap), one, zero));
  const isDay = g.and(g.less(zero, day), g.less(day, g.add(last, one)));
  // Counted from March, so that leap days end years (Hinnant, "chrono-compatible low-level date algorithms").
  const isLate = g.less(g.number(2), month);
  const y = g.subtract(year, g.where(isLate, zero, one));
  const m = g.add(month, g.where(isLate, g.number(-3), g.number(9)));
  const ofYear = floorOver(g, g.add(g.multiply(m, g.number(153)), g.number(2)), 5);
  const leaps = g.add(g.subtract(floorOver(g, y, 4), floorOver(g, y, 100)), floorOver(g, y, 400));
  const days = g.add(g.add(g.multiply(y, g.number(365)), leaps), g.add(ofYear, day));
  return {
    number: g.subtract(days, g.number(719_469)),
    exists: all(g, [g.less(zero, year), isMonth, isDay]),
  };
}

/** Parts of milliseconds since 1970 in UTC: month from 0, weekday from 0 for Monday. */
function calendar<V>(g: Primitives<V>, time: V): { [part in DatePart]: V } {
  const days = floorOver(g, time, dayMilliseconds);
  const hour = floorOver(g, rest(g, time, dayMilliseconds), 3_600_000);
  const weekday = rest(g, g.add(days, g.number(3)), 7);
  // Howard Hinnant, "chrono-compatible low-level date algorithms": civil_from_days.
  const z = g.add(days, g.number(719_468));
  const era = floorOver(g, z, 146_097);
  const ofEra = g.subtract(z, g.multiply(era, g.number(146_097)));
  const corrected = g.subtract(
    g.add(g.subtract(ofEra, floorOver(g, ofEra, 1460)), floorOver(g, ofEra, 36_524)),
    floorOver(g, ofEra, 146_096),
  );
  const yearOfEra = floorOver(g, corrected, 365);
  const before = g.subtract(
    g.add(g.multiply(yearOfEra, g.number(365)), floorOver(g, yearOfEra, 4)),
    floorOver(g, yearOfEra, 100),
  );
  const ofYear = g.subtract(ofEra, before);
  const shifted = floorOver(g, g.add(g.multiply(ofYear, g.number(5)), g.number(2)), 153);
  const isLate = g.less(shifted, g.number(10));
  const month = g.add(shifted, g.where(isLate, g.number(2), g.number(-10)));
  const fullYear = g.add(yearOfEra, g.multiply(era, g.number(400)));
  const year = g.add(fullYear, g.where(isLate, g.number(0), g.number(1)));
  return { year, month, weekday, hour };
}
type DatePart = 'year' | 'month' | 'weekday' | 'hour';
