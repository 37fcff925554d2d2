import type { FittedStep } from '#shared/model/prep.ts';
import { dateScales, signedLog, valueNumber } from '#shared/encoding/index.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import { dayMilliseconds } from '#shared/values/time/instant.ts';
import { storedTime } from '#shared/values/time/stored.ts';
import { digitsGiving, tex, texPower, texWords } from '../../numbers.ts';
import { missingWord, missingWritten, rawWords, type Seen, type Written } from './seen.ts';

type Step<T extends FittedStep['type']> = Extract<FittedStep, { type: T }>;

/** From here on more digits stand before the point than anyone reads. */
const longNumber = 1e15;

/** (v - m) / s: m is the middle and s the spread that Features took from the training rows; a missing value counts as its filling. */
export function numericWritten(step: Step<'numeric'>, seen: Seen): Written {
  const number = valueNumber(seen.raw);
  if (seen.place > 0)
    return missingWritten(step.column, number === null ? missingWord() : plainly(number, seen));
  const value = number ?? step.fill;
  const word = texWords(step.column);
  /** What stands for a missing value says so. */
  const told = (text: string): string =>
    number === null ? `\\overset{${missingWord()}}{${text}}` : text;
  if (step.offset === 0 && step.factor === 1 && !step.log)
    return { symbols: word, numbers: [told(plainly(value, seen))] };
  const sign = value < 0 ? '{-}' : '';
  const raw: Quantity = step.log
    ? {
        value: signedLog(value),
        shown: (digits) => signedLog(shownValue(value, digits)),
        write: (digits) =>
          told(`${sign}\\ln(1 + ${plainly(Math.abs(value), { ...seen, digits })})`),
      }
    : { ...plain(value), write: (digits, power) => told(plain(value).write(digits, power)) };
  return {
    symbols: `\\dfrac{${step.log ? `\\pm\\ln(1+|${word}|)` : word} - m}{s}`,
    numbers: [quotient(raw, step.offset, 1 / step.factor, seen)],
  };
}

function plainly(value: number, { digits }: Pick<Seen, 'digits'>): string {
  const short = Math.abs(value) < longNumber && (value === 0 || shownValue(value, digits) !== 0);
  return short ? tex(value, digits) : texPower(value);
}

/** A number that is written with so many digits after its point, or as a power of ten, and what it is then read as. */
type Quantity = {
  value: number;
  shown: (digits: number) => number;
  write: (digits: number, power: boolean) => string;
};

export const plain = (value: number): Quantity => ({
  value,
  shown: (digits) => shownValue(value, digits),
  write: (digits, power) => (power ? texPower(value) : tex(value, digits)),
});

/** (quantity - offset) / spread with as many digits as give the number that became of it. */
export function quotient(raw: Quantity, offset: number, spread: number, seen: Seen): string {
  const { x, digits: least } = seen;
  const worked = (d: number): number =>
    (raw.shown(d) - shownValue(offset, d)) / shownValue(spread, d);
  const digits = digitsGiving(x, least, worked);
  const isLong = [raw.value, offset, spread].some((number) => Math.abs(number) >= longNumber);
  const isTold = Math.abs(worked(digits) - x) <= Math.max(10 ** -least, Math.abs(x) * 1e-6);
  const power = isLong || !isTold;
  const write = (number: number, inside = false): string =>
    power ? texPower(number, inside) : tex(number, digits, inside);
  return `\\dfrac{${raw.write(digits, power)} - ${write(offset, true)}}{${write(spread)}}`;
}

/** Nine numbers of a date, in the order of the encoder; a missing one is all zeros. */
export function dateWritten(step: Step<'dateParts'>, seen: Seen): Written {
  const time = storedTime(seen.raw);
  const { originYear, spanYears } = dateScales(step);
  const date = new Date(time ?? 0);
  const turn = (name: string, period: number, part: string, value: number): [string, string] => [
    `\\${name}\\dfrac{2\\pi\\,${part}}{${period}}`,
    `\\${name}\\dfrac{2\\pi \\cdot ${value}}{${period}}`,
  ];
  const over = (part: string, value: number, most: number): [string, string] => [
    `\\dfrac{${part}}{${most}}`,
    `\\dfrac{${value}}{${most}}`,
  ];
  const word = (name: string): string => `\\operatorname{${name}}`;
  const month = date.getUTCMonth();
  const weekday = (date.getUTCDay() + 6) % 7;
  const days = (time ?? 0) / dayMilliseconds;
  const parts = [
    [
      `\\dfrac{${word('year')} - ${originYear}}{n}`,
      quotient(plain(date.getUTCFullYear()), originYear, spanYears, seen),
    ],
    over(word('month'), month, 11),
    over(word('weekday'), weekday, 6),
    over(word('hour'), date.getUTCHours(), 23),
    turn('sin', 12, word('month'), month),
    turn('cos', 12, word('month'), month),
    turn('sin', 7, word('weekday'), weekday),
    turn('cos', 7, word('weekday'), weekday),
    [
      `\\dfrac{${word('days')}}{n}`,
      quotient(plain(days - step.origin / dayMilliseconds), 0, step.spanDays, seen),
    ],
  ] as const;
  const part = parts[seen.place];
  if (part === undefined)
    return missingWritten(step.column, time === null ? missingWord() : rawWords(seen));
  return { symbols: part[0], numbers: [time === null ? `${missingWord()} \\to 0` : part[1]] };
}
