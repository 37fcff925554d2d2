import { readPlainNumber } from '../values/number/index.ts';
import type { CellValue, TruthWords, ValueKind } from '../model/table.ts';

/** A category's text: booleans (0 and 1) in their column's words, anything else as it is written. Missing is null. */
export function valueText(value: CellValue | undefined, kind: ValueKind): string | null {
  if (value === null || value === undefined) return null;
  if (kind.type === 'boolean') {
    if (value === 1 || value === '1') return truthWordsOf(kind)[1];
    if (value === 0 || value === '0') return truthWordsOf(kind)[0];
  }
  return String(value);
}

/** What a boolean column says for false and for true. */
export function truthWordsOf({ words }: ValueKind): TruthWords {
  return words ?? ['FALSE', 'TRUE'];
}

/** What is taken of a column that is not there. */
export const unknownColumn: ValueKind = { type: 'text' };

/** A finite number, or null for missing and for text that is none. */
export function valueNumber(value: CellValue | undefined): number | null {
  if (value === null || value === undefined || value === '') return null;
  const number = typeof value === 'number' ? value : (readPlainNumber(value) ?? NaN);
  return Number.isFinite(number) ? number : null;
}

/** Parts of a list value: split, trimmed, empty parts left out. Null for missing. */
export function valueParts(value: CellValue | undefined, separator: string): string[] | null {
  if (value === null || value === undefined) return null;
  return String(value)
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
