import type { FittedStep } from '../../model/prep.ts';
import type { ValueKind } from '../../model/table.ts';
import { valueText } from '../value.ts';
import { missingName, type Coder } from './coder.ts';

type FrequencyStep = Extract<FittedStep, { type: 'frequency' }>;

/** Share of training rows with the value; 0 for unseen and missing ones. */
export function frequencyCoder(step: FrequencyStep, kind: ValueKind): Coder {
  const shares = new Map(step.values.map((value, index) => [value, step.shares[index]!]));
  return {
    names: step.missing ? [step.column, missingName(step.column)] : [step.column],
    write(value, out, at) {
      const text = valueText(value, kind);
      out[at] = (text === null ? undefined : shares.get(text)) ?? 0;
      if (step.missing && text === null) out[at + 1] = 1;
    },
  };
}
