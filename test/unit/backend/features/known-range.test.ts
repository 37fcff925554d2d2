import { describe, expect, it } from 'vitest';
import { encoding, type Encoding } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { numericCoder } from '#shared/encoding/index.ts';
import { createColumnStats } from '../../../../src-main/backend/features/column-stats.ts';
import { fitStep } from '../../../../src-main/backend/features/fit/fit-step.ts';

type Numeric = Extract<Encoding, { type: 'numeric' }>;

function fitted(values: CellValue[], settings: object) {
  const chosen = encoding.parse({ type: 'numeric', scale: 'range', ...settings });
  if (chosen.type !== 'numeric') throw new Error('not numeric');
  const { stats, add } = createColumnStats({ name: 'x', type: 'real' }, chosen);
  for (const value of values) add(value);
  const step = fitStep(stats, chosen satisfies Numeric, null);
  if (step.type !== 'numeric') throw new Error('not numeric');
  return step;
}

function coded(step: ReturnType<typeof fitted>, value: number | null): number {
  const out = new Float32Array(1);
  numericCoder(step).write(value, out, 0);
  return out[0]!;
}

describe('a number scaled by a known range', () => {
  it('is prepared alike whatever the values are, missing ones included', () => {
    const range = { range: [0, 10] };
    const some = fitted([1, 2, 3], range);
    expect(fitted([1e6, -5, null], range)).toEqual(some);
    expect(fitted([], range)).toEqual(some);
    expect(some).toMatchObject({ known: true, missing: false });
  });

  it('puts the ends at -1 and 1, what is missing at 0, and goes on beyond them', () => {
    const step = fitted([3], { range: [20, 30] });
    expect([20, 25, 30, 40, null].map((value) => coded(step, value))).toEqual([-1, 0, 1, 3, 0]);
  });

  it('takes the ends through the logarithm where there is one', () => {
    const step = fitted([3], { range: [0, 99], log: true });
    expect(coded(step, 0)).toBe(-1);
    expect(coded(step, 9)).toBeCloseTo(0, 6);
    expect(coded(step, 99)).toBeCloseTo(1, 6);
    expect(coded(step, null)).toBeCloseTo(0, 6);
  });

  it.each([[[5, 5]], [[9, 1]]])('is refused where the range is %j', (range) => {
    expect(() => fitted([3], { range })).toThrow(
      expect.objectContaining({ code: 'privacy_bounds' }),
    );
  });
});
