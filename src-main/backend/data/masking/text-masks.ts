/** Stars between the first and last letters; as many whatever the length, which would tell something too. */
export function partly(text: string, first: number, last: number): string {
  const letters = [...text];
  const most = Math.floor(letters.length / 2);
  const shownLast = Math.min(last, most);
  const shownFirst = Math.min(first, most - shownLast);
  const end = shownLast === 0 ? '' : letters.slice(-shownLast).join('');
  return `${letters.slice(0, shownFirst).join('')}***${end}`;
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
