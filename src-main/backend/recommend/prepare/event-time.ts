import type { CellValue } from '#shared/model/table.ts';

/**
 * Milliseconds since 1970 (UTC) of a time column's value; null where it is none. Numbers are eight digits of year, month
 * and day where they make a date since 1900, else seconds, milliseconds, microseconds or nanoseconds, by their size.
 */
export function eventTime(value: CellValue): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return fromNumber(value);
  const day = value.trim();
  const parsed = Date.parse(
    day.length > 10 ? `${day.replace(' ', 'T')}Z`.replace(/(Z|[+-]\d\d:?\d\d)Z$/, '$1') : day,
  );
  return Number.isNaN(parsed) ? null : parsed;
}

function fromNumber(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  const size = Math.abs(value);
  if (size >= 19_000_101 && size <= 21_001_231) {
    const day = fromDigits(value);
    if (day !== null) return day;
  }
  if (size < 1e11) return value * 1000;
  if (size < 1e14) return value;
  return size < 1e17 ? value / 1000 : value / 1e6;
}

/** 20111102 as a day; null where month or day cannot be. */
function fromDigits(value: number): number | null {
  if (!Number.isInteger(value) || value < 0) return null;
  const [year, month, day] = [
    Math.floor(value / 10_000),
    Math.floor(value / 100) % 100,
    value % 100,
  ];
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}
