import type { Mask } from '#shared/privacy/mask.ts';

/** Stars between the first and last letters; as many whatever the length, which would tell something too. */
export function partly(text: string, first: number, last: number): string {
  const letters = [...text];
  const most = Math.floor(letters.length / 2);
  const shownLast = Math.min(last, most);
  const shownFirst = Math.min(first, most - shownLast);
  const end = shownLast === 0 ? '' : letters.slice(-shownLast).join('');
  return `${letters.slice(0, shownFirst).join('')}***${end}`;
}

export function prefixOf(text: string, keep: number): string {
  const letters = [...text.trim()];
  return letters.length <= keep ? letters.join('') : `${letters.slice(0, keep).join('')}*`;
}

/** The month (2011-11), quarter (2011-Q4) or year of a stored date. */
export function periodOf(date: string, unit: Extract<Mask, { action: 'period' }>['unit']): string {
  if (unit === 'year') return date.slice(0, 4);
  if (unit === 'month') return date.slice(0, 7);
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** The band `[from, to)` of a number, whose edges are multiples of the width. */
export function bandOf(value: number, width: number): string {
  const step = Math.floor(value / width);
  return `[${edge(step * width)}, ${edge((step + 1) * width)})`;
}

/** A stored date some days later, its time of day as it was; undefined for what is no such date. */
export function shifted(date: string, days: number): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(.*)$/s.exec(date);
  if (parts === null) return undefined;
  const [, year, month, day, rest] = parts;
  const moved = new Date(0);
  moved.setUTCFullYear(Number(year), Number(month) - 1, Number(day) + days);
  const text = moved.toISOString();
  return /^(?!0000)\d{4}-/.test(text) ? text.slice(0, 10) + rest! : undefined;
}

function edge(value: number): string {
  return String(Number(value.toPrecision(12)));
}
