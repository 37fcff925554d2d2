import { guarded } from '#shared/values/spreadsheet-guard.ts';

/** Quoted where needed (RFC 4180); text that a spreadsheet would take for a formula is made text. */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = guarded(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
