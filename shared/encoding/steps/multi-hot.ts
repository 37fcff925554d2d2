import type { FittedStep } from '../../model/prep.ts';
import { valueParts } from '../value.ts';
import { missingName, otherName, type Coder } from './coder.ts';

type MultiHotStep = Extract<FittedStep, { type: 'multiHot' }>;

/** One feature per list entry, each 1 where the list holds it. */
export function multiHotCoder(step: MultiHotStep): Coder {
  const position = new Map(step.values.map((value, index) => [value, index]));
  const other = step.values.length;
  const missing = other + (step.other ? 1 : 0);
  const names = step.values.map((value) => `${step.column}=${value}`);
  if (step.other) names.push(otherName(step.column));
  if (step.missing) names.push(missingName(step.column));
  return {
    names,
    write(value, out, at) {
      const parts = valueParts(value, step.separator);
      if (parts === null) {
        if (step.missing) out[at + missing] = 1;
        return;
      }
      for (const part of parts) {
        const index = position.get(part);
        if (index !== undefined) out[at + index] = 1;
        else if (step.other) out[at + other] = 1;
      }
    },
  };
}
