import type { FittedStep } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { numericCoder, valueNumber } from '#shared/encoding/index.ts';
import type { NumberStats } from './number-stats.ts';

/** What is to be told of a scale: the values differ by rounding alone, or some are so large that the rest become one. */
export type ScalingNotice = 'near_constant' | 'dominated';

/** Values that were different, and are one as features, from which their loss is told. */
const lostShare = 0.5;
const fewestValues = 3;

/** By the training values' range, and what becomes of a sample of them in float32. */
export function scalingNotice(
  step: FittedStep,
  numbers: NumberStats | null,
  sample: readonly CellValue[],
): ScalingNotice | null {
  if (step.type !== 'numeric' || numbers === null) return null;
  const { min, max, count } = step.log ? numbers.logged : numbers.plain;
  if (count === 0 || min === max) return null;
  const size = Math.max(Math.abs(min), Math.abs(max));
  if (max - min <= 2 * Number.EPSILON * size) return 'near_constant';
  const coder = numericCoder({ ...step, missing: false });
  const given = new Set<number>();
  const kept = new Set<number>();
  const out = new Float32Array(1);
  for (const value of sample) {
    const number = valueNumber(value);
    if (number === null) continue;
    given.add(number);
    coder.write(number, out, 0);
    kept.add(out[0]!);
  }
  return given.size >= fewestValues && kept.size < lostShare * given.size ? 'dominated' : null;
}
