import { PortraitError } from '#shared/errors/index.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import type { ExportFile } from '../target.ts';
import { textFile } from '../text-file.ts';
import { portraitDateWords } from './portrait-date-words.ts';
import { portraitDates } from './portrait-dates.ts';
import { portraitNumbers } from './portrait-numbers.ts';
import { portraitPrep } from './portrait-prep.ts';

/**
 * What cleans and encodes in Python: `portrait_prep.py` and what it reads written numbers and dates with. Throws
 * export_tfidf: Python has nothing that cuts a text into the same words.
 */
export function preparationModules({ steps }: Pick<FittedPrep, 'steps'>): ExportFile[] {
  const text = steps.find(({ type }) => type === 'tfidf');
  if (text !== undefined) throw new PortraitError('export_tfidf', { column: text.column });
  return [
    textFile('portrait_prep.py', portraitPrep),
    textFile('portrait_numbers.py', portraitNumbers),
    textFile('portrait_dates.py', portraitDates),
    textFile('portrait_date_words.py', portraitDateWords),
  ];
}
