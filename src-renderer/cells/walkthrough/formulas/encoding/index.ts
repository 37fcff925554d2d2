import type { FittedStep } from '#shared/model/prep.ts';
import { scaledNumber, unknownColumn, valueNumber } from '#shared/encoding/index.ts';
import type { WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import { entry } from '#shared/network/matrix.ts';
import type { Look } from '../../look.ts';
import { part, tex, texWords } from '../../numbers.ts';
import { partOf } from '../../parts.ts';
import type { Formula } from '../formula.ts';
import {
  frequencyWritten,
  hashWritten,
  multiHotWritten,
  oneHotWritten,
  ordinalWritten,
  targetWritten,
} from './categories.ts';
import { dateWritten, numericWritten } from './numbers.ts';
import type { Seen, Written } from './seen.ts';
import { textWritten } from './texts.ts';

/** How the raw value of an input became the number that the net sees. */
export function encodingFormula(
  look: Look,
  { prep }: WalkthroughOutput,
  names: readonly string[],
  hidden: boolean,
): Formula {
  const { walk, choice, row, digits } = look;
  const feature = choice.from;
  const column = prep.origins[feature] ?? 0;
  const step = prep.steps.find((one) => one.column === prep.columns[column]?.name);
  const x = entry(walk.input.batch.x[row] ?? [], feature);
  const seen: Seen = {
    raw: walk.raw[row]?.[column] ?? null,
    kind: prep.columns[column] ?? unknownColumn,
    place: feature - prep.origins.indexOf(column),
    ...{ x, digits },
  };
  return {
    left: part(partOf.out(0, feature), `x_{${feature + 1}}`),
    ...(step && !hidden
      ? written(step, seen)
      : { symbols: texWords(names[feature] ?? ''), numbers: [] }),
    result: tex(x, digits),
    rounded: step?.type === 'numeric' && seen.place === 0 && isRounded(step, seen),
  };
}

/** Inputs are single precision: of a large number that is less than its digits tell. */
function isRounded(
  step: Extract<FittedStep, { type: 'numeric' }>,
  { raw, x, digits }: Seen,
): boolean {
  const exact = scaledNumber(step, valueNumber(raw) ?? step.fill);
  return Math.abs(exact - x) > 1.5 * 10 ** -digits;
}

function written(step: FittedStep, seen: Seen): Written {
  switch (step.type) {
    case 'numeric':
      return numericWritten(step, seen);
    case 'oneHot':
      return oneHotWritten(step, seen);
    case 'ordinal':
      return ordinalWritten(step, seen);
    case 'frequency':
      return frequencyWritten(step, seen);
    case 'target':
      return targetWritten(step, seen);
    case 'hash':
      return hashWritten(step, seen);
    case 'tfidf':
      return textWritten(step, seen);
    case 'multiHot':
      return multiHotWritten(step, seen);
    case 'dateParts':
      return dateWritten(step, seen);
  }
}
