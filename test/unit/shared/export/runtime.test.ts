import { describe, expect, it } from 'vitest';
import { createRuntime } from '#shared/export/runtime.ts';
import { goodRow, smallModel } from '../../../support/export/small-model.ts';

const { predict } = createRuntime(smallModel());

describe('a row that the ES module cannot read', () => {
  const round: { self?: object } = {};
  round.self = round;

  it.each([
    ['spent', NaN, 'NaN'],
    ['spent', -Infinity, '-Infinity'],
    ['spent', '12', '"12"'],
    ['age', 5n, '5'],
    ['age', 2 ** 53, '9007199254740992'],
    ['age', [1n], '[object Array]'],
    ['city', round, '[object Object]'],
    ['city', Symbol('x'), 'Symbol(x)'],
    ['city', 'x'.length, '1'],
  ])('is told with %s and what stands there', (column, value, shown) => {
    const row = { ...goodRow, [column]: value };
    expect(() => predict(row)).toThrow(
      expect.objectContaining({
        ...{ name: 'RowError', column },
        message: expect.stringContaining(`column "${column}": ${shown} is not`) as string,
      }),
    );
  });

  it.each([[null], [5], ['Paris'], [[1, 2]], [undefined]])('is no object: %j', (given) => {
    expect(() => predict(given as never)).toThrow(/a row is an object/);
  });
});
