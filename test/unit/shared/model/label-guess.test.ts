import { describe, expect, it } from 'vitest';
import { guessLabel } from '#shared/model/label-guess.ts';
import type { Column, ColumnSummary } from '#shared/model/table.ts';

const column = (name: string, type: Column['type'] = 'integer'): Column => ({ name, type });

function summary(one: Column, distinct: number): ColumnSummary {
  return {
    ...{ column: one, missing: 0, distinct, histogram: null, quantiles: null, mean: null },
    ...{ deviation: null, top: [], flags: [], labelAssociation: null },
  };
}

describe('the label a table proposes', () => {
  it('is the column called so, whatever stands after it, label before target, y and class', () => {
    const columns = [
      column('class'),
      column(' Label '),
      column('target'),
      column('paid', 'boolean'),
    ];
    expect(guessLabel(columns, null)).toBe(' Label ');
    expect(guessLabel(columns.toSpliced(1, 1), null)).toBe('target');
    expect(guessLabel([column('Y'), column('paid', 'boolean')], null)).toBe('Y');
    expect(guessLabel([column('id'), column('标签')], null)).toBe('标签');
  });

  it('is else the last column with two values', () => {
    const columns = [column('member'), column('bought'), column('age'), column('city', 'category')];
    const distinct = [2, 2, 80, 40];
    const summaries = columns.map((one, at) => summary(one, distinct[at]!));
    expect(guessLabel(columns, summaries)).toBe('bought');
    expect(guessLabel([column('a', 'boolean'), column('b')], null)).toBe('a');
  });

  it('is none where nothing is called so or has two values', () => {
    const columns = [column('age'), column('flag', 'boolean')];
    expect(guessLabel(columns, [summary(columns[0]!, 80), summary(columns[1]!, 1)])).toBeNull();
    expect(guessLabel([column('labels'), column('my class')], null)).toBeNull();
    expect(guessLabel([], null)).toBeNull();
  });
});
