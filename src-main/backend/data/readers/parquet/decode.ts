import type { DecodedArray } from 'hyparquet';
import { contradiction } from './fault.ts';
import type { Page } from './pages.ts';

/**
 * The values of a page that are present, converted; those of the dictionary once each, in `known`, which belongs to
 * the column.
 */
export function decode<T>(
  page: Page,
  dictionary: DecodedArray | undefined,
  known: T[],
  convert: (raw: DecodedArray[number]) => T,
): T[] {
  const { values } = page;
  const decoded = Array<T>(values.length);
  for (let i = 0; i < decoded.length; i += 1) {
    const raw = values[i] as unknown;
    decoded[i] = page.coded ? word(Number(raw), dictionary, known, convert) : convert(raw);
  }
  return decoded;
}

function word<T>(
  code: number,
  dictionary: DecodedArray | undefined,
  known: T[],
  convert: (raw: DecodedArray[number]) => T,
): T {
  if (code in known) return known[code]!;
  if (dictionary === undefined || code < 0 || code >= dictionary.length) {
    contradiction(`value ${code} of a dictionary of ${dictionary?.length ?? 0}`);
  }
  const value = convert(dictionary[code]);
  known[code] = value;
  return value;
}
