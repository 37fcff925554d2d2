import { describe, expect, it } from 'vitest';
import { choices, columnMissing, errorText, nearest } from '#shared/errors/index.ts';

describe('the nearest name', () => {
  it.each([
    ['epoch', 'epochs'],
    ['epcohs', 'epochs'],
    ['Epochs', 'epochs'],
    ['learning_rate', 'learningRate'],
    ['batchsize', 'batchSize'],
  ])('of %s is %s', (typed, meant) => {
    expect(nearest(typed, ['batchSize', 'epochs', 'learningRate', 'seed'])).toBe(meant);
  });

  it('is none where nothing is like it', () => {
    expect(nearest('colour', ['epochs', 'seed'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});

describe('an error of a name there is none of', () => {
  it('lists what there is, and asks for the nearest where one is near', () => {
    const near = columnMissing('agee', [{ name: 'age' }, { name: 'city' }]);
    expect(errorText(near, 'en')).toEqual({
      sentence: 'There is no column “agee”. There are: “age”, “city”.',
      next: 'Did you mean “age”? Choose one of the columns of the input table.',
    });
    expect(errorText(near, 'zh-CN').next).toContain('“age”');
    const far = errorText(columnMissing('x', [{ name: 'city' }]), 'en');
    expect(far.next).toBe('Choose one of the columns of the input table.');
    const plain = errorText({ code: 'column_missing', params: { column: 'x' } }, 'en');
    expect(plain.sentence).toBe('There is no column “x”.');
  });

  it('lists no more than twenty', () => {
    const many = Array.from({ length: 30 }, (_, at) => `c${at}`);
    expect(choices('zzzz', many).there).toMatch(/“c19”, …$/);
  });
});

describe('an error of a column of the wrong type', () => {
  const wrong = { column: '城市', found: 'category', expected: 'integer|real' };

  it('says the types in the language of the sentence', () => {
    const error = { code: 'column_type', params: wrong } as const;
    expect(errorText(error, 'en').sentence).toBe(
      'The column “城市” is category, but integer or real is needed.',
    );
    expect(errorText(error, 'zh-CN').sentence).toBe('列“城市”是 类别，而这里需要 整数或小数。');
  });
});
