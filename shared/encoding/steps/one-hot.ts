import type { FittedStep } from '../../model/prep.ts';
import type { ValueKind } from '../../model/table.ts';
import { valueText } from '../value.ts';
import { missingName, otherName, type Coder } from './coder.ts';

type OneHotStep = Extract<FittedStep, { type: 'oneHot' }>;

/** One feature per value. Unseen values set “other” where rare values share it, otherwise nothing. */
export function oneHotCoder(step: OneHotStep, kind: ValueKind): Coder {
  const position = new Map(step.values.map((value, index) => [value, index]));
  const other = step.values.length;
  const missing = other + (step.other ? 1 : 0);
  const names = step.values.map((value) => `${step.column}=${value}`);
  if (step.other) names.push(otherName(step.column));
  if (step.missing) names.push(missingName(step.column));
  return {
    names,
    write(value, out, at) {
      const text = valueText(value, kind);
      if (text === null) {
        if (step.missing) out[at + missing] = 1;
        return;
      }
      const index = position.get(text);
      if (index !== undefined) out[at + index] = 1;
      else if (step.other) out[at + other] = 1;
    },
  };
}
