import { describe, expect, it } from 'vitest';
import { answerValue } from '#shared/teaching/answer-text.ts';
import { shownText, shownValue } from '#shared/teaching/shown.ts';

describe('answerValue(text)', () => {
  it.each([
    ['-0.3775', -0.3775],
    ['−0.3775', -0.3775],
    ['  .25 ', 0.25],
    ['0,5', 0.5],
    ['－０．３７７５', -0.3775],
    ['0。5', 0.5],
    ['3/8', 0.375],
    ['+2.', 2],
    ['-1/4', -0.25],
  ])('reads %s', (text, value) => {
    expect(answerValue(text)).toBe(value);
  });

  it.each(['', 'x', '1e3', '1.2.3', '1/0', '1/2/3', 'NaN', 'Infinity', '1,234.5', '-', '.'])(
    'is null for “%s”',
    (text) => {
      expect(answerValue(text)).toBeNull();
    },
  );
});

describe('shownText(value)', () => {
  it.each([
    [-0.00001, '0.0000'],
    [-0, '0.0000'],
    [-0.37747, '−0.3775'],
    [12.5, '12.5000'],
    [1e-17, '0.0000'],
  ])('writes %d as %s', (value, text) => {
    expect(shownText(value)).toBe(text);
  });

  it('writes the same number that is computed with', () => {
    expect(Object.is(shownValue(-0.00001), 0)).toBe(true);
    expect(shownValue(-0.37747)).toBe(-0.3775);
  });
});
