import { largest } from '../../statistics/extremes.ts';
import { plainBody } from './number-body.ts';
import { numberFormats, plainFormat } from './number-format.ts';
import type { NumberFormat, NumberReading } from './number-format.ts';
import type { SpelledNumber } from './spelled-number.ts';

type DecimalMark = NumberFormat['decimal'];
/** What stands around a column: the mark other columns leave no doubt about, and the one its delimiter goes with. */
export type DecimalHint = {
  columns: DecimalMark | undefined;
  delimiter: DecimalMark | undefined;
  /** Chosen by a person: numbers with the other mark are none. */
  chosen?: DecimalMark;
};

/** What was seen of a column's numbers beside plain digits; counts of values. */
export type NumberEvidence = {
  /** Numbers in any spelling, plain ones too. */
  numbers: number;
  /** Numbers with more than digits, a sign and a point. */
  spelled: number;
  /** Plain reals, and those that could as well be thousands: 1.234. */
  reals: number;
  groupable: number;
  /** For each of `numberFormats`: spelled values it reads, and those where it needs its thousands mark. */
  fits: number[];
  grouped: number[];
  /** The same, with a decimal mark or a power of ten. */
  fractions: number[];
  percents: number;
  zeros: number;
  parentheses: number;
  bareParentheses: number;
  /** A digit or two and a minus behind, which is a mark at school as well. */
  bareTrailing: number;
  currencies: string[];
  /** Values in groups of digits between spaces and nothing else; the fewest and most digits of them. */
  spaced: { count: number; fewest: number; most: number };
  /** Four groups up to 255 between points: an address in a network. */
  addresses: number;
  /** A plus sign before a whole number, and numbers below zero or with a fraction, which make it a change. */
  plus: number;
  minus: number;
};

const mostCurrencies = 3;
const codeDigits = 7;

export function newNumberEvidence(): NumberEvidence {
  return {
    ...{ numbers: 0, spelled: 0, reals: 0, groupable: 0, percents: 0, zeros: 0 },
    ...{ parentheses: 0, bareParentheses: 0, bareTrailing: 0, addresses: 0, plus: 0, minus: 0 },
    fits: numberFormats.map(() => 0),
    grouped: numberFormats.map(() => 0),
    fractions: numberFormats.map(() => 0),
    currencies: [],
    spaced: { count: 0, fewest: Infinity, most: 0 },
  };
}

/** Notes a plain number; `groupable`: its point could stand between thousands (1.234). */
export function observePlain(
  seen: NumberEvidence,
  value: number,
  real: boolean,
  groupable: boolean,
): void {
  seen.numbers += 1;
  if (value === 0) seen.zeros += 1;
  if (value < 0) seen.minus += 1;
  if (!real) return;
  seen.reals += 1;
  if (groupable) seen.groupable += 1;
}

/** Notes a spelled number, unless it can only be a code, or an integer that no double holds exactly. */
export function observeSpelled(
  seen: NumberEvidence,
  spelled: SpelledNumber,
): 'number' | 'code' | 'large' {
  const bodies = numberFormats.map((format) => plainBody(spelled.body, format));
  const possible = bodies.filter((body) => body !== undefined);
  if (possible.length === 0 || possible.every(({ code }) => code)) return 'code';
  const exact = possible.some(({ plain, whole }) => !whole || Number.isSafeInteger(Number(plain)));
  if (!exact) return 'large';
  seen.numbers += 1;
  seen.spelled += 1;
  for (const [f, body] of bodies.entries()) {
    if (body === undefined || body.code) continue;
    seen.fits[f]! += 1;
    if (body.grouped) seen.grouped[f]! += 1;
    if (!body.whole) seen.fractions[f]! += 1;
  }
  noteSigns(seen, spelled);
  const bare = spelled.currency === '' && !spelled.percent;
  if (bare && /^\d[\d ]* [\d ]*$/.test(spelled.body)) {
    const digits = spelled.body.replaceAll(' ', '').length;
    seen.spaced.count += 1;
    seen.spaced.fewest = Math.min(seen.spaced.fewest, digits);
    seen.spaced.most = Math.max(seen.spaced.most, digits);
  }
  const parts = spelled.body.split('.');
  if (bare && parts.length === 4 && parts.every((part) => Number(part) <= 255)) seen.addresses += 1;
  return 'number';
}

function noteSigns(seen: NumberEvidence, spelled: SpelledNumber): void {
  const { currency } = spelled;
  if (spelled.percent) seen.percents += 1;
  else if (/^[0,. ']+$/.test(spelled.body)) seen.zeros += 1;
  if (spelled.parentheses) seen.parentheses += 1;
  if (spelled.parentheses && currency === '' && /^\d+$/.test(spelled.body)) {
    seen.bareParentheses += 1;
  }
  if (spelled.trailing && /^\d{1,2}$/.test(spelled.body)) seen.bareTrailing += 1;
  if (spelled.negative) seen.minus += 1;
  if (spelled.plus && !spelled.percent && currency === '' && /^\d+$/.test(spelled.body)) {
    seen.plus += 1;
  }
  const known = currency === '' || seen.currencies.includes(currency);
  if (!known && seen.currencies.length < mostCurrencies) seen.currencies.push(currency);
}

/** The decimal mark a column leaves no doubt about; undefined where it has none or either would do. */
function certainMark(seen: NumberEvidence): DecimalMark | undefined {
  const [point, comma] = [fitting(seen, '.'), fitting(seen, ',')];
  if (seen.reals + marked(seen) === 0 || point.length > 0 === comma.length > 0) return undefined;
  return point.length > 0 ? '.' : ',';
}

/**
 * What the columns of a table say of the decimal mark together, where they agree. A semicolon stands between values
 * where the comma is taken by decimals, a comma where it is not.
 */
export function decimalHint(columns: Iterable<NumberEvidence>, delimiter = ''): DecimalHint {
  const marks = new Set<DecimalMark>();
  for (const seen of columns) {
    const mark = certainMark(seen);
    if (mark !== undefined) marks.add(mark);
  }
  return {
    columns: marks.size === 1 ? [...marks][0] : undefined,
    delimiter: delimiter === ';' ? ',' : delimiter === ',' ? '.' : undefined,
  };
}

/** Spelled values with a mark of any kind in them. */
function marked(seen: NumberEvidence): number {
  return Math.max(largest(seen.fractions), largest(seen.grouped));
}

/** Positions of the formats that read every number seen. */
function fitting(seen: NumberEvidence, decimal: DecimalMark): number[] {
  return [...numberFormats.keys()].filter((f) => {
    const format = numberFormats[f]!;
    if (format.decimal !== decimal || seen.fits[f] !== seen.spelled) return false;
    return (
      decimal === '.' ||
      seen.reals === 0 ||
      (seen.reals === seen.groupable && format.thousands === '.')
    );
  });
}

/**
 * How a column's numbers are to be read, decided over all that were seen. `sure` is false where by itself the column
 * is rather text: codes, several currencies, some percentages, marks that contradict each other. `hint` settles a
 * column that both decimal marks fit; a plain 1.234 becomes a thousand only by what other columns say.
 */
export function decidedReading(
  seen: NumberEvidence,
  hint: DecimalHint,
): { reading: NumberReading; whole: boolean; sure: boolean } {
  const point = hint.chosen === ',' ? [] : fitting(seen, '.');
  const comma = hint.chosen === '.' ? [] : fitting(seen, ',');
  const either = point.length > 0 && comma.length > 0;
  const doubtful = either && seen.groupable + marked(seen) > 0;
  const settled = hint.columns ?? (seen.groupable === 0 ? hint.delimiter : undefined);
  const decimal = either ? ((doubtful ? settled : '.') ?? '.') : comma.length > 0 ? ',' : '.';
  const found = decimal === '.' ? point : comma;
  const uses = (f: number): boolean => seen.grouped[f]! > 0 || needsGroups(seen, f);
  const at = found.find(uses) ?? found[0] ?? mostFitting(seen, hint.chosen);
  const thousands = uses(at) ? numberFormats[at]!.thousands : '';
  const format: NumberFormat = { decimal: numberFormats[at]!.decimal, thousands };
  const others = seen.numbers - seen.percents - seen.zeros;
  const percent = seen.percents > 0 && seen.percents >= others;
  const open = settled === undefined && (seen.spelled > 0 || hint.delimiter === ',');
  const reading = {
    format: seen.spelled === 0 && format.decimal === '.' ? plainFormat : format,
    ...{ percent, currencies: seen.currencies },
    ambiguous: doubtful && (open || needsGroups(seen, at)),
  };
  const whole =
    !percent && seen.fractions[at] === 0 && (format.decimal === ',' || seen.reals === 0);
  // Between commas, a comma in few of the values rather joins several of them.
  const joins = format.decimal === ',' && hint.delimiter === '.' && seen.spelled * 2 < seen.numbers;
  const sure = found.length > 0 && !looksLikeCodes(seen, format, others);
  return { reading, whole, sure: sure && !joins };
}

/** With a decimal comma, plain 1.234 is one thousand two hundred and thirty-four. */
function needsGroups(seen: NumberEvidence, f: number): boolean {
  return numberFormats[f]!.thousands === '.' && seen.groupable > 0;
}

function mostFitting(seen: NumberEvidence, chosen: DecimalMark | undefined): number {
  const fits = seen.fits.map((count, f) =>
    chosen === undefined || numberFormats[f]!.decimal === chosen ? count : -1,
  );
  return fits.indexOf(largest(fits));
}

function looksLikeCodes(seen: NumberEvidence, format: NumberFormat, others: number): boolean {
  const { spelled, spaced, percents } = seen;
  if (seen.currencies.length > 1) return true;
  if (percents > 0 && others > 0) return true;
  // A change stands among plain numbers; where most have a plus they are codes to dial.
  if (seen.plus * 2 >= seen.numbers && seen.plus > 0 && seen.minus === 0 && seen.reals === 0)
    return true;
  if (seen.bareTrailing > 0) return true;
  if (spelled > 0 && seen.addresses === spelled) return true;
  if (seen.parentheses === seen.numbers && seen.bareParentheses === seen.parentheses) {
    return seen.parentheses > 0;
  }
  // Groups of a fixed number of digits between spaces are phone or account numbers rather than quantities.
  const fixed = spaced.fewest === spaced.most && spaced.fewest >= codeDigits;
  return format.thousands === ' ' && spaced.count === seen.numbers && spaced.count > 1 && fixed;
}
