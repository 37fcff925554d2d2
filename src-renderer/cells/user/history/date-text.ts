import { storedTime } from '#shared/values/time/index.ts';
import { locale } from '../../../i18n/locale.svelte.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day for reading. Event times carry no zone, so none is applied. */
export function day(iso: string | null): string {
  if (iso === null) return '–';
  return format({ year: 'numeric', month: 'short', day: 'numeric' }).format(storedTime(iso) ?? NaN);
}

/** A day in as little room as there is. */
export function shortDay(iso: string): string {
  return format({ year: '2-digit', month: 'numeric', day: 'numeric' }).format(
    storedTime(iso) ?? NaN,
  );
}

/** A mark of a time axis: the year, the month (with its year in January), or the day. */
export function axisMark(time: number, unit: 'year' | 'month' | 'day'): string {
  const date = new Date(time);
  if (unit === 'year') return format({ year: 'numeric' }).format(date);
  if (unit === 'day') return format({ month: 'short', day: 'numeric' }).format(date);
  return date.getUTCMonth() === 0
    ? format({ year: 'numeric' }).format(date)
    : format({ month: 'short' }).format(date);
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale.current + JSON.stringify(options);
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat(locale.current, { ...options, timeZone: 'UTC' });
  formats.set(key, known);
  return known;
}
