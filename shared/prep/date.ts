import type { CellValue } from '../model/table.ts';

export const dayMilliseconds = 86_400_000;

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Epoch milliseconds of ISO 8601 text (`2011-11-02`, `2011-11-02 12:20:00`), or null where it is none. Times without
 * a zone count as UTC, so that the same table gives the same numbers everywhere.
 */
export function dateMilliseconds(value: CellValue | undefined): number | null {
  if (typeof value !== 'string') return null;
  const match = iso.exec(value);
  if (match === null) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const fraction = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const time = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6), fraction);
  const date = new Date(time);
  if (part(1) < 100) date.setUTCFullYear(part(1), part(2) - 1, part(3));
  const real = date.getUTCMonth() === part(2) - 1 && date.getUTCDate() === part(3);
  if (!real || part(4) > 23 || part(5) > 59 || part(6) > 59) return null;
  return date.getTime() - zoneMilliseconds(match[8]);
}

function zoneMilliseconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}
