import { describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import type { Column } from '#shared/model/table.ts';
import { chooseWay } from '../../../../src-main/backend/predict/index.ts';

const real = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'real' }));
const way = (kind: 'raw' | 'prepared', ...names: string[]) => ({
  way: kind,
  model: { inputs: real(...names) },
});
/** Cleaning makes `mean missing` of `mean`. */
const both = [way('prepared', 'age', 'mean', 'mean missing'), way('raw', 'age', 'mean')];

function error(run: () => unknown): PortraitError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof PortraitError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

describe('the way rows come in', () => {
  it('is told by the columns that are there, in whatever order, beside whatever others', () => {
    const raw = chooseWay(both, real('x', 'mean', 'age'), false);
    expect(raw.way).toBe('raw');
    expect(raw.brought.map(({ place }) => place)).toEqual([2, 1]);
    const prepared = chooseWay(both, real('mean missing', 'age', 'mean'), false);
    expect(prepared.way).toBe('prepared');
    expect(prepared.brought.map(({ place }) => place)).toEqual([1, 2, 0]);
  });

  it('goes through the cleaning where columns do not tell, but for the cleaned table itself', () => {
    const alike = [way('prepared', 'age', 'mean'), way('raw', 'age', 'mean')];
    expect(chooseWay(alike, real('age', 'mean'), false).way).toBe('raw');
    expect(chooseWay(alike, real('age', 'mean'), true).way).toBe('prepared');
  });

  it('names missing columns, those of the way that lacks least, and what they may be called now', () => {
    const missing = error(() => chooseWay(both, real('age', 'means', 'z'), false));
    expect(missing.code).toBe('predict_columns_missing');
    expect(missing.params).toMatchObject({ columns: '“mean”', column: 'mean', nearest: 'means' });
    expect(missing.params['there']).toContain('“z”');
  });

  it('says so where it is another table', () => {
    const other = error(() => chooseWay(both, real('order', 'price'), false));
    expect(other.code).toBe('predict_no_column');
    expect(other.message).toContain('“age”, “mean”');
    expect(error(() => chooseWay(both, [], false)).code).toBe('predict_no_column');
  });

  it('knows __proto__ as a name like another', () => {
    const odd = [way('prepared', '__proto__')];
    expect(chooseWay(odd, real('__proto__'), false).brought[0]?.place).toBe(0);
    expect(error(() => chooseWay(odd, real('a'), false)).code).toBe('predict_columns_missing');
  });
});
