import type { FittedStep } from '../../model/prep.ts';
import type { ColumnType } from '../../model/table.ts';
import type { Coder } from './coder.ts';
import { datePartsCoder } from './date-parts.ts';
import { frequencyCoder } from './frequency.ts';
import { hashCoder } from './hash.ts';
import { multiHotCoder } from './multi-hot.ts';
import { numericCoder } from './numeric.ts';
import { oneHotCoder } from './one-hot.ts';
import { ordinalCoder } from './ordinal.ts';
import { targetCoder } from './target.ts';
import { tfidfCoder } from './tfidf.ts';

/** The coder of a fitted step for a column of the given type. */
export function stepCoder(step: FittedStep, type: ColumnType): Coder {
  switch (step.type) {
    case 'numeric':
      return numericCoder(step);
    case 'oneHot':
      return oneHotCoder(step, type);
    case 'ordinal':
      return ordinalCoder(step, type);
    case 'frequency':
      return frequencyCoder(step, type);
    case 'target':
      return targetCoder(step, type);
    case 'hash':
      return hashCoder(step, type);
    case 'tfidf':
      return tfidfCoder(step, type);
    case 'multiHot':
      return multiHotCoder(step);
    case 'dateParts':
      return datePartsCoder(step);
  }
}
