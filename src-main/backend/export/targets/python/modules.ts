import type { ExportFile } from '../target.ts';
import { textFile } from '../text-file.ts';
import { portraitDates } from './portrait-dates.ts';
import { portraitNumbers } from './portrait-numbers.ts';
import { portraitPrep } from './portrait-prep.ts';

/** What cleans and encodes in Python: `portrait_prep.py` and what it reads written numbers and dates with. */
export function preparationModules(): ExportFile[] {
  return [
    textFile('portrait_prep.py', portraitPrep),
    textFile('portrait_numbers.py', portraitNumbers),
    textFile('portrait_dates.py', portraitDates),
  ];
}
