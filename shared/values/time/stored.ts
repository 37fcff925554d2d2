import { dayNumber, instantMilliseconds, secondsADay } from './instant.ts';

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const asStored = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)?$/;

/**
 * Milliseconds since 1970 of ISO 8601 text as tables store dates (`2011-11-02`, `2011-11-02 12:20:00`), or null where it
 * is none. Times without a zone count as UTC, so that the same table gives the same numbers everywhere.
 */
export function storedTime(value: string | number | null | undefined): number | null {
  if (typeof value !== 'string') return null;
  const match = iso.exec(value);
  if (match === null) return null;
  const part = (index: number): number => Number(match.at(index) ?? 0);
  const day = dayNumber(part(1), part(2), part(3));
  if (day === undefined || part(4) > 23 || part(5) > 59 || part(6) > 59) return null;
  const seconds =
    day * secondsADay + part(4) * 3600 + part(5) * 60 + part(6) - zoneSeconds(match[8]);
  return instantMilliseconds({ seconds, fraction: match[7] ?? '', dayOnly: false });
}

/** Whether text stands exactly as tables store dates. */
export function isStoredTime(text: string): boolean {
  return asStored.test(text) && storedTime(text) !== null;
}

function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60);
}
