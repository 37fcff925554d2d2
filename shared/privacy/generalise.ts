/** The first letters of a text, a star where there were more. */
export function prefixOf(text: string, keep: number): string {
  const letters = [...text.trim()];
  return letters.length <= keep ? letters.join('') : `${letters.slice(0, keep).join('')}*`;
}

export type Period = 'month' | 'quarter' | 'year';

/** The month (2011-11), quarter (2011-Q4) or year of a stored date. */
export function periodOf(date: string, unit: Period): string {
  if (unit === 'year') return date.slice(0, 4);
  if (unit === 'month') return date.slice(0, 7);
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** The band `[from, to)` of a number, whose edges are multiples of the width. */
export function bandOf(value: number, width: number): string {
  const step = Math.floor(value / width);
  return `[${edge(step * width)}, ${edge((step + 1) * width)})`;
}

/** The edge of a band as it is written: without what binary fractions add. */
export function edge(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(12)));
}
