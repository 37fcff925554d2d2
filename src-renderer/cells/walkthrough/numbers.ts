import { shownText, shownValue } from '#shared/teaching/shown.ts';

/** A number as TeX; `inside` a product or after an operator a negative one stands in parentheses. */
export function tex(value: number, digits: number, inside = false): string {
  const text = shownText(value, digits);
  if (!text.startsWith('−')) return text;
  const negative = `{-}${text.slice(1)}`;
  return inside ? `(${negative})` : negative;
}

/** A label within a formula: a class is a whole number and has no decimals. */
export function texLabel(value: number, digits: number): string {
  return tex(value, Number.isInteger(value) ? 0 : digits, true);
}

/** Words within a formula: what TeX would take for a command is taken out, and long names are cut. */
export function texWords(text: string): string {
  const plain = text.replace(/[\\{}$&#^_%~]/g, ' ').trim();
  return `\\text{${plain.length > 18 ? `${plain.slice(0, 17)}…` : plain}}`;
}

/** A part of a formula that belongs to something drawn or listed elsewhere. */
export function part(id: string, text: string): string {
  return `\\htmlData{part=${id}}{${text}}`;
}

/** As many as a number of the size of 1e9 needs to give products to four. */
const mostDigits = 16;

/** Digits of a factor: as many more as the other one would magnify its rounding. */
export function factorDigits(other: number, digits: number): number {
  const more = Math.ceil(Math.log10(Math.max(1, Math.abs(other) / 1.4)));
  return Math.min(mostDigits, digits + (Number.isFinite(more) ? more : 0));
}

/** A factor of a product as it is written. */
export function texFactor(value: number, other: number, digits: number): string {
  return tex(value, factorDigits(other, digits), true);
}

/** What two factors come to as they are written. */
export function shownProduct(one: number, other: number, digits: number): number {
  return (
    shownValue(one, factorDigits(other, digits)) * shownValue(other, factorDigits(one, digits))
  );
}

/**
 * The fewest digits, from `digits` on, whose numbers give the result as it is shown: whoever works an equation out by hand
 * comes within two of its last place. `worked`: what the equation comes to with numbers of so many digits.
 */
export function digitsGiving(
  result: number,
  digits: number,
  worked: (digits: number) => number,
): number {
  const wanted = shownValue(result, digits);
  if (!Number.isFinite(wanted)) return digits;
  for (let tried = digits; tried < mostDigits; tried++) {
    if (Math.abs(worked(tried) - wanted) <= 1.5 * 10 ** -digits) return tried;
  }
  return mostDigits;
}

/** A number by its leading digits and a power of ten, where digits after the point say nothing of it. */
export function texPower(value: number, inside = false): string {
  if (value === 0 || !Number.isFinite(value)) return tex(value, 0, inside);
  const [lead = '', power = ''] = Math.abs(value).toExponential(11).split('e');
  const text = `${lead.replace(/\.?0+$/, '')} \\cdot 10^{${Number(power)}}`;
  if (value > 0) return text;
  return inside ? `({-}${text})` : `{-}${text}`;
}

/** As many digits as tell a setting, such as a learning rate; ten at most. */
export function settingDigits(value: number, least: number): number {
  for (let digits = least; digits < 10; digits++) {
    if (Math.abs(Number(value.toFixed(digits)) - value) <= Math.abs(value) * 1e-6) return digits;
  }
  return 10;
}
