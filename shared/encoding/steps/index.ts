import type { FittedStep } from '../../model/prep.ts';
import type { ValueKind } from '../../model/table.ts';
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

/** The coder of a fitted step for a column of the given kind. */
export function stepCoder(step: FittedStep, kind: ValueKind): Coder {
  switch (step.type) {
    case 'numeric':
      return numericCoder(step);
    case 'oneHot':
      return oneHotCoder(step, kind);
    case 'ordinal':
      return ordinalCoder(step, kind);
    case 'frequency':
      return frequencyCoder(step, kind);
    case 'target':
      return targetCoder(step, kind);
    case 'hash':
      return hashCoder(step, kind);
    case 'tfidf':
      return tfidfCoder(step, kind);
    case 'multiHot':
      return multiHotCoder(step);
    case 'dateParts':
      return datePartsCoder(step);
  }
}
