import type { ColumnType } from '#shared/model/table.ts';
import { readBoolean } from './boolean-text.ts';
import { readDate } from './date-text.ts';
import { numberForm, NumberReader } from './number-text.ts';

/** A value as a reader with types of its own (JSON, Parquet) gives it. */
export type TypedValue = string | number | boolean | bigint | null;

/** What the values of a column were seen to be. */
export type Evidence = {
  present: number;
  /** Values that can only be text; one settles the column, and nothing more is noted. */
  texts: number;
  integers: number;
  reals: number;
  large: number;
  /** Infinite or NaN: neither for nor against a number. */
  unbounded: number;
  booleans: number;
  dates: number;
  dayFirst: number;
  monthFirst: number;
  ambiguous: number;
  firstLarge: number;
  firstAmbiguous: number;
};

export type ResolvedType = { type: ColumnType; dayFirst: boolean };

const reader = new NumberReader();

export function newEvidence(): Evidence {
  return {
    present: 0,
    texts: 0,
    integers: 0,
    reals: 0,
    large: 0,
    unbounded: 0,
    booleans: 0,
    dates: 0,
    dayFirst: 0,
    monthFirst: 0,
    ambiguous: 0,
    firstLarge: 0,
    firstAmbiguous: 0,
  };
}

/** Notes one field that is not missing. */
export function observeText(
  evidence: Evidence,
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
): void {
  evidence.present += 1;
  if (evidence.texts > 0) return;
  const form = reader.read(bytes, start, end);
  if (form === numberForm.integer) evidence.integers += 1;
  else if (form === numberForm.real) evidence.reals += 1;
  else if (form === numberForm.large) noteLarge(evidence, line);
  else if (form === numberForm.infinite || form === numberForm.notANumber) evidence.unbounded += 1;
  else if (form === numberForm.code || end - start > 48) evidence.texts += 1;
  else {
    noteWord(
      evidence,
      Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(),
      line,
    );
  }
}

/** Notes one typed value that is not missing; a string is a string even where it looks like a number. */
export function observeValue(evidence: Evidence, value: TypedValue, line: number): void {
  evidence.present += 1;
  if (evidence.texts > 0) return;
  if (typeof value === 'boolean') evidence.booleans += 1;
  else if (typeof value === 'bigint') {
    if (Number.isSafeInteger(Number(value))) evidence.integers += 1;
    else noteLarge(evidence, line);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) evidence.unbounded += 1;
    else if (Number.isSafeInteger(value)) evidence.integers += 1;
    else evidence.reals += 1;
  } else if (value !== null && readDate(value, true)?.order === 'year_first') evidence.dates += 1;
  else evidence.texts += 1;
}

/** The type all values fit, and how to read dates; text where there is none, or nothing was present. */
export function resolveType(evidence: Evidence, dayFirst: boolean | 'auto'): ResolvedType {
  const { present, integers, reals, large, unbounded, booleans, dates } = evidence;
  const order = dayFirst === 'auto' ? evidence.monthFirst === 0 : dayFirst;
  const text: ResolvedType = { type: 'text', dayFirst: order };
  if (present === 0 || evidence.texts > 0) return text;
  if (integers + reals + large + unbounded === present) {
    if (reals > 0 || (unbounded > 0 && large === 0)) return { type: 'real', dayFirst: order };
    return large > 0 ? text : { type: 'integer', dayFirst: order };
  }
  if (booleans === present) return { type: 'boolean', dayFirst: order };
  const clash =
    dayFirst === 'auto'
      ? evidence.dayFirst > 0 && evidence.monthFirst > 0
      : (dayFirst ? evidence.monthFirst : evidence.dayFirst) > 0;
  return dates === present && !clash ? { type: 'date', dayFirst: order } : text;
}

function noteLarge(evidence: Evidence, line: number): void {
  if (evidence.large === 0) evidence.firstLarge = line;
  evidence.large += 1;
}

function noteWord(evidence: Evidence, text: string, line: number): void {
  if (readBoolean(text, false) !== undefined) {
    evidence.booleans += 1;
    return;
  }
  const order = readDate(text, true)?.order;
  if (order === undefined) {
    evidence.texts += 1;
    return;
  }
  evidence.dates += 1;
  if (order === 'day_first') evidence.dayFirst += 1;
  if (order === 'month_first') evidence.monthFirst += 1;
  if (order !== 'either') return;
  if (evidence.ambiguous === 0) evidence.firstAmbiguous = line;
  evidence.ambiguous += 1;
}
