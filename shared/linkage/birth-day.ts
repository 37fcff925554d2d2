/** Year, month and day from text, in any of the usual orders; the month's name is not read. */
const yearFirst = /^(\d{4})[-/. 年](\d{1,2})[-/. 月](\d{1,2})/;
const yearLast = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})/;
const compact = /^(\d{4})(\d{2})(\d{2})(\.0)?$/;

/**
 * A day as eight digits, YYYYMMDD; empty where the text is none. A year at the end follows day and month, or month and
 * day where only that can be. Impossible days are kept: a slip of the pen is evidence too.
 */
export function readDay(text: string): string {
  const trimmed = text.normalize('NFKC').trim();
  const first = yearFirst.exec(trimmed) ?? compact.exec(trimmed);
  if (first !== null) return eight(first[1]!, first[2]!, first[3]!);
  const last = yearLast.exec(trimmed);
  if (last === null) return '';
  const [, day, month, year] = last;
  return Number(month) > 12 ? eight(year!, day!, month!) : eight(year!, month!, day!);
}

function eight(year: string, month: string, day: string): string {
  return `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
}
