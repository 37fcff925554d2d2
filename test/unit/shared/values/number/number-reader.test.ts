import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { numberForm, NumberReader } from '#shared/values/number/index.ts';

const reader = new NumberReader();
const names = new Map<number, string>(
  Object.entries(numberForm).map(([name, form]) => [form, name]),
);

function read(text: string): [string, number] {
  const bytes = Buffer.from(text);
  const form = reader.read(bytes, 0, bytes.length);
  return [names.get(form)!, reader.value];
}

describe('NumberReader', () => {
  it.each([
    ['0', 'integer', 0],
    ['-12', 'integer', -12],
    [' 42 ', 'integer', 42],
    ['9007199254740991', 'integer', 9007199254740991],
    ['1.5', 'real', 1.5],
    ['-.25', 'real', -0.25],
    ['5.', 'real', 5],
    ['17850.0', 'real', 17850],
    ['1.0e308', 'real', 1e308],
    ['1e+308', 'real', 1e308],
    ['-2.5E-3', 'real', -0.0025],
    ['0.1234567890123456789', 'real', Number('0.1234567890123456789')],
  ])('reads %s as %s', (text, form, value) => {
    expect(read(text)).toEqual([form, value]);
  });

  it.each([
    ['9007199254740993', 'large'],
    ['123456789012345678901234567890', 'large'],
    ['007', 'code'],
    ['+8613912345678', 'code'],
    ['00.5', 'code'],
    ['+5', 'signed'],
    ['+1.5', 'signed'],
    ['557e90', 'exponent'],
    ['1E05', 'exponent'],
    ['1e309', 'exponent'],
    ['1.0e309', 'infinite'],
    ['-1e309', 'infinite'],
    ['-Infinity', 'infinite'],
    ['inf', 'infinite'],
    ['NaN', 'notANumber'],
    ['', 'none'],
    ['-', 'none'],
    ['.', 'none'],
    ['1,234', 'none'],
    ['0x1F', 'none'],
    ['1_000', 'none'],
    ['12abc', 'none'],
    ['1e', 'none'],
    ['--1', 'none'],
    ['1.2.3', 'none'],
    ['information', 'none'],
  ])('sees %s as %s', (text, form) => {
    expect(read(text)[0]).toBe(form);
  });

  it('gives exactly the double that JavaScript reads', () => {
    const random = createRandom(3);
    for (let round = 0; round < 20_000; round += 1) {
      const digits = random.below(18);
      const text = (random.next() * 10 ** random.below(9)).toFixed(digits);
      expect(read(text)[1]).toBe(Number(text));
    }
  });
});
