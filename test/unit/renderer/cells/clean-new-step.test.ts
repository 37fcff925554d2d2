import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../shared/model/table.ts';
import { matchingKey, newStep } from '../../../../src-renderer/cells/clean/new-step.ts';

/** Online Retail, as it is imported. */
const retail: Column[] = [
  { name: 'InvoiceNo', type: 'text' },
  { name: 'StockCode', type: 'text' },
  { name: 'Quantity', type: 'integer' },
  { name: 'InvoiceDate', type: 'date' },
  { name: 'CustomerID', type: 'integer' },
];

describe('a new step', () => {
  it('sums events up to one row per user, with how many and how long ago', () => {
    expect(newStep('aggregate', retail)).toMatchObject({
      by: 'CustomerID',
      time: 'InvoiceDate',
      columns: [{ function: 'count' }, { function: 'recency', column: 'InvoiceDate' }],
    });
  });

  it('fills the middle of a number, the commonest of anything else, and leaves identifiers alone', () => {
    expect(newStep('missing', retail)).toMatchObject({ column: 'Quantity', fill: 'median' });
    expect(newStep('outliers', retail)).toMatchObject({ column: '' });
    const words: Column[] = [
      { name: 'user_id', type: 'text' },
      { name: 'city', type: 'category' },
    ];
    expect(newStep('missing', words)).toMatchObject({ column: 'city', fill: 'mode' });
  });

  it('joins by the user', () => {
    expect(newStep('join', retail)).toMatchObject({ key: 'CustomerID', otherKey: '' });
    const people: Column[] = [
      { name: 'city', type: 'category' },
      { name: 'customer_id', type: 'integer' },
    ];
    const join = newStep('join', retail, [{ columns: people }]);
    expect(join).toMatchObject({ index: 0, key: 'CustomerID', otherKey: 'customer_id' });
  });

  it('joins by the other table’s user where no column has the key’s name', () => {
    const columns: Column[] = [
      { name: 'age', type: 'integer' },
      { name: 'user_id', type: 'text' },
    ];
    expect(matchingKey('CustomerID', columns)).toBe('user_id');
    expect(matchingKey('CustomerID', columns.slice(0, 1))).toBe('');
  });

  it('takes the first column where nothing tells the user, and no recency without a date', () => {
    const columns: Column[] = [{ name: 'a', type: 'real' }];
    expect(newStep('aggregate', columns)).toMatchObject({
      ...{ by: 'a', time: null },
      columns: [{ function: 'count', as: 'count' }],
    });
  });
});
