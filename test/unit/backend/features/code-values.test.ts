import { describe, expect, it } from 'vitest';
import { looksLikeCodes } from '../../../../src-main/backend/features/code-values.ts';
import { createNumberStats } from '../../../../src-main/backend/features/number-stats.ts';

function judged(values: readonly number[], rows = 600): boolean {
  const { stats, add } = createNumberStats();
  for (let row = 0; row < rows; row++) add(values[row % values.length]!);
  return looksLikeCodes(stats);
}
const steps = (from: number, step: number, count: number) =>
  Array.from({ length: count }, (_, at) => from + at * step);

describe('numbers that look like codes by their values', () => {
  it.each([
    ['shops', [4711, 4802, 5120, 5133, 6007, 7421, 8090]],
    ['diagnoses (ICD-9 chapters)', [250, 272, 276, 401, 414, 427, 428, 486, 715, 786]],
    ['postal codes', [10115, 20095, 50667, 60311, 70173, 80331]],
  ])('are found: %s', (_, values) => {
    expect(judged(values)).toBe(true);
  });

  it.each([
    ['years', steps(2012, 1, 10)],
    ['blood pressures', steps(100, 1, 80)],
    ['prices in steps', steps(100, 50, 15)],
    ['amounts of several lengths', [5, 40, 312, 4711, 5120, 6007]],
    ['counts', steps(1, 1, 30)],
    ['two answers', [101, 205]],
    ['parts of a whole', [101.5, 205.25, 333.75, 407.5, 512.5]],
  ])('are not taken for such: %s', (_, values) => {
    expect(judged(values)).toBe(false);
  });

  it('need to come again and again, and to be few', () => {
    const many = Array.from({ length: 300 }, (_, at) => 10_007 + ((at * 7919) % 89_000));
    expect(judged(many, 3000)).toBe(false);
    expect(judged([4711, 4802, 5120, 5133, 6007, 7421, 8090], 20)).toBe(false);
  });
});
