import type { FittedStep } from '../../model/prep.ts';
import { valueNumber } from '../value.ts';
import { missingName, type Coder } from './coder.ts';

/** Features are 32-bit numbers; what lies beyond them stays finite. */
export const largestFeature = 3e38;

type NumericStep = Extract<FittedStep, { type: 'numeric' }>;

/** sign(x) * log(1 + |x|): a logarithm that takes zero and negative numbers too. */
export function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/** The number `signedLog` makes the given one from. */
export function signedExp(value: number): number {
  return Math.sign(value) * Math.expm1(Math.abs(value));
}

/** (x - offset) * factor, x after the logarithm where there is one; a missing value counts as `fill`. */
export function numericCoder(step: NumericStep): Coder {
  const filled = scaledNumber(step, step.fill);
  return {
    names: step.missing ? [step.column, missingName(step.column)] : [step.column],
    write(value, out, at) {
      const number = valueNumber(value);
      out[at] = number === null ? filled : scaledNumber(step, number);
      if (step.missing && number === null) out[at + 1] = 1;
    },
  };
}

/** A number of a numeric step's column as its feature, before it is rounded to float32. */
export function scaledNumber(step: NumericStep, value: number): number {
  const plain = step.log ? signedLog(value) : value;
  const apart = plain - step.offset;
  // Two numbers near float64's ends may lie further apart than it reaches.
  const number = Number.isFinite(apart)
    ? apart * step.factor
    : plain * step.factor - step.offset * step.factor;
  return Math.min(largestFeature, Math.max(-largestFeature, number));
}
