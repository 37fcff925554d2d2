import { describe, expect, it } from 'vitest';
import { errorText, PortraitError } from '#shared/errors/index.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { createValueReader } from '../../../../src-main/backend/predict/value-reader.ts';

const reader = (found: ColumnType, expected: ColumnType, bad: 'error' | 'missing' = 'error') =>
  createValueReader(
    { place: 0, found: { name: 'c', type: found }, expected: { name: 'c', type: expected } },
    bad,
  );
const read = (found: ColumnType, expected: ColumnType, value: CellValue) =>
  reader(found, expected).read(value, 7);

describe('values of a column to score', () => {
  it.each<[ColumnType, ColumnType, CellValue, CellValue]>([
    ['text', 'real', '12.5', 12.5],
    ['text', 'integer', '-3', -3],
    ['text', 'real', '', null],
    // The nearest float64, as in training.
    ['text', 'real', '9007199254740993', 9007199254740992],
    ['boolean', 'integer', 1, 1],
    ['integer', 'category', 5, '5'],
    ['real', 'text', 1e-7, '1e-7'],
    ['boolean', 'category', 0, 'FALSE'],
    ['text', 'boolean', 'yes', 1],
    ['integer', 'boolean', 0, 0],
    ['text', 'date', '2024-02-29', '2024-02-29'],
    ['text', 'date', '', null],
    ['category', 'text', '', ''],
    ['date', 'category', '2024-01-01', '2024-01-01'],
    ['integer', 'real', null, null],
  ])('%s as %s: %j is %j', (found, expected, value, made) => {
    expect(read(found, expected, value)).toBe(made);
  });

  it.each<[ColumnType, ColumnType, CellValue]>([
    ['text', 'real', 'many'],
    ['text', 'real', '1,234'],
    ['text', 'date', '2024-02-30'],
    ['text', 'date', 'yesterday'],
    ['integer', 'boolean', 2],
    ['text', 'boolean', 'perhaps'],
  ])('%s as %s: %j is refused, naming row, column and value', (found, expected, value) => {
    let thrown: unknown;
    try {
      read(found, expected, value);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PortraitError);
    expect(thrown).toMatchObject({
      code: 'predict_value',
      params: { row: 7, column: 'c', value: String(value), expected },
    });
  });

  it.each<[ColumnType, ColumnType]>([
    ['date', 'real'],
    ['real', 'date'],
    ['boolean', 'date'],
    ['date', 'boolean'],
  ])('%s can never be %s', (found, expected) => {
    expect(() => reader(found, expected)).toThrow(/column “c” is/);
  });

  it('count as missing where that is wanted, and are told with their first row', () => {
    const missing = reader('text', 'real', 'missing');
    expect(['1', 'x', 'y'].map((value, at) => missing.read(value, at + 1))).toEqual([
      1,
      null,
      null,
    ]);
    expect(missing.told()).toEqual([
      { kind: 'read_as', column: 'c', found: 'text', expected: 'real', count: 0, row: null },
      { kind: 'bad_value', column: 'c', found: 'text', expected: 'real', count: 2, row: 2 },
    ]);
  });

  it('that are infinite are told', () => {
    const infinite = reader('real', 'real');
    infinite.read(1, 1);
    expect(infinite.read(-Infinity, 2)).toBe(-Infinity);
    expect(infinite.told()).toMatchObject([{ kind: 'infinite', count: 1, row: 2 }]);
  });

  it('are told of in both languages', () => {
    const params = { row: 3, column: '年龄', value: 'x', expected: 'real' };
    expect(errorText({ code: 'predict_value', params }, 'en').sentence).toContain('as real');
    expect(errorText({ code: 'predict_value', params }, 'zh-CN').sentence).toContain('小数');
  });
});
