import type { FittedStep } from '../../model/prep.ts';
import type { ValueKind } from '../../model/table.ts';
import { valueText } from '../value.ts';
import { missingName, type Coder } from './coder.ts';
import { murmur3 } from './murmur.ts';

type HashStep = Extract<FittedStep, { type: 'hash' }>;

/**
 * The hashing trick (Weinberger et al. 2009) as scikit-learn's FeatureHasher has it: the value's hash modulo the buckets
 * says which feature, its sign whether that is 1 or -1, so that values sharing one do not add up.
 */
export function hashCoder(step: HashStep, kind: ValueKind): Coder {
  const names = Array.from({ length: step.buckets }, (_, bucket) => `${step.column}#${bucket}`);
  if (step.missing) names.push(missingName(step.column));
  const utf8 = new TextEncoder();
  return {
    names,
    write(value, out, at) {
      const text = valueText(value, kind);
      if (text === null) {
        if (step.missing) out[at + step.buckets] = 1;
        return;
      }
      const hash = murmur3(utf8.encode(text));
      out[at + (Math.abs(hash) % step.buckets)] = hash < 0 ? -1 : 1;
    },
  };
}
