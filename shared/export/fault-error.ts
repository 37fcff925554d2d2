import { PortraitError } from '../errors/portrait-error.ts';
import { inLanguage } from '../languages/in-language.ts';
import type { Locale, Words } from '../locale.ts';
import type { Expected, Fault } from './read-row.ts';
import { shownValue } from './shown-value.ts';

/** What a value that is there can fail to be. */
type Wrong = Exclude<Expected, 'present' | 'known_column'>;

const inWords: Record<Wrong, Words> = {
  text: { en: 'text', 'zh-CN': '文本' },
  number: { en: 'a finite number', 'zh-CN': '有限的数字' },
  whole_number: {
    en: 'a whole number within ±9007199254740991',
    'zh-CN': '±9007199254740991 以内的整数',
  },
  true_or_false: { en: 'true or false', 'zh-CN': 'true 或 false' },
  date: {
    en: 'a date of the calendar, like 2024-05-31 or 2024-05-31 14:30:00',
    'zh-CN': '日历上存在的日期，例如 2024-05-31 或 2024-05-31 14:30:00',
  },
  text_or_number: { en: 'text or a finite number', 'zh-CN': '文本或有限的数字' },
};

/** A fault of a row, counted from 1, as an error that names row, column and what belongs there. */
export function faultError(
  { column, found, expected }: Fault,
  row: number,
  locale: Locale = 'en',
): PortraitError {
  if (expected === 'present') return new PortraitError('score_absent', { row, column });
  if (expected === 'known_column') return new PortraitError('score_unknown', { row, column });
  return new PortraitError('score_value', {
    ...{ row, column, value: shownValue(found), expected: inLanguage(inWords[expected], locale) },
  });
}
