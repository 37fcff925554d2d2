import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../shared/model/table.ts';
import {
  withColumn,
  withFunction,
} from '../../../../src-renderer/cells/clean/forms/aggregation.ts';

const columns: Column[] = [
  { name: 'amount', type: 'real' },
  { name: 'price', type: 'real' },
];

describe('the name of an aggregate', () => {
  it('follows its function and its column', () => {
    const sum = withFunction({ function: 'count', as: 'count 2' }, 'sum', columns);
    expect(sum.as).toBe('amount sum');
    if (sum.function === 'count') throw new Error('has a column');
    expect(withColumn(sum, 'price').as).toBe('price sum');
    expect(withColumn({ function: 'recency', column: 'a', as: 'recency' }, 'b').as).toBe(
      'b recency',
    );
  });

  it('stays as the user gave it', () => {
    const own = { function: 'sum', column: 'amount', as: 'turnover' } as const;
    expect(withColumn(own, 'price').as).toBe('turnover');
    expect(withFunction(own, 'mean', columns).as).toBe('turnover');
  });
});
