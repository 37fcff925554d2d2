import type { FittedStep } from '../../model/prep.ts';
import type { ValueKind } from '../../model/table.ts';
import { valueText } from '../value.ts';
import { missingName, type Coder } from './coder.ts';

type OrdinalStep = Extract<FittedStep, { type: 'ordinal' }>;

/** Position in the order over the last position: 0 for the first value, 1 for the last; `unseen` for any other and for missing. */
export function ordinalCoder(step: OrdinalStep, kind: ValueKind): Coder {
  const last = Math.max(1, step.values.length - 1);
  const position = new Map(step.values.map((value, index) => [value, index / last]));
  return {
    names: step.missing ? [step.column, missingName(step.column)] : [step.column],
    write(value, out, at) {
      const text = valueText(value, kind);
      out[at] = (text === null ? undefined : position.get(text)) ?? step.unseen;
      if (step.missing && text === null) out[at + 1] = 1;
    },
  };
}
