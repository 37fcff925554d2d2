import { describe, expect, it } from 'vitest';
import { floatText, textFloats } from '#shared/wire/float-text.ts';

describe('floatText', () => {
  it.each([0, 1, 2, 3, 4, 17])('writes %i numbers as Buffer writes their bytes', (count) => {
    const values = Float32Array.from(
      { length: count },
      (_, at) => Math.sin(at * 7) * 10 ** (at - 8),
    );
    const expected = Buffer.from(values.buffer).toString('base64');
    expect(floatText(values)).toBe(expected);
    expect(textFloats(expected)).toEqual(values);
  });

  it.each(['AAA', 'AAAA', 'AAAAA A=', 'AAAAAé=='])('refuses %s', (text) => {
    expect(() => textFloats(text)).toThrow(RangeError);
  });
});
