import { unknownColumn } from '#shared/encoding/index.ts';
import { stepCoder } from '#shared/encoding/steps/index.ts';
import type { FittedPrep, FittedStep } from '#shared/model/prep.ts';

/**
 * The features of a preparation as numbers, which may lie anywhere between two rows, and units: features that hold one
 * value of a category together, which only go from row to row whole.
 */
export type FeatureParts = { numbers: number[]; units: { first: number; length: number }[] };

export function featurePartsOf({ steps, columns }: FittedPrep): FeatureParts {
  const parts: FeatureParts = { numbers: [], units: [] };
  let first = 0;
  for (const step of steps) {
    const column = columns.find(({ name }) => name === step.column) ?? unknownColumn;
    const { length } = stepCoder(step, column).names;
    const own = length - (step.missing ? 1 : 0);
    if (isNumbers(step)) {
      for (let at = 0; at < own; at++) parts.numbers.push(first + at);
      if (step.missing) parts.units.push({ first: first + own, length: 1 });
    } else if (step.type === 'multiHot') {
      for (let at = 0; at < length; at++) parts.units.push({ first: first + at, length: 1 });
    } else parts.units.push({ first, length });
    first += length;
  }
  return parts;
}

function isNumbers({ type }: FittedStep): boolean {
  return type === 'numeric' || type === 'target' || type === 'tfidf' || type === 'dateParts';
}
