import { PortraitError } from '#shared/errors/index.ts';
import type { Encoding, FittedLabel, FittedStep } from '#shared/model/prep.ts';
import { signedExp, signedLog } from '#shared/encoding/index.ts';
import { deviationOf, isRounding, meanOf, type Moments } from '#shared/statistics/moments.ts';
import { dayMilliseconds } from '#shared/values/time/index.ts';
import type { ColumnStats } from '../column-stats.ts';
import { sortValues } from './fit-label.ts';
import type { NumberStats } from '../number-stats.ts';
import type { Counts } from '../text-stats.ts';

/** Most values a one-hot or multi-hot column keeps apart (the most frequent ones); the rest share “other”. */
const valueLimit = 1000;
const frequencyLimit = 20_000;
/** Most mean labels of a column, over all classes. */
const meansLimit = 200_000;

export type Quartiles = { lower: number; median: number; upper: number };
type Numeric = Extract<Encoding, { type: 'numeric' }>;
type Chosen = Exclude<Encoding, { type: 'auto' | 'skip' | 'target' | 'tfidf' }>;

/**
 * One column's step out of its training values. `quartiles` (of the values after the logarithm, where there is one)
 * is asked for only where the scale is robust.
 * Throws column_type where the encoding does not fit the column's type.
 */
export function fitStep(
  stats: ColumnStats,
  encoding: Chosen,
  quartiles: Quartiles | null,
): FittedStep {
  const column = stats.column.name;
  switch (encoding.type) {
    case 'numeric':
      if (encoding.scale === 'range') return knownNumeric(column, encoding);
      return fitNumeric(column, required(stats, stats.numbers, 'real'), encoding, quartiles);
    case 'dateParts':
      return fitDate(column, required(stats, stats.dates, 'date'));
    case 'multiHot': {
      const parts = required(stats, stats.parts, 'text');
      const { kept, other } = keep(parts, encoding.minimum, valueLimit);
      const values = sortValues(kept, { name: column, type: 'text' });
      const { separator } = encoding;
      return { type: 'multiHot', column, separator, values, other, missing: parts.missing > 0 };
    }
    case 'oneHot': {
      const texts = required(stats, stats.texts, 'category');
      const { kept, other } = keep(texts, encoding.minimum, valueLimit);
      const values = sortValues(kept, stats.column);
      return { type: 'oneHot', column, values, other, missing: texts.missing > 0 };
    }
    case 'ordinal':
      return fitOrdinal(stats, encoding.order);
    case 'frequency': {
      const texts = required(stats, stats.texts, 'category');
      const values = sortValues(keep(texts, 1, frequencyLimit).kept, stats.column);
      const shares = values.map((value) => (texts.counts.get(value) ?? 0) / stats.rows);
      return { type: 'frequency', column, values, shares, missing: texts.missing > 0 };
    }
    case 'hash': {
      const texts = required(stats, stats.texts, 'category');
      return { type: 'hash', column, buckets: encoding.buckets, missing: texts.missing > 0 };
    }
  }
}

/** The values that get a mean label of their own, the most frequent ones; the rest count as unseen. */
export function targetValues(
  stats: ColumnStats,
  label: FittedLabel,
): { values: string[]; missing: boolean } {
  const texts = required(stats, stats.texts, 'category');
  const limit = Math.floor(meansLimit / Math.max(1, label.classes.length));
  const { kept } = keep(texts, 1, Math.min(frequencyLimit, limit));
  return { values: sortValues(kept, stats.column), missing: texts.missing > 0 };
}

function required<T>({ column }: ColumnStats, part: T | null, expected: string): T {
  if (part !== null) return part;
  throw new PortraitError('column_type', { column: column.name, found: column.type, expected });
}

/**
 * Standard: mean and population deviation; min-max: to 0..1; robust: median and interquartile range. A spread of 0, or of
 * rounding alone, counts as 1: noise is not scaled up.
 */
function fitNumeric(
  column: string,
  stats: NumberStats,
  { scale, log }: Numeric,
  quartiles: Quartiles | null,
): FittedStep {
  const moments = log ? stats.logged : stats.plain;
  const { offset, spread, middle } = scaling(moments, scale, quartiles);
  return {
    type: 'numeric',
    column,
    log,
    offset,
    factor: factorOf(spread, moments),
    fill: log ? signedExp(middle) : middle,
    missing: stats.missing > 0,
    ...((scale === 'minmax' || scale === 'robust') && { scale }),
  };
}

/** By a range that is known, so that nothing is read from data. Throws privacy_bounds. */
function knownNumeric(column: string, { log, range = [0, 1] }: Numeric): FittedStep {
  const [low, high] = log ? [signedLog(range[0]), signedLog(range[1])] : range;
  if (!(low < high)) throw new PortraitError('privacy_bounds', { column });
  const middle = low / 2 + high / 2;
  const fill = log ? signedExp(middle) : middle;
  const factor = 1 / Math.max(high / 2 - low / 2, 1e-300);
  return {
    type: 'numeric',
    column,
    log,
    offset: middle,
    factor,
    fill,
    missing: false,
    known: true,
  };
}

/** 1 / spread, or 1 where that is rounding alone or nothing; always finite and above 0. */
export function factorOf(spread: number, moments: Moments): number {
  if (isRounding(spread, meanOf(moments), moments.count)) return 1;
  return 1 / Math.min(Number.MAX_VALUE, Math.max(spread, 1e-300));
}

function scaling(
  moments: Moments,
  scale: Numeric['scale'],
  quartiles: Quartiles | null,
): { offset: number; spread: number; middle: number } {
  const { count, min, max } = moments;
  const mean = meanOf(moments);
  if (count === 0) return { offset: 0, spread: 1, middle: 0 };
  switch (scale) {
    case 'standard':
      return { offset: mean, spread: deviationOf(moments), middle: mean };
    case 'minmax':
      return { offset: min, spread: max - min, middle: mean };
    case 'none':
    case 'range':
      return { offset: 0, spread: 1, middle: mean };
    case 'robust': {
      const { lower, median, upper } = quartiles ?? { lower: mean, median: mean, upper: mean };
      return { offset: median, spread: upper - lower, middle: median };
    }
  }
}

function fitDate(column: string, { plain, missing }: NumberStats): FittedStep {
  const origin = plain.count === 0 ? 0 : plain.min;
  const spanDays = plain.count === 0 ? 1 : (plain.max - plain.min) / dayMilliseconds;
  const span = spanDays > 0 ? spanDays : 1;
  return { type: 'dateParts', column, origin, spanDays: span, missing: missing > 0 };
}

/** Unseen and missing values count as the median training position. */
function fitOrdinal(stats: ColumnStats, order: string[]): FittedStep {
  const texts = required(stats, stats.texts, 'category');
  const all = keep(texts, 1, frequencyLimit).kept;
  const values = order.length > 0 ? [...new Set(order)] : sortValues(all, stats.column);
  const half = values.reduce((sum, value) => sum + (texts.counts.get(value) ?? 0), 0) / 2;
  let passed = 0;
  const middle = values.findIndex((value) => (passed += texts.counts.get(value) ?? 0) >= half);
  const unseen = Math.max(0, middle) / Math.max(1, values.length - 1);
  return { type: 'ordinal', column: stats.column.name, values, unseen, missing: texts.missing > 0 };
}

/** Values seen at least `minimum` times, at most `limit` of them, the most frequent first; `other`: some were left out. */
function keep(
  { counts, pruned }: Counts,
  minimum: number,
  limit: number,
): { kept: string[]; other: boolean } {
  const frequent = [...counts].filter(([, count]) => count >= minimum);
  if (frequent.length > limit) frequent.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = frequent.slice(0, limit).map(([value]) => value);
  return { kept, other: pruned || kept.length < counts.size };
}
