import type { CellValue, ValueKind } from '#shared/model/table.ts';
import { valueText } from '#shared/encoding/index.ts';
import { m } from '../../../../i18n/paraglide/messages.js';
import { texWords } from '../../numbers.ts';
import type { Formula } from '../formula.ts';

/** A raw value, which of its step's features is looked at (from 0), the number that became of it, and digits shown. */
export type Seen = { raw: CellValue; kind: ValueKind; place: number; x: number; digits: number };

/** The encoding in symbols, and with the row's numbers put in. */
export type Written = Pick<Formula, 'symbols' | 'numbers'>;

export const missingWord = (): string => texWords(m.data_grid_missing());

/** The raw value as words within a formula. */
export function rawWords({ raw, kind }: Seen): string {
  const text = valueText(raw, kind);
  return text === null ? missingWord() : texWords(text === '' ? '""' : text);
}

/** A statement that counts 1 where it holds and 0 where not (Iverson's bracket). */
export const bracket = (statement: string): string => `\\bigl[\\,${statement}\\,\\bigr]`;

/** The values that were known when the preparation was fitted. */
export const known = (count: number): string => `\\{v_1 \\ldots v_{${count}}\\}`;

/** Whether the value is missing, as a feature of its own. `value` as it is read: text that is no number is missing among numbers. */
export function missingWritten(column: string, value: string): Written {
  const of = (what: string): string => bracket(`${what} = ${missingWord()}`);
  return { symbols: of(texWords(column)), numbers: [of(value)] };
}
