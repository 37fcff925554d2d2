import { describe, expect, it } from 'vitest';
import type { CellValue } from '#shared/model/table.ts';
import { createDrift } from '../../../../src-main/backend/predict/drift.ts';
import { spread } from '../../../support/spread.ts';

const [n, m] = [1000, 300];
const names = ['a', 'b', 'c', 'd'];
const columns = new Map([1, 2, 5].map((seed) => [seed, spread(n, seed)]));
const others = new Map([3, 4, 6, 7].map((seed) => [seed, spread(m, seed)]));
const of = (seed: number, row: number): number =>
  (columns.get(seed) ?? others.get(seed))?.[row] ?? 0;
const trained = Array.from({ length: n }, (_, row): CellValue[] => [
  of(1, row) < 0.1 ? null : of(2, row) * 50,
  names[Math.floor(of(5, row) ** 2 * 4)] ?? '',
  of(5, row) < 0.5 ? 'music|films' : 'music',
  '2024-01-01',
]);
const scored = Array.from({ length: m }, (_, row): CellValue[] => [
  of(3, row) < 0.25 ? null : of(4, row) * 60,
  of(6, row) < 0.1 ? 'new' : (names[Math.floor(of(7, row) * 4)] ?? ''),
  'music|books',
  null,
]);

const prep = {
  columns: [
    { name: 'number', type: 'real' as const },
    { name: 'town', type: 'category' as const },
    { name: 'likes', type: 'text' as const },
    { name: 'since', type: 'date' as const },
  ],
  steps: [
    {
      ...{ type: 'numeric' as const, column: 'number', log: false, offset: 0, factor: 1 },
      ...{ fill: 0, missing: true },
    },
    { type: 'oneHot' as const, column: 'town', values: ['a'], other: true, missing: false },
    {
      ...{ type: 'multiHot' as const, column: 'likes', separator: '|', values: ['music'] },
      ...{ other: false, missing: false },
    },
    { type: 'dateParts' as const, column: 'since', origin: 0, spanDays: 1, missing: false },
  ],
};

function drifted(rows: CellValue[][]) {
  const drift = createDrift(prep);
  for (const row of trained) drift.learn(row);
  for (const row of rows) drift.add(row);
  return new Map(drift.columns().map((column) => [column.column, column]));
}

describe('how rows differ from the training part', () => {
  const found = drifted(scored);

  // numpy: shares over np.quantile(…, tenths) and a bin of missing values; shares by value.
  it('numbers by tenths, as numpy finds it', () => {
    const number = found.get('number');
    expect(number?.index).toBeCloseTo(0.31260417353025316, 10);
    expect(number?.missing.train).toBeCloseTo(0.092, 12);
    expect(number?.missing.here).toBeCloseTo(0.23333333333333334, 12);
    expect(number?.bins.at(-1)).toMatchObject({ missing: true });
    expect(number?.bins).toHaveLength(11);
  });

  it('categories by value, those never seen among them, as numpy finds it', () => {
    const town = found.get('town');
    expect(town?.index).toBeCloseTo(1.135450993971874, 10);
    expect(town?.unseen).toEqual({ rows: 35, values: 1, first: ['new'] });
    expect(town?.bins.map(({ train }) => train).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('lists by their parts, dates by their time', () => {
    expect(found.get('likes')?.unseen).toEqual({ rows: m, values: 1, first: ['books'] });
    expect(found.get('since')?.missing).toEqual({ train: 0, here: 1 });
  });

  it('comes the most shifted column first', () => {
    const indices = [...found.values()].map(({ index }) => index ?? 0);
    expect(indices).toEqual(indices.toSorted((a, b) => b - a));
  });

  it('is nothing for the training part itself, and not there for no rows', () => {
    for (const { index, unseen } of drifted(trained).values()) {
      expect(index).toBeCloseTo(0, 12);
      expect(unseen.rows).toBe(0);
    }
    for (const { index } of drifted([]).values()) expect(index).toBeNull();
  });
});
