import type { ColumnType } from '#shared/model/table.ts';
import {
  isThin,
  decideTime,
  newTimeEvidence,
  noteIfCalendar,
  type TimeEvidence,
  type TimeFormat,
} from '#shared/values/time/index.ts';
import { readBoolean } from '#shared/values/boolean-text.ts';
import { dumpedNull, isMissingMark, isNullMark } from '#shared/values/missing-marks.ts';
import {
  decidedReading,
  newNumberEvidence,
  numberForm,
  NumberReader,
  observePlain,
  observeSpelled,
  plainReading,
  spelledNumber,
  type DecimalHint,
  type NumberEvidence,
  type NumberReading,
} from '#shared/values/number/index.ts';
import { guardSign } from '#shared/values/spreadsheet-guard.ts';
import { mayBeGuarded } from './guard-bytes.ts';

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
  /** What was neither a number nor a truth value, as times; null where there was nothing of the kind. */
  times: TimeEvidence | null;
  firstLarge: number;
  firstAmbiguous: number;
  /** Digits, e, digits: powers of ten or codes. */
  exponents: number;
  firstExponent: number;
  numbers: NumberEvidence;
  firstSpelled: number;
  /** Words that stand for a missing value among numbers. */
  marks: SeenMark[];
  /** Whether every value is two capital letters, as country codes are. */
  twoLetters: boolean;
  /** Texts with a guard against spreadsheets, and those that would have one if the file were guarded. */
  guards: number;
  unguarded: number;
};
type SeenMark = { word: string; count: number; line: number };

export type ResolvedType = {
  type: ColumnType;
  /** How the values of a date column are read. */
  time: TimeFormat | null;
  /** How its numbers are written. */
  reading: NumberReading;
  /** Marks that are missing values here though nobody said so. */
  marks: SeenMark[];
  /** Text that looks like numbers, and what speaks against their being numbers. */
  codes: boolean;
};

const mostMarks = 6;
/** Bytes of the longest times that are written: a browser's, with its zone in words. */
const longestWord = 80;
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
    times: null,
    firstLarge: 0,
    firstAmbiguous: 0,
    exponents: 0,
    firstExponent: 0,
    numbers: newNumberEvidence(),
    firstSpelled: 0,
    marks: [],
    twoLetters: true,
    ...{ guards: 0, unguarded: 0 },
  };
}

/** Notes one field that is not missing. `thorough`: goes on after a text, for a column that is to be numbers whatever it looks like. */
export function observeText(
  evidence: Evidence,
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
  thorough = false,
): void {
  evidence.present += 1;
  if (isDumpedNull(bytes, start, end)) {
    noteMark(evidence, dumpedNull, line);
    return;
  }
  if (evidence.twoLetters && !isTwoLetters(bytes, start, end)) evidence.twoLetters = false;
  if (evidence.texts > 0 && mayBeGuarded(bytes, start, end)) noteGuard(evidence, bytes, start, end);
  if (evidence.texts > 0 && !thorough) return;
  const before = evidence.texts;
  noteField(evidence, bytes, start, end, line);
  const first = before === 0 && evidence.texts > 0;
  if (first && mayBeGuarded(bytes, start, end)) noteGuard(evidence, bytes, start, end);
}

function noteGuard(evidence: Evidence, bytes: Uint8Array, start: number, end: number): void {
  const sign = guardSign(
    Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(),
  );
  if (sign === 'guard') evidence.guards += 1;
  else if (sign === 'against') evidence.unguarded += 1;
}

function noteField(
  evidence: Evidence,
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
): void {
  const form = reader.read(bytes, start, end);
  switch (form) {
    case numberForm.integer:
      evidence.integers += 1;
      return observePlain(evidence.numbers, reader.value, false, false);
    case numberForm.real:
      evidence.reals += 1;
      return observePlain(evidence.numbers, reader.value, true, isGroup(bytes, start, end));
    case numberForm.large:
      return noteLarge(evidence, line);
    case numberForm.infinite:
    case numberForm.notANumber:
      evidence.unbounded += 1;
      return;
    case numberForm.exponent:
      if (evidence.exponents === 0) evidence.firstExponent = line;
      evidence.exponents += 1;
      return observePlain(evidence.numbers, reader.value, false, false);
    case numberForm.code:
      evidence.texts += 1;
      return;
    default: {
      const length = end - start;
      if (length > longestWord) evidence.texts += 1;
      else noteWord(evidence, Buffer.from(bytes.buffer, bytes.byteOffset + start, length), line);
    }
  }
}

/** `\N` and nothing else, which is missing among texts too. */
export function isDumpedNull(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 2 && bytes[start] === 92 && bytes[start + 1] === 78;
}

/** Two capital letters. */
function isTwoLetters(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 2) return false;
  const [a, b] = [bytes[start]!, bytes[start + 1]!];
  return a >= 65 && a <= 90 && b >= 65 && b <= 90;
}

/** Whether the point of a plain real could stand between thousands: one to three digits before it, three after. */
function isGroup(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > 16 || bytes[end - 4] !== 46) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
    .toString()
    .trim();
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(text);
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
    // 1e300 has no fraction, and is no integer that a double keeps apart from its neighbours.
    observePlain(evidence.numbers, value, !Number.isSafeInteger(value), false);
  } else if (value !== null && !noteDate(evidence, value, line)) evidence.texts += 1;
}

/**
 * The type all values fit, and how to read them; text where there is none, or nothing was present. Marks of missing
 * values stand aside where everything else is of one type.
 */
export function resolveType(
  evidence: Evidence,
  dayFirst: boolean | 'auto',
  hint: DecimalHint = { columns: undefined, delimiter: undefined },
): ResolvedType {
  const { present, booleans, times, marks } = evidence;
  const dumped = marks.filter(({ word }) => word === dumpedNull);
  const text = { time: null, reading: plainReading, marks: dumped, codes: false };
  if (present === 0 || evidence.texts > 0) return { ...text, type: 'text' };
  const values = present - marks.reduce((sum, { count }) => sum + count, 0);
  const numbers = numbersOf(evidence);
  if (numbers > 0 && numbers === values) {
    const { reading, type } = numberType(evidence, hint);
    if (type === 'text') return { ...text, type, codes: evidence.large === 0 };
    return { ...text, type, reading, marks };
  }
  if (booleans > 0 && booleans === values && marks.every(({ word }) => isNullMark(word))) {
    return { ...text, type: 'boolean', marks };
  }
  const time = times?.calendar === values ? dateFormat(times, dayFirst) : null;
  return time === null ? { ...text, type: 'text' } : { ...text, type: 'date', time, marks };
}

/** How values that are all calendar text are read, where they can be nothing but dates. */
function dateFormat(times: TimeEvidence, dayFirst: boolean | 'auto'): TimeFormat | null {
  const outcome = decideTime(times, dateHints(dayFirst));
  if (!('decision' in outcome) || outcome.decision.read < times.present) return null;
  // Versions, scores and months may be written so too: they are times only where somebody says so.
  const clear = times.loose === 0 && times.partial === 0 && !isThin(times);
  return clear ? outcome.decision.format : null;
}

/** What the options of an import say about dates that could be read two ways. */
export function dateHints(dayFirst: boolean | 'auto'): { dayFirst?: boolean } {
  return dayFirst === 'auto' ? {} : { dayFirst };
}

function numbersOf(evidence: Evidence): number {
  const { integers, reals, large, unbounded, exponents, numbers } = evidence;
  return integers + reals + large + unbounded + exponents + numbers.spelled;
}

function numberType(
  evidence: Evidence,
  hint: DecimalHint,
): { reading: NumberReading; type: 'integer' | 'real' | 'text' } {
  const { reals, large, unbounded, exponents } = evidence;
  const { reading, whole, sure } = decidedReading(evidence.numbers, hint);
  const text = { reading, type: 'text' as const };
  if (!sure) return text;
  // 314659 beside 557e90: powers of ten are written 5.57e92, or with a sign, where there are more of them.
  if (exponents > 0 && reals === 0 && evidence.numbers.minus === 0) return text;
  // Two of them may be one double: they stay apart, whatever stands beside them.
  if (large > 0) return text;
  return { reading, type: whole && unbounded === 0 && exponents === 0 ? 'integer' : 'real' };
}

function noteLarge(evidence: Evidence, line: number): void {
  if (evidence.large === 0) evidence.firstLarge = line;
  evidence.large += 1;
}

function noteWord(evidence: Evidence, bytes: Buffer, line: number): void {
  const text = bytes.toString();
  if (readBoolean(text, false) !== undefined) {
    evidence.booleans += 1;
    return;
  }
  if (noteDate(evidence, text, line)) return;
  if (isMissingMark(text) && noteMark(evidence, text.trim(), line)) return;
  const spelled = spelledNumber(text);
  const form = spelled === undefined ? 'code' : observeSpelled(evidence.numbers, spelled);
  if (form === 'large') noteLarge(evidence, line);
  else if (form === 'code') evidence.texts += 1;
  else if (evidence.firstSpelled === 0) evidence.firstSpelled = line;
}

/** False where there were too many different marks for them to be marks. */
function noteMark({ marks }: Evidence, word: string, line: number): boolean {
  const known = marks.find((mark) => mark.word === word);
  if (known !== undefined) known.count += 1;
  else if (marks.length < mostMarks || word === dumpedNull) marks.push({ word, count: 1, line });
  else return false;
  return true;
}

function noteDate(evidence: Evidence, text: string, line: number): boolean {
  const times = evidence.times ?? newTimeEvidence();
  if (!noteIfCalendar(times, text)) return false;
  evidence.times = times;
  if (evidence.firstAmbiguous === 0 && times.either.count > 0) evidence.firstAmbiguous = line;
  return true;
}
