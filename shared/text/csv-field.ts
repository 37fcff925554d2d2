import { guarded } from '../values/spreadsheet-guard.ts';

/** A field of a CSV file, quoted where needed (RFC 4180). Text that a spreadsheet would take for a formula is made text. */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : quoted(guarded(value));
}

/** A text as a field, in quotes where it holds what ends one, or what readers trim or take off. */
export function quoted(text: string): string {
  return /[",\r\n\ufeff]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
