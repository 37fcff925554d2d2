import { shownText } from '#shared/teaching/shown.ts';

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

/** A factor of a product, with as many more digits as the other one would magnify its rounding. */
export function texFactor(value: number, other: number, digits: number): string {
  const more = Math.ceil(Math.log10(Math.max(1, Math.abs(other) / 2)));
  return tex(value, Math.min(12, digits + (Number.isFinite(more) ? more : 0)), true);
}
