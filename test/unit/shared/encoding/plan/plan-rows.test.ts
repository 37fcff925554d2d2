import { describe, expect, it } from 'vitest';
import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import { createPlanRows } from '#shared/encoding/plan/plan-rows.ts';
import { plainReading } from '#shared/values/number/index.ts';

const columns = [
  { name: 'city', type: 'text' as const },
  { name: 'age', type: 'text' as const },
];
const text = { normalise: true, collapseSpaces: true, trim: true } as const;

describe('createPlanRows', () => {
  it('takes a raw row through text, replacement, retyping, bounds, indicator and filling', () => {
    const steps: PlanStep[] = [
      { type: 'text', column: 'city', ...text, case: 'lower' },
      { type: 'replace', column: 'city', values: [{ from: 'lndn', to: 'london' }] },
      {
        type: 'retype',
        column: 'age',
        from: 'text',
        to: 'integer',
        number: plainReading,
        time: null,
      },
      { type: 'clip', column: 'age', low: 0, high: 90 },
      { type: 'indicator', column: 'age', as: 'age missing' },
      { type: 'fill', column: 'age', value: 41.5 },
      { type: 'rename', column: 'city', to: 'town' },
    ];
    const plan = createPlanRows({ columns, steps });
    expect(plan.columns).toEqual([
      { name: 'town', type: 'text', origin: 0 },
      { name: 'age', type: 'real', origin: 1 },
      { name: 'age missing', type: 'boolean', origin: 1 },
    ]);
    expect(plan.apply(['  ＬＮＤＮ ', '999']).row).toEqual(['london', 90, 0]);
    expect(plan.apply(['Paris', 'unknown']).row).toEqual(['paris', 41.5, 1]);
    expect(plan.apply([' ', null]).row).toEqual([null, 41.5, 1]);
  });

  it('says for which column a row would have left the table, and goes on', () => {
    const steps: PlanStep[] = [
      { type: 'rename', column: 'age', to: 'years' },
      { type: 'keep', column: 'years', condition: { is: 'present' } },
      { type: 'keep', column: 'city', condition: { is: 'not_equals', value: 'test' } },
      { type: 'fill', column: 'years', value: '0' },
      { type: 'drop', columns: ['city'] },
    ];
    const plan = createPlanRows({ columns, steps });
    expect(plan.apply(['a', '3'])).toMatchObject({ row: ['3'], left: null });
    expect(plan.apply(['test', '3'])).toMatchObject({ row: ['3'], left: 0 });
    expect(plan.apply(['test', null])).toMatchObject({ row: ['0'], left: 1 });
  });

  it('leaves the row it was given as it was', () => {
    const row = ['A', '1'];
    const step: PlanStep = { type: 'text', column: 'city', ...text, case: 'lower' };
    createPlanRows({ columns, steps: [step] }).apply(row);
    expect(row).toEqual(['A', '1']);
  });

  it('refuses a step on a column that is not there', () => {
    const steps: PlanStep[] = [{ type: 'drop', columns: ['gone'] }];
    expect(() => createPlanRows({ columns, steps })).toThrow(RangeError);
  });
});
