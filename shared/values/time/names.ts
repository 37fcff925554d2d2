export const englishMonths =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const leading = /^([A-Za-z]{3,9})\.?\s*,?\s+/;

/** 1 to 12 of an English month, whole or its first three letters (`sept` too). */
export function monthNumber(word: string): number | undefined {
  const lower = word.toLowerCase();
  const found = englishMonths.findIndex((name) => lower === name || lower === name.slice(0, 3));
  if (found >= 0) return found + 1;
  return lower === 'sept' ? 9 : undefined;
}

/** Whether a text has a word that begins as an English month does. */
export function namesEnglishMonth(text: string): boolean {
  return (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).some((word) =>
    englishMonths.some((name) => word.startsWith(name.slice(0, 3))),
  );
}

/** Text without the English day of the week it begins with. */
export function withoutWeekday(text: string): string {
  const match = leading.exec(text);
  const word = match?.[1]?.toLowerCase() ?? '';
  const is = weekdays.some((name) => name.startsWith(word) && word.length >= 3);
  return match !== null && is ? text.slice(match[0].length) : text;
}
