import { describe, expect, it } from 'vitest';
import { columnSummary, type ColumnSummary } from '../../../../shared/model/table.ts';
import { fillGaps } from '../../../../src-renderer/cells/clean/fill-gaps.ts';

const rows = 100;

function summary(
  name: string,
  type: ColumnSummary['column']['type'],
  { missing = 0, distinct = 20, flags = [] as ColumnSummary['flags'] },
): ColumnSummary {
  return columnSummary.parse({
    ...{ column: { name, type }, missing, distinct, flags, top: [] },
    ...{ histogram: null, quantiles: null, mean: null, deviation: null, labelAssociation: null },
  });
}

describe('what is proposed for missing values', () => {
  it('is a step for each column that has gaps, with a filling that fits its type', () => {
    const steps = fillGaps(
      [
        summary('age', 'integer', { missing: 3 }),
        summary('income', 'real', { missing: 30 }),
        summary('city', 'category', { missing: 1 }),
        summary('member', 'boolean', { missing: 5, distinct: 2 }),
        summary('full', 'real', {}),
      ],
      rows,
    );
    expect(steps.map(({ column, fill, indicator }) => [column, fill, indicator])).toEqual([
      ['age', 'median', false],
      ['income', 'median', true],
      ['city', 'mode', false],
      ['member', 'mode', true],
    ]);
  });

  it('puts no third value between the two of a yes and no in numbers', () => {
    const [step] = fillGaps([summary('clicked', 'integer', { missing: 2, distinct: 2 })], rows);
    expect(step).toMatchObject({ column: 'clicked', fill: 'mode' });
  });

  it('invents no ids, dates or sentences, and nothing for a column without a value', () => {
    const none = fillGaps(
      [
        summary('user_id', 'integer', { missing: 2, flags: ['identifier'] }),
        summary('joined', 'date', { missing: 2 }),
        summary('remark', 'text', { missing: 2, distinct: 95 }),
        summary('empty', 'real', { missing: rows, distinct: 0 }),
      ],
      rows,
    );
    expect(none).toEqual([]);
  });
});
