import type { NumberStats } from './number-stats.ts';

const fewestValues = 4;
const fewestDigits = 3;
/** Rows a value, on average, below which values do not come again and again. */
const repeats = 5;
/** Whole numbers between neighbouring values, in the middle of all such gaps. */
const wideGap = 5;

/**
 * Whether a column's values, whatever it is called, look like written codes (shop 4711, diagnosis 250, 401, 715): a few whole numbers
 * of equally many digits, each again and again, far apart and in no rhythm. Prices and years have small gaps or round numbers.
 */
export function looksLikeCodes({ plain, whole, few }: NumberStats): boolean {
  if (!whole || few === null || few.size < fewestValues || plain.min <= 0) return false;
  if (plain.count < repeats * few.size) return false;
  const digits = (value: number): number => String(value).length;
  if (digits(plain.min) < fewestDigits || digits(plain.min) !== digits(plain.max)) return false;
  const values = [...few.keys()].sort((a, b) => a - b);
  const gaps = values.slice(1).map((value, at) => value - values[at]!);
  const middle = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
  const different = new Set(gaps).size;
  // Sizes in steps (50, 100, 150) share a divisor and a rhythm.
  return middle >= wideGap && values.reduce(divisor) === 1 && 2 * different > gaps.length;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
